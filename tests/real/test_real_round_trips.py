"""The real papers: read, written in the matching layout, read again; and next year's plan made from each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from paper.writing.sameness import checks_of, differences, newly_unread
from prongsai.core.records import PaperKind, Reading, Status
from prongsai.paper.reading import read, read_document
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.writing import Content, layout, manuscript_of, matching_layout, write
from prongsai.paper.writing.next_year import next_year

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "papers"
NAMES = sorted(each.stem for each in (FOLDER / "truth").glob("*.json"))
FORMATS = ("docx", "pdf", "xlsx", "odt", "html")
TYPED = {"name.spelling", "place.mismatch", "place.two_values", "score.two_values"}
"""Checks on how the old file was typed: a name or a place named otherwise in passing, a score printed twice."""

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not NAMES, reason="the real papers stand beside the repository, in ../shared/papers: not here"),
]


@cache
def paper(name: str) -> Reading:
    return read(FOLDER / f"{name}.txt")


def written_and_read(content: Content, name: str, to: str) -> Reading:
    return read_document(open_bytes(f"paper.{to}", write(manuscript_of(content, layout(name)), to)))


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", NAMES or ["none"])
def test_a_paper_is_read_again_as_it_was_written(name: str, to: str) -> None:
    before = paper(name)
    after = written_and_read(Content(before), matching_layout(before), to)
    assert differences(before, after) == []
    assert newly_unread(before, after) == []
    known = checks_of(before)
    assert {each for each in known if each[0] not in TYPED} <= checks_of(after) <= known


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", NAMES or ["none"])
def test_next_years_plan_is_written_from_it(name: str, to: str) -> None:
    before = paper(name)
    content = next_year(before, (before.fiscal_year or 0) + 1)
    after = written_and_read(content, "plan", to)
    assert after.kind is PaperKind.PLAN
    assert after.fiscal_year == (before.fiscal_year or 0) + 1
    assert differences(content.reading, after) == []
    assert newly_unread(content.reading, after) == []
    assert {each.status for each in after.measures} == {Status.UNKNOWN}
