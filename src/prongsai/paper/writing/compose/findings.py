"""The findings that no table of measures prints already: a table for each tool and part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from prongsai.core import thai
from prongsai.core.records import Finding, Measure, Reading
from prongsai.paper.reading.findings import missing_elements
from prongsai.paper.writing.compose import saying
from prongsai.paper.writing.compose.columns import drawn_columns, may_be_of, told_finding
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.compose.doubt import with_doubt
from prongsai.paper.writing.compose.measures import tool_name
from prongsai.paper.writing.compose.ruling import head_of, widths_of
from prongsai.paper.writing.layouts import Column, Part
from prongsai.paper.writing.manuscript import Block, Role, Row, Table, cell, plain

_PARTS = {"public": "ส่วนที่ 1 (EIT Public)", "survey": "ส่วนที่ 2 (EIT Survey)"}


def findings(at: Composing, part: Part) -> Iterator[Block]:
    """The remarks with what is recommended, the items they point to and the elements that are missing."""
    reading = at.content.reading
    if not reading.findings:
        return
    weak = _weak_points(at)
    left = [each for each in reading.findings if not _stands_in_a_measure(each, weak)]
    if not left:
        return
    columns = [each for each in part.columns if each.when == "always" or any(map(_TELLS[each.key], left))]
    yield plain(at.say("findings"), Role.HEADING, level=1)
    for (tool, eit_part), group in groupby(left, key=lambda each: (each.tool, each.part)):
        name = " ".join(filter(None, (tool_name(tool, reading) if tool else "", _PARTS.get(eit_part or ""))))
        if name:
            yield plain(name, Role.HEADING, level=2)
        yield _table(columns, list(group), name or at.say("findings"), at)


def _weak_points(at: Composing) -> list[tuple[Measure, str]]:
    """The measures whose table prints a weak point, each with the key of its words."""
    reading = at.content.reading
    tables = [each for each in at.layout.parts if each.kind == "measures"]
    drawn = [each for each in tables if any(column.key == "finding" for column in drawn_columns(each, reading))]
    return [
        (measure, thai.key(told_finding(measure, table, reading).finding))
        for table in drawn
        for measure in reading.measures
    ]


def _stands_in_a_measure(finding: Finding, weak: Sequence[tuple[Measure, str]]) -> bool:
    words = thai.key(finding.remark + finding.recommendation)
    return bool(words) and any(said.endswith(words) and may_be_of(finding, measure) for measure, said in weak)


def _table(columns: Sequence[Column], group: Sequence[Finding], name: str, at: Composing) -> Table:
    body = tuple(_row(columns, each, at) for each in group)
    return Table(widths_of(columns), head_of(columns), body, f"ข้อสังเกตของ{name}", name)


def _row(columns: Sequence[Column], finding: Finding, at: Composing) -> Row:
    said = {
        "finding_indicator": _indicator(finding, at.content.reading),
        "finding_code": finding.code or "",
        "remark": _remark(finding),
        "recommendation": saying.flat(finding.recommendation),
        "items": ", ".join(_unnamed_items(finding)),
    }
    return tuple(
        cell(
            with_doubt(said[each.key], at.content.unverified),
            align="center" if each.key == "finding_code" else "left",
        )
        for each in columns
    )


def _indicator(finding: Finding, reading: Reading) -> str:
    if finding.indicator is None:
        return ""
    return f"ตัวชี้วัดที่ {finding.indicator} {saying.indicator_name(finding.indicator, reading)}"


def _remark(finding: Finding) -> str:
    """The remark, with the numbers of the missing elements where its words do not give them."""
    remark = saying.flat(finding.remark)
    if missing_elements(remark + finding.recommendation) == finding.missing_elements:
        return remark
    listed = " ".join(f"({number})" for number in finding.missing_elements)
    return " ".join(filter(None, (remark, f"ขาดองค์ประกอบ {listed}")))


def _unnamed_items(finding: Finding) -> list[str]:
    said = saying.codes_in(finding.remark) | saying.codes_in(finding.recommendation)
    return [each for each in finding.items if each not in said]


_TELLS = {
    "finding_indicator": lambda finding: finding.indicator,
    "finding_code": lambda finding: finding.code,
    "remark": lambda finding: finding.remark,
    "recommendation": lambda finding: finding.recommendation,
    "items": _unnamed_items,
}
