"""What a public table is made of: columns that say what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from prongsai.core.said import UNSAID, Said

if TYPE_CHECKING:
    from prongsai.core.publication import PublicPage

Kind = Literal["text", "integer", "decimal", "date", "code", "boolean", "link"]
Cell = str | int | bool | None
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `code` is its name for good, `codes` the words of each code it may hold.

    A decimal is kept as the text it was printed as (``"96.25"``), a date as its ISO form, a link as a path of the
    site (``2568/items/o12/``) or an address outside. None = nothing is known.
    """

    code: str
    title: Said
    kind: Kind = "text"
    unit: Said = UNSAID
    about: Said = UNSAID
    is_count_of_people: bool = False
    codes: tuple[tuple[str, Said], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A public table: what one row tells, its columns in order, and how rows follow from public pages."""

    code: str
    title: Said
    about: Said
    columns: tuple[Column, ...]
    filled_from: tuple[str, ...]
    """The kinds of pages its rows are made of."""
    fill: Callable[[Iterable[PublicPage], int], Iterable[tuple[Cell, ...]]]
    """The rows of pages of these kinds, cells in the order of the columns, no count of people below the second."""


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table of one agency with its rows; `as_of` is the day the latest page changed that they are made of."""

    table: Table
    rows: tuple[Row, ...]
    as_of: date | None
