"""Read, write in the matching layout, read again: the records are equal, whatever the format."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings

from paper.corpus.judge import PAPERS as CORPUS
from paper.writing.generated import readings
from paper.writing.printed import read_back
from paper.writing.sameness import checks_of, differences, newly_unread
from prongsai.core.records import Measure, Reading
from prongsai.paper.reading import read, read_document
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.writing import Content, Style, layout, manuscript_of, matching_layout, write
from prongsai.paper.writing.manuscript import Manuscript

SAMPLES = Path(str(files("prongsai") / "samples"))
PAPERS = [paper["file"] for paper in tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))["paper"]]
MATCHING = {
    "plan.docx": "analysis",
    "weak-points.docx": "weak-points",
    "progress.pdf": "progress",
    "progress-status.xlsx": "progress-status",
    "progress-full.txt": "progress-full",
}
FORMATS = ("docx", "pdf", "xlsx", "odt", "html")

TYPED = {
    "name.spelling": "the heading of a part lost a mark; our heading names the agency once",
    "place.mismatch": "a province named in passing is not that of the agency, which is the one printed",
    "place.two_values": "as above",
    "score.two_values": "a score stood twice, with two values; we print it once",
}
"""Checks that the old file raised by how it was typed -> why a new one cannot."""


@cache
def sample(name: str) -> Reading:
    return read(SAMPLES / name)


@cache
def manuscript(name: str) -> Manuscript:
    reading = sample(name)
    return manuscript_of(Content(reading), layout(matching_layout(reading)))


@pytest.mark.parametrize("name", PAPERS)
def test_a_sample_finds_the_layout_it_was_made_in(name: str) -> None:
    assert matching_layout(sample(name)) == MATCHING[name]


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", PAPERS)
def test_a_sample_is_read_again_as_it_was_written(name: str, to: str) -> None:
    before = sample(name)
    after = read_document(open_bytes(f"paper.{to}", write(manuscript(name), to)))
    assert differences(before, after) == []
    assert newly_unread(before, after) == []
    assert {each for each in checks_of(before) if each[0] not in TYPED} == checks_of(after)


@pytest.mark.parametrize("name", PAPERS)
def test_thai_digits_change_nothing_that_is_read(name: str) -> None:
    before = sample(name)
    thai = manuscript_of(Content(before), layout(matching_layout(before)), Style("thai"))
    assert differences(before, read_back(thai)) == []


@pytest.mark.parametrize("layout_name", MATCHING.values())
@pytest.mark.parametrize("name", PAPERS)
def test_no_layout_loses_what_a_sample_holds(name: str, layout_name: str) -> None:
    before = sample(name)
    after = read_back(manuscript_of(Content(before), layout(layout_name)))
    assert differences(of_any_layout(before), of_any_layout(after)) == []


def of_any_layout(reading: Reading) -> Reading:
    """The reading less what belongs to the form of its own layout: counted rows, ticks, the words in their place."""
    measures = tuple(replace(each, number=None, marked=(), written=()) for each in reading.measures)
    return replace(reading, kind=None, measures=measures)


NUMBERED_ANEW = {"08-progress-status-2568"}
"""Measures without numbers in a layout whose rows are counted."""


def without_numbers(reading: Reading) -> Reading:
    return replace(reading, measures=tuple(replace(each, number=None) for each in reading.measures))


@pytest.mark.parametrize("paper", CORPUS, ids=lambda paper: paper.stem)
def test_what_a_paper_of_any_shape_says_is_read_again(paper: Path) -> None:
    before = read(paper)
    after = read_back(manuscript_of(Content(before), layout(matching_layout(before))))
    if paper.stem in NUMBERED_ANEW:
        before, after = without_numbers(before), without_numbers(after)
    assert [each for each in differences(before, after) if not is_learnt(each)] == []
    assert newly_unread(before, after) == []


def is_learnt(difference: str) -> bool:
    """Whether a finding says now what its measure said alone: the tool and the indicator it is about."""
    return difference.startswith("findings[") and difference.partition(" -> ")[0].endswith(
        ("tool: None", "indicator: None")
    )


def as_read(reading: Reading) -> Reading:
    """The reading as any reader settles it: a measure owns what its steps own, and has the period all of them have."""
    return replace(reading, measures=tuple(map(_settled, reading.measures)))


def _settled(measure: Measure) -> Measure:
    periods = {step.period for step in measure.steps}
    owners = sorted({*measure.owners, *(owner for step in measure.steps for owner in step.owners)})
    common = periods.pop() if len(periods) == 1 else None
    return replace(measure, owners=tuple(owners), period=measure.period or common, marked=())


@pytest.mark.parametrize("name", ["plan", "weak-points"])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(reading=readings(is_report=False))
def test_any_plan_keeps_its_measures_steps_owners_and_periods(name: str, reading: Reading) -> None:
    again = read_back(manuscript_of(Content(reading), layout(name)))
    assert differences(as_read(reading), as_read(again)) == []


@pytest.mark.parametrize("name", ["progress", "progress-status", "progress-full"])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(reading=readings(is_report=True))
def test_any_report_keeps_its_statuses_results_suggestions_and_evidence_too(name: str, reading: Reading) -> None:
    again = read_back(manuscript_of(Content(reading), layout(name)))
    assert differences(as_read(reading), as_read(again)) == []
