"""The scores of two years, the indicators in the order of their points, the chart, and why the level is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from prongsai.core.framework import Framework, Tool, nearest
from prongsai.core.records import Result
from prongsai.paper.reading.derived import CHART_ALT, LEVEL_MARK
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.layouts import Part
from prongsai.paper.writing.manuscript import Bar, Bars, Block, Cell, Paragraph, Role, Row, Span, Table, cell, plain

_NOTHING = "-"
_MOST_YEARS = 2
_LEVELS_WITH_MARKS = 2566
_LETTER_MARKS = (85.0, 95.0)


def _years(at: Composing) -> list[Result]:
    """The results that are printed, the latest first."""
    return sorted(at.content.reading.results, key=lambda each: -each.fiscal_year)


def scores(at: Composing, part: Part) -> Iterator[Block]:
    """The scores by tool and indicator with totals, level and rank; with the option ``ranking``, the indicators in
    the order of their points.
    """
    results = _years(at)
    if not results:
        return
    yield plain(at.say("scores"), Role.HEADING, level=1)
    yield _score_table(results)
    if part.options.get("ranking") and results[0].indicators:
        yield plain(at.say("ranking"), Role.HEADING, level=2)
        yield _ranking(results[0])


def _score_table(results: Sequence[Result]) -> Table:
    book = nearest(results[0].fiscal_year)
    is_compared = len(results) == _MOST_YEARS
    heads = ["เครื่องมือและตัวชี้วัด", *(f"คะแนน ปี พ.ศ. {each.fiscal_year}" for each in results)]
    heads += ["ผลต่าง"] if is_compared else []
    rows = [_row(_total("คะแนนรวม", results), is_bold=True)]
    for tool in book.tools:
        rows += [_row(each, is_bold=place == 0) for place, each in enumerate(_tool_rows(book, tool, results))]
    rows += [_row(each) for each in (_levels(results), _ranks(results)) if any(cell != _NOTHING for cell in each[1:])]
    if is_compared:
        rows = [row if len(row) == len(heads) else (*row, cell(_NOTHING, align="right")) for row in rows]
    widths = [0.52, *([0.48 / (len(heads) - 1)] * (len(heads) - 1))]
    head = (tuple(cell(each, bold=True, align="center") for each in heads),)
    return Table(tuple(widths), head, tuple(rows), "คะแนนรายเครื่องมือและรายตัวชี้วัด", "คะแนน")


def _row(texts: Sequence[str], *, is_bold: bool = False) -> Row:
    return tuple(cell(text, bold=is_bold, align="right" if place else "left") for place, text in enumerate(texts))


def _total(name: str, results: Sequence[Result]) -> list[str]:
    return _line(name, [each.total for each in results])


def _tool_rows(book: Framework, tool: Tool, results: Sequence[Result]) -> Iterator[list[str]]:
    if any(tool.code in each.tools for each in results):
        yield _line(f"{tool.name_th} ({tool.code})", [each.tools.get(tool.code) for each in results])
    for part in tool.parts:
        if any(part.code in each.tools for each in results):
            yield _line(f"{tool.code} {part.name_th}", [each.tools.get(part.code) for each in results])
    for number in tool.indicators:
        values = [each.indicators.get(f"{number}") for each in results]
        if any(value is not None for value in values):
            yield _line(f"ตัวชี้วัดที่ {number} {book.indicator(number).name_th}", values)


def _line(name: str, values: Sequence[Decimal | None]) -> list[str]:
    said = [name, *(_NOTHING if value is None else f"{value:.2f}" for value in values)]
    if len(values) == _MOST_YEARS:
        now, before = values
        said.append(_NOTHING if now is None or before is None else f"{now - before:+.2f}")
    return said


def _levels(results: Sequence[Result]) -> list[str]:
    return ["ระดับผลการประเมิน", *(each.level or _NOTHING for each in results)]


def _ranks(results: Sequence[Result]) -> list[str]:
    return ["อันดับ", *(f"{each.rank}" if each.rank else _NOTHING for each in results)]


def _ranking(result: Result) -> Table:
    book = nearest(result.fiscal_year)
    ordered = sorted(result.indicators.items(), key=lambda pair: (-pair[1], int(pair[0])))
    heads = ("อันดับ", "ตัวชี้วัด", f"คะแนน ปี พ.ศ. {result.fiscal_year}")
    body = tuple(
        (_counted(place), cell(_named(book, number)), cell(f"{points:.2f}", align="right"))
        for place, (number, points) in enumerate(ordered, 1)
    )
    head = (tuple(cell(each, bold=True, align="center") for each in heads),)
    return Table((0.12, 0.64, 0.24), head, body, "ตัวชี้วัดเรียงตามคะแนนจากมากไปน้อย", "ลำดับคะแนน")


def _counted(place: int) -> Cell:
    return cell(f"{place}", align="center")


def _named(book: Framework, number: str) -> str:
    return f"ตัวชี้วัดที่ {number} {book.indicator(int(number)).name_th}"


def chart(at: Composing, part: Part) -> Iterator[Block]:
    """The indicators as bars, last year's value a lighter mark; the lines are the marks of the pass levels."""
    results = _years(at)
    if not results or not results[0].indicators:
        return
    now, book = results[0], nearest(results[0].fiscal_year)
    earlier = results[1].indicators if len(results) > 1 else {}
    bars = tuple(
        Bar(
            label=_named(book, number),
            points=float(points),
            shown=f"{points:.2f}",
            earlier=float(earlier[number]) if number in earlier else None,
            group=book.tool_of(int(number)).code,
        )
        for number, points in sorted(now.indicators.items(), key=lambda pair: int(pair[0]))
    )
    lowest = min(bars, key=lambda each: each.points)
    described = f"{CHART_ALT} คะแนนต่ำที่สุดคือ {lowest.label} {lowest.shown} คะแนน"
    yield Bars(at.say("chart"), bars, _LETTER_MARKS, described)


def level(at: Composing, part: Part) -> Iterator[Block]:
    """Why the level of the latest result is what it is, in the words of the rules."""
    results = _years(at)
    if not results:
        return
    from prongsai.core.diagnosis import explain_level  # loads the search for the way to a level

    told = explain_level(nearest(results[0].fiscal_year), results[0])
    if told.sentences:
        said = " ".join(each.th for each in told.sentences)
        yield plain(at.say("level"), Role.HEADING, level=2)
        yield Paragraph((Span(f"{LEVEL_MARK}: {said}"),), Role.BODY)
