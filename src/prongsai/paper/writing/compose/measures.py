"""The heading of a paper, its tables of measures, and what changed since the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from prongsai.core import thai
from prongsai.core.errors import Refused
from prongsai.core.framework import YEARS, outline
from prongsai.core.records import Measure, Reading, Round
from prongsai.paper.reading.derived import CHANGES_MARK
from prongsai.paper.reading.subject import NO_TOOL
from prongsai.paper.writing.compose import saying
from prongsai.paper.writing.compose.columns import drawn_columns, told_finding
from prongsai.paper.writing.compose.composing import Composing, thai_date
from prongsai.paper.writing.compose.doubt import with_doubt
from prongsai.paper.writing.compose.lines import Line, lines_of
from prongsai.paper.writing.compose.ruling import head_of, widths_of
from prongsai.paper.writing.layouts import Column, Part
from prongsai.paper.writing.manuscript import Align, Block, Role, Row, Table, cell, plain

_NOTHING = "-"
_CENTRED = {"number", "percent", "status", *saying.STATUS_COLUMNS}


def heading(at: Composing, part: Part) -> Iterator[Block]:
    """The title of the paper, its year, its round and whose it is, each in a line.

    Raises: Refused for a reading in which there is nothing to print.
    """
    reading = at.content.reading
    if not (reading.measures or reading.findings or reading.results):
        raise Refused(
            f"ยังไม่มีผลคะแนน ข้อสังเกต หรือมาตรการ จึงจัดทำ “{at.layout.th}” ไม่ได้ ให้เพิ่มข้อมูลก่อน",
            f"There are no scores, findings or measures to print as “{at.layout.en}”; add some first.",
        )
    yield from title(at, part)


def title(at: Composing, part: Part) -> Iterator[Block]:
    """The title of the paper, its year, its round and whose it is, each in a line, whatever else is known."""
    reading = at.content.reading
    yield plain(at.say("title"), Role.TITLE, bold=True)
    if reading.fiscal_year:
        yield plain(at.say("year"), Role.SUBTITLE, bold=True)
    if reading.round:
        yield plain(_round(at, reading.round), Role.SUBTITLE)
    if reading.agency.name:
        yield plain(at.say("place", **_place(reading)), Role.SUBTITLE)


def _place(reading: Reading) -> dict[str, str]:
    agency = reading.agency
    return {
        "in_district": f" อำเภอ{agency.district}" if agency.district else "",
        "in_province": f" จังหวัด{agency.province}" if agency.province else "",
    }


def _round(at: Composing, held: Round) -> str:
    """The round in words, with its days where the year is known."""
    year = at.content.reading.fiscal_year
    if year is None:
        return f"รอบ {held.months} เดือน"
    start, end = thai.round_bounds(year, held.months)
    last = end.fromordinal(end.toordinal() - 1)
    return at.say("round", **{"from": thai_date(start), "to": thai_date(last)})


def measures(at: Composing, part: Part) -> Iterator[Block]:
    """The measures, a table for each tool.

    Raises: Refused when the layout always shows measures and there is none.
    """
    reading = at.content.reading
    if not reading.measures:
        if part.when == "present":
            return
        raise Refused(
            f"ยังไม่มีมาตรการ จึงจัดทำ “{at.layout.th}” ไม่ได้ ให้เพิ่มมาตรการอย่างน้อยหนึ่งรายการก่อน",
            f"There is no measure to print as “{at.layout.en}”; add at least one first.",
        )
    columns = drawn_columns(part, reading)
    numbered = list(zip(_numbers(reading.measures), reading.measures, strict=True))
    yield plain(at.say("measures"), Role.HEADING, level=1)
    for tool, group in groupby(numbered, key=lambda pair: pair[1].tool):
        name = tool_name(tool, reading)
        yield plain(name, Role.HEADING, level=2)
        yield _table(at, part, columns, list(group), name, tool or "")


def tool_name(tool: str | None, reading: Reading) -> str:
    """A tool by its name in the year of the paper and its letters: ``... (IIT)``."""
    if not tool:
        return NO_TOOL
    return f"{outline(reading.fiscal_year or YEARS[-1]).tool(tool).name_th} ({tool})"


def _numbers(measures: Sequence[Measure]) -> list[str]:
    """The number of each measure: its own where all have one, else counted."""
    if all(each.number for each in measures):
        return [each.number or "" for each in measures]
    return [f"{place}" for place, _ in enumerate(measures, 1)]


def _table(
    at: Composing, part: Part, columns: Sequence[Column], group: Sequence[tuple[str, Measure]], name: str, tool: str
) -> Table:
    keys = [each.key for each in columns]
    titles_are_numbered = "number" not in keys
    body: list[Row] = []
    for number, measure in group:
        said = _Identity(at.content.reading, number, part, titles_are_numbered)
        body += [_row(columns, line, at.content.unverified) for line in lines_of(measure, keys, said)]
    return Table(widths_of(columns), head_of(columns), tuple(body), f"มาตรการของ{name}", tool or NO_TOOL)


class _Identity:
    """The words of the columns that speak for a whole measure."""

    def __init__(self, reading: Reading, number: str, part: Part, titles_are_numbered: bool) -> None:
        self._reading = reading
        self._number = number
        self._part = part
        self._titles_are_numbered = titles_are_numbered

    def __call__(self, measure: Measure, key: str) -> str:
        if key == "number":
            return self._number
        if key == "indicator":
            # An empty indicator would be that of the measure above.
            return saying.indicator(measure, self._reading) or _NOTHING
        if key in ("finding", "question"):
            told = told_finding(measure, self._part, self._reading)
            return told.finding if key == "finding" else told.question
        if key == "title":
            return self._title(measure)
        return saying.flat(measure.monitoring)

    def _title(self, measure: Measure) -> str:
        title = saying.flat(measure.title)
        return f"{measure.number}. {title}" if self._titles_are_numbered and measure.number and title else title


def _row(columns: Sequence[Column], line: Line, unverified: Sequence[str]) -> Row:
    """The cells of a line; one that says a single thing has a dash beside it, so that it is no row of a group."""
    said = [(each.key, line[each.key]) for each in columns if each.key in line]
    is_lonely = len(said) == len(columns) and sum(bool(each.text) for _, each in said) == 1
    return tuple(
        cell(with_doubt(text.text, unverified) or (_NOTHING if is_lonely else ""), rows=text.rows, align=_align(key))
        for key, text in said
    )


def _align(key: str) -> Align:
    return "center" if key in _CENTRED else "left"


def changes(at: Composing, part: Part) -> Iterator[Block]:
    """What the next year's catalogue changed, dropped or added, a sentence a row."""
    if at.content.changes:
        head = (cell("ที่", bold=True, align="center"), cell(CHANGES_MARK, bold=True, align="center"))
        body = tuple(
            (cell(f"{place}", align="center"), cell(sentence)) for place, sentence in enumerate(at.content.changes, 1)
        )
        yield Table((0.06, 0.94), (head,), body, CHANGES_MARK, CHANGES_MARK)
