"""Figures with their sources: in papers they are footnotes with period and source, on screen they open their rows."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.paper.reading.imprints import FIGURES_HEADING, SOURCE_MARK
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.content import Figure
from prongsai.paper.writing.layouts import Column, Part
from prongsai.paper.writing.manuscript import Block, Cell, Note, Paragraph, Role, Span, Table, cell, plain


def figures(at: Composing, part: Part) -> Iterator[Block]:
    """A short table of the content's figures, a footnote behind each value; nothing where there are none."""
    known = at.content.figures
    columns = [each for each in part.columns if each.when == "always" or any(_text(each.key, one) for one in known)]
    if not known or not columns:
        return
    yield plain(FIGURES_HEADING, Role.CAPTION, bold=True)
    whole = sum(each.width for each in columns)
    yield Table(
        widths=tuple(each.width / whole for each in columns),
        head=(tuple(cell(each.title, bold=True, align="center") for each in columns),),
        body=tuple(tuple(_cell(column, one) for column in columns) for one in known),
        summary="ตัวเลขของหน่วยงาน แต่ละตัวมีช่วงเวลาและที่มาในเชิงอรรถ",
        name="ตัวเลข",
    )


def value_of(figure: Figure, *, bold: bool = False) -> Span:
    """The value with its unit, and the footnote that says whence it is."""
    return Span(f"{figure.value} {figure.unit}".strip(), bold=bold, note=note_of(figure))


def note_of(figure: Figure) -> Note:
    """The footnote of a figure: what it counts, of which days, from where; its address opens the rows."""
    said = [figure.label, figure.period and f"ช่วง {figure.period}", figure.source]
    return Note(f"{SOURCE_MARK}: {' · '.join(each for each in said if each)}", figure.address)


def _cell(column: Column, figure: Figure) -> Cell:
    if column.key == "value":
        return Cell((Paragraph((value_of(figure, bold=True),)),), align="center")
    return cell(_text(column.key, figure), is_header=column.key == "label")


def _text(key: str, figure: Figure) -> str:
    return {"label": figure.label, "value": figure.value, "period": figure.period, "source": figure.source}[key]
