"""Covers, tables of contents, and the poster on one page."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.paper.reading.imprints import CODE_ALT
from prongsai.paper.writing.compose import facts
from prongsai.paper.writing.compose.composing import Composing, thai_date
from prongsai.paper.writing.compose.letters import emblem
from prongsai.paper.writing.content import Figure
from prongsai.paper.writing.layouts import Part
from prongsai.paper.writing.manuscript import (
    Block,
    Cell,
    Code,
    Contents,
    Paragraph,
    Role,
    Span,
    Table,
    cell,
    plain,
)

_EMBLEM_OF_COVER = 40.0
_EMBLEM_OF_POSTER = 30.0
_CODE_OF_POSTER = 70.0
_MOST_FIGURES = 3


def cover(at: Composing, part: Part) -> Iterator[Block]:
    """The first page: emblem, title, year and round, agency and place, and of an issued paper number, version, day."""
    yield from filter(None, (emblem(at, _EMBLEM_OF_COVER),))
    yield plain("")
    yield plain(at.say("title"), Role.TITLE, bold=True)
    for key in ("year", "round"):
        if said := _said_of(at, key):
            yield plain(said, Role.SUBTITLE)
    yield plain("")
    yield plain(at.content.reading.agency.name or "", Role.SUBTITLE, bold=True)
    if place := facts.place_of(at.content.reading):
        yield plain(place, Role.CENTER)
    imprint = at.content.imprint
    if imprint.state == "issued":
        day = f" วันที่ {thai_date(imprint.issued_on)}" if imprint.issued_on else ""
        yield plain("")
        yield plain(f"เลขที่ {imprint.number} ฉบับที่ {imprint.version}{day}", Role.CENTER)


def contents(at: Composing, part: Part) -> Iterator[Block]:
    """The table of contents; the option ``depth`` says how many levels of headings it lists."""
    yield Contents(at.say("contents"), part.options.get("depth", 2))


def poster(at: Composing, part: Part) -> Iterator[Block]:
    """One page for the wall: whose, the level as a sentence, the promise in large type, three figures, a code."""
    yield from filter(None, (emblem(at, _EMBLEM_OF_POSTER),))
    yield plain(at.content.reading.agency.name or "", Role.TITLE, bold=True)
    result = facts.latest_result(at.content.reading)
    if result and result.level:
        yield plain(at.say("level"), Role.SUBTITLE)
    yield plain(at.blank("promise"), Role.DISPLAY, bold=True)
    if shown := _figures(at)[:_MOST_FIGURES]:
        yield _table(shown)
    address = at.blank("address").strip() or at.content.imprint.verify_address
    if address:
        yield Code(address, _CODE_OF_POSTER, f"{CODE_ALT} เปิด {address}", at.say("scan"))
        yield plain(address, Role.CENTER)
    elif at.content.imprint.state == "draft":
        yield plain(at.say("no_code"), Role.CENTER)


def _said_of(at: Composing, key: str) -> str:
    """The line of the year or the round; nothing where the paper has none."""
    reading = at.content.reading
    is_there = reading.round if key == "round" else reading.fiscal_year
    return at.say(key) if is_there else ""


def _figures(at: Composing) -> tuple[Figure, ...]:
    """The content's own figures, else what can be counted from the reading: the total, measures, those done."""
    if at.content.figures:
        return at.content.figures
    reading, known = at.content.reading, at.facts
    result = facts.latest_result(reading)
    found = [Figure("total", at.say("total"), f"{result.total:.2f}")] if result and result.total is not None else []
    if reading.measures:
        found += [Figure(key, at.say(key), f"{known[f'{key}_count']}") for key in ("measures", "done")]
    return tuple(found)


def _table(figures: tuple[Figure, ...]) -> Table:
    return Table(
        widths=(1 / len(figures),) * len(figures),
        head=(tuple(cell(each.label, align="center") for each in figures),),
        body=(tuple(_value(each) for each in figures),),
        summary="ตัวเลขของหน่วยงานพร้อมช่วงเวลาและที่มา",
        name="ตัวเลข",
    )


def _value(figure: Figure) -> Cell:
    """The value in large type, and under it unit, period and source: nobody turns to a footnote on a wall."""
    below = [figure.unit, figure.period, figure.source]
    value = Paragraph((Span(figure.value, bold=True),), Role.DISPLAY)
    return Cell((value, *(plain(each) for each in below if each)), align="center")
