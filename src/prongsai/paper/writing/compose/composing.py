"""What every part has at hand while a paper is composed: the content, the layout's words, the agency's style."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from operator import is_
from typing import Any, TypeVar

from prongsai.core.records import Reading
from prongsai.core.thai import MONTHS, round_bounds
from prongsai.paper.writing.compose.facts import counted
from prongsai.paper.writing.content import Content, Photographs
from prongsai.paper.writing.layouts import Layout
from prongsai.paper.writing.manuscript import Properties
from prongsai.paper.writing.style import Style
from prongsai.paper.writing.text import in_digits, printable

B = TypeVar("B")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_KEPT = {
    *("link", "address", "content", "kind", "align", "role", "level", "bold", "italic"),
    *("widths", "row_span", "column_span", "is_header"),
}
"""Fields of blocks that are no text for the page."""


@dataclass(frozen=True, slots=True)
class Composing:
    """A paper being composed."""

    content: Content
    layout: Layout
    style: Style
    photographs: Photographs

    def say(self, key: str, **more: object) -> str:
        """A wording of the layout with its ``{placeholders}`` filled; those nobody knows come out empty."""
        return self.fill(self.layout.word(key), **more)

    def fill(self, text: str, **more: object) -> str:
        """A text with its ``{placeholders}`` filled from the content and `more`."""
        return _filled(text, {**self.facts, **more})

    def blank(self, key: str) -> str:
        """What stands in a field of the letter: as it was typed, else the words it begins with. Raises: KeyError."""
        return f"{self.facts[key]}"

    @property
    def facts(self) -> dict[str, object]:
        """What any wording may name: ``agency kind district province year result_year months from to total level rank
        number version date signer position``, the counts of `facts.counted`, every blank of a letter by its key."""
        known = {**self._known, **counted(self.content.reading), **self.content.letter}
        for blank in self.layout.blanks:
            known[blank.key] = _filled(self.content.letter.get(blank.key, blank.text), known)
        return known

    @property
    def _known(self) -> dict[str, object]:
        reading, imprint = self.content.reading, self.content.imprint
        latest = max(reading.results, key=lambda each: each.fiscal_year, default=None)
        return {
            "agency": reading.agency.name,
            "kind": reading.agency.kind,
            "district": reading.agency.district,
            "province": reading.agency.province,
            "year": reading.fiscal_year,
            "result_year": latest and latest.fiscal_year,
            "total": latest and latest.total,
            "level": latest and latest.level,
            "rank": latest and latest.rank,
            "months": reading.round and reading.round.months,
            **_days_of_round(reading),
            "number": imprint.number,
            "version": imprint.version,
            "date": imprint.issued_on and thai_date(imprint.issued_on),
            "signer": imprint.signatory and imprint.signatory.name,
            "position": imprint.signatory and imprint.signatory.position,
        }

    def final(self, block: B) -> B:
        """A block with every text of it printable and in the agency's digits."""
        return self._final(block)  # type: ignore[no-any-return]

    def _final(self, value: Any) -> Any:
        """A value as it is printed; where nothing changes, the same one."""
        if isinstance(value, str):
            return in_digits(printable(value), self.style.digits)
        if isinstance(value, tuple):
            made = tuple(map(self._final, value))
            return value if all(map(is_, made, value)) else made
        names = _printed_fields(type(value))  # type: ignore[arg-type] # mypy doubts that a class is hashable
        said = ((name, getattr(value, name)) for name in names)
        changed = {name: made for name, each in said if (made := self._final(each)) is not each}
        return replace(value, **changed) if changed else value


@cache
def _printed_fields(kind: type) -> tuple[str, ...]:
    """The fields of a kind of block that hold texts for the page; none of what is no block."""
    return tuple(each.name for each in fields(kind) if each.name not in _KEPT) if is_dataclass(kind) else ()


def _filled(text: str, known: Mapping[str, object]) -> str:
    return _PLACEHOLDER.sub(lambda found: _said(known.get(found[1])), text)


def _said(value: object) -> str:
    return "" if value is None else f"{value}"


def _days_of_round(reading: Reading) -> dict[str, object]:
    """First and last day of the round, where the year is known too."""
    if reading.round is None or reading.fiscal_year is None:
        return {}
    start, after = round_bounds(reading.fiscal_year, reading.round.months)
    return {"from": thai_date(start), "to": thai_date(after - timedelta(days=1))}


def thai_date(day: date) -> str:
    """A day as official papers write it: ``21 พฤศจิกายน 2569``."""
    return f"{day.day} {MONTHS[day.month - 1][0]} {day.year + 543}"


def properties_of(at: Composing) -> Properties:
    """What the file will say of itself; its date is that of the issue, and nothing before there is one."""
    imprint = at.content.imprint
    made = datetime.combine(imprint.issued_on, time(0)) if imprint.issued_on else None
    return Properties(
        title=in_digits(printable(at.say("title")), at.style.digits),
        agency=at.content.reading.agency.name or "",
        subject=at.layout.th,
        keywords=("ITA", f"{at.content.reading.fiscal_year or ''}"),
        number=imprint.number,
        version=imprint.version,
        code=imprint.code,
        made_at=made,
    )
