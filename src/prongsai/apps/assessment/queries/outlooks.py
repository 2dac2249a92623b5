"""What could be gained, what it would make of the result, and what is enough for each higher level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.cells import indicator_label, label_of
from prongsai.apps.assessment.queries.results import Sheets, sheets_of
from prongsai.base.access import Viewer
from prongsai.base.said import sentences_said
from prongsai.core.diagnosis import Choice, Gain, Path, Projection, apply, outlook
from prongsai.core.errors import Problem
from prongsai.core.framework import Framework
from prongsai.core.scoring import round_points


@dataclass(frozen=True, slots=True)
class GainRow:
    """One improvement to tick. Unit: `points` of the total, two decimals; `key` stands in the address."""

    key: str
    tool: str
    code: str
    points: Decimal
    deed: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PathRow:
    """A smallest set of improvements that is enough. `address` is the query that ticks exactly these."""

    deeds: tuple[str, ...]
    projection: Projection
    address: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A higher level with what is short of it and the sets that are enough. Unit: points."""

    level: str
    short: tuple[tuple[str, Decimal], ...]
    paths: tuple[PathRow, ...]


@dataclass(frozen=True, slots=True)
class OutlookPage:
    """The outlook of one year. Shape: `gains` begin with the most points; `levels` with the nearest."""

    sheets: Sheets
    level: str | None
    total: Decimal | None
    tools: tuple[tuple[str, Decimal, Decimal], ...]
    gains: tuple[GainRow, ...]
    levels: tuple[LevelRow, ...]
    projection: Projection
    lines: tuple[str, ...]

    @property
    def chosen_count(self) -> int:
        """How many improvements are ticked. Unit: gains."""
        return sum(each.is_chosen for each in self.gains)


def outlook_page(viewer: Viewer, year: int, chosen: Iterable[str]) -> OutlookPage | None:
    """The outlook of a year with some improvements ticked; None when no result is recorded.

    Shape: `chosen` are keys of gains (``o13``, ``7@85.00``); what is none of the year's is left out.
    """
    sheets = sheets_of(viewer, year)
    if sheets is None:
        return None
    found = outlook(sheets.framework, sheets.now, sheets.lost or None)
    choices = _known(sheets, _choices(chosen))
    projection = apply(sheets.framework, sheets.now, choices)
    return OutlookPage(
        sheets=sheets,
        level=found.level,
        total=found.standing.total,
        tools=_tools(sheets, found.standing.tools, projection),
        gains=_rows(sheets, found.gains, choices),
        levels=tuple(
            LevelRow(
                each.level,
                tuple((label_of(sheets.framework, cell), points) for cell, points in each.short.items()),
                tuple(_path_row(sheets.framework, path) for path in each.paths),
            )
            for each in found.levels
        ),
        projection=projection,
        lines=sentences_said(projection.lines),
    )


def gain_rows(sheets: Sheets) -> tuple[GainRow, ...]:
    """Every improvement of a result, the most points first."""
    found = outlook(sheets.framework, sheets.now, sheets.lost or None)
    return _rows(sheets, found.gains, ())


def key_of(choice: Choice) -> str:
    """A choice as it stands in an address."""
    return choice.code if choice.to is None else f"{choice.code}@{choice.to}"


def _choices(keys: Iterable[str]) -> tuple[Choice, ...]:
    """The choices of an address; of two raises of one indicator the higher, while a sub-indicator may stand twice."""
    found = [choice for key in keys if (choice := _choice(key))]
    raises = {each.code: each for each in sorted(found, key=lambda each: each.to or 0) if each.to is not None}
    return (*(each for each in found if each.to is None), *raises.values())


def _choice(key: str) -> Choice | None:
    code, _at, to = key.partition("@")
    try:
        points = Decimal(to) if to else None
    except InvalidOperation:
        return None
    return Choice(code, points) if points is None or 0 <= points <= 100 else None


def _known(sheets: Sheets, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices the year knows; an address with others was made up, or belongs to another year."""
    try:
        apply(sheets.framework, sheets.now, choices)
    except Problem:
        return ()
    return choices


def _tools(
    sheets: Sheets, before: dict[str, Decimal], projection: Projection
) -> tuple[tuple[str, Decimal, Decimal], ...]:
    return tuple(
        (label_of(sheets.framework, cell), value, projection.tools.get(cell, value)) for cell, value in before.items()
    )


def _rows(sheets: Sheets, gains: Iterable[Gain], chosen: Iterable[Choice]) -> tuple[GainRow, ...]:
    """Every gain, and before them what is chosen beyond: a part of EIT, or a second item of a sub-indicator."""
    beyond = list(chosen)
    rows = []
    for gain in gains:
        is_chosen = gain.choice in beyond
        if is_chosen:
            beyond.remove(gain.choice)
        deed = deed_of(sheets.framework, gain.choice)
        rows.append(
            GainRow(key_of(gain.choice), gain.tool, gain.choice.code, round_points(gain.points), deed, is_chosen)
        )
    return (*(_row_beyond(sheets, each) for each in beyond), *rows)


def _row_beyond(sheets: Sheets, choice: Choice) -> GainRow:
    before, after = apply(sheets.framework, sheets.now, ()), apply(sheets.framework, sheets.now, (choice,))
    points = after.total - before.total if after.total is not None and before.total is not None else Decimal(0)
    tool = "EIT" if choice.code.startswith("EIT") else "OIT"
    return GainRow(key_of(choice), tool, choice.code, points, deed_of(sheets.framework, choice), is_chosen=True)


def deed_of(framework: Framework, choice: Choice) -> str:
    """What would have to be done for a choice: an action or a disclosure, never an answer."""
    names = {
        "code": choice.code,
        "name": _name_of(framework, choice.code),
        "to": f"{(choice.to or Decimal()).normalize():f}",
    }
    if choice.code.startswith("o"):
        return _("เปิดเผยข้อ %(code)s %(name)s ให้ครบทุกองค์ประกอบ") % names
    if choice.to is None:
        return _("เปิดเผยเพิ่มอีกหนึ่งข้อในตัวชี้วัดย่อย %(code)s %(name)s") % names
    if choice.code.startswith("EIT"):
        return _("ปรับปรุงบริการจน %(name)s ถึง %(to)s") % names
    return _("ปรับปรุงงานตามตัวชี้วัดที่ %(code)s %(name)s จนถึง %(to)s") % names


def _name_of(framework: Framework, code: str) -> str:
    item, sub = framework.item(code), framework.sub_indicator(code)
    if item or sub:
        return item.title_th if item else sub.name_th if sub else ""
    return indicator_label(framework.indicator(int(code))) if code.isdecimal() else label_of(framework, code)


def _path_row(framework: Framework, path: Path) -> PathRow:
    deeds = tuple(deed_of(framework, each) for each in path.choices)
    address = urlencode([("c", key_of(each)) for each in path.choices])
    return PathRow(deeds, path.projection, address, path.certain)
