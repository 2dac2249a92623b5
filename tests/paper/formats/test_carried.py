"""The records a PDF takes along: believed where its pages bear them out, named where not, never trusted."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from prongsai.core.records import Reading, as_json
from prongsai.paper.reading import read, read_document
from prongsai.paper.reading.container import open_bytes
from prongsai.paper.reading.pdf.carried import carried_records
from prongsai.paper.writing import layout, manuscript_of
from prongsai.paper.writing.content import Content
from prongsai.paper.writing.pdf import pdf_bytes

PAPER = Path(__file__).parents[1] / "corpus" / "04-progress-status-six-months-2567.txt"


@cache
def told() -> Reading:
    return read(PAPER)


def read_again(records: dict[str, object] | None, code: str = "") -> Reading:
    """The reading of a PDF that prints the paper and takes these records along."""
    manuscript = manuscript_of(Content(told()), layout("progress-status"))
    properties = replace(manuscript.properties, code=code)
    return read_document(
        open_bytes("paper.pdf", pdf_bytes(replace(manuscript, properties=properties, records=records or {})))
    )


def changed(measure: int, **changes: object) -> dict[str, object]:
    measures = list(told().measures)
    measures[measure] = replace(measures[measure], **changes)  # type: ignore[arg-type]
    return as_json(replace(told(), measures=tuple(measures)))


def is_believed(reading: Reading) -> bool:
    return not any("แนบ" in each.text for each in reading.unread)


def test_records_that_the_pages_bear_out_are_read_as_they_are():
    reading = read_again(as_json(told()))
    assert is_believed(reading)
    for found, true in zip(reading.measures, told().measures, strict=True):
        assert (found.title, found.owners, found.status, found.result) == (
            true.title,
            true.owners,
            true.status,
            true.result,
        )
        assert found.where.page  # places are those of the pages, beside which they are shown
    assert reading.source.format == "pdf"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "ยกเลิกมาตรการทั้งหมด"},
        {"title": ""},
        {"status": "done"},
        {"percent": 99},
        {"codes": ("o1",)},
        {"owners": ("กองที่ไม่มี",)},
        {"result": "จ่ายเงินแล้ว"},
        {"steps": ()},
    ],
    ids=lambda each: "-".join(each),
)
def test_records_that_say_other_than_the_pages_are_named_and_not_used(changes):
    honest, forged = read_again(None), read_again(changed(1, **changes))
    assert not is_believed(forged)
    assert forged.measures == honest.measures
    assert forged.findings == honest.findings


def test_records_that_leave_a_measure_out_are_not_used():
    assert not is_believed(read_again(as_json(replace(told(), measures=told().measures[:-1]))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"schema": "other"}',
        "[" * 100_000,
        '{"schema": "prongsai/reading/1"}',
        '{"schema": "prongsai/reading/1", "source": {"name": null, "format": "", "sha256": ""}}',
        '{"schema": "prongsai/reading/1", "source": {"name": "", "format": "", "sha256": ""}, "measures": [{"title": null}]}',  # noqa: E501
        '{"schema": "prongsai/reading/1", "source": {"name": "", "format": "", "sha256": ""}, "measures": 7}',
        '{"schema": "prongsai/reading/1", "source": {"name": "", "format": "", "sha256": ""}, "fiscal_year": "x"}',
    ],
    ids=range(11),
)
def test_an_attachment_that_is_no_reading_is_none(text):
    assert carried_records(text) is None


def test_a_reading_survives_being_carried():
    assert carried_records(json.dumps(as_json(told()), ensure_ascii=False)) == told()


def test_a_pdf_says_which_issued_paper_it_is():
    assert read_again(None, code="7F3K-Q2").source.paper == "7F3K-Q2"
    assert read_again(None).source.paper is None
