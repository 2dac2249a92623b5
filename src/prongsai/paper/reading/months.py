"""Calendars drawn as columns: a tick under each month becomes one column of periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from prongsai.core import thai
from prongsai.paper.reading import cells
from prongsai.paper.reading.blocks import Cell

Row = tuple[Cell, ...]

_YEAR = re.compile(r"\s*(?:พ\.?\s?ศ\.?)?\s*\d{2,4}\s*$")
_QUARTER = re.compile(r"(?:ไตรมาส|q)(?:ที่)?[1-4](?:25\d\d|\d\d)?", re.IGNORECASE)
_LEAST_COLUMNS = 3
_MOST_HEADER_ROWS = 3


def folded(rows: Sequence[Row]) -> list[Row]:
    """The rows with their columns of months or quarters folded into one, which says from when to when is ticked."""
    for at, row in enumerate(rows[:_MOST_HEADER_ROWS]):
        places = [place for place, cell in enumerate(row) if _names_time(cell.text)]
        if _is_calendar(rows[at + 1 :], places):
            names = [row[place].text for place in places]
            return [_folded_row(each, places, names, is_header=i <= at) for i, each in enumerate(rows)]
    return list(rows)


def _names_time(text: str) -> bool:
    plain = thai.arabic(text)
    return thai.month(_YEAR.sub("", plain)) is not None or bool(_QUARTER.fullmatch(thai.key(plain)))


def _is_calendar(body: Sequence[Row], places: Sequence[int]) -> bool:
    if len(places) < _LEAST_COLUMNS or places[-1] - places[0] != len(places) - 1:
        return False
    texts = [row[place].text for row in body for place in places if not _names_time(row[place].text)]
    return bool(texts) and all(cells.is_tick(text) or cells.is_nothing(text) for text in texts)


def _folded_row(row: Row, places: Sequence[int], names: Sequence[str], *, is_header: bool) -> Row:
    first, last = places[0], places[-1]
    if is_header or _names_time(row[first].text):
        text = "ระยะเวลา"
    else:
        text = _span([place - first for place in places if cells.is_tick(row[place].text)], names)
    cell = replace(row[first], text=text, column_span=1, covered="")
    return (*row[:first], cell, *row[last + 1 :])


def _span(ticked: Sequence[int], names: Sequence[str]) -> str:
    if not ticked:
        return ""
    is_unbroken = ticked[-1] - ticked[0] == len(ticked) - 1
    if len(ticked) > 1 and is_unbroken:
        return f"{names[ticked[0]]} - {names[ticked[-1]]}"
    return ", ".join(names[place] for place in ticked)
