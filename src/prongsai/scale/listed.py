"""The agency list and the item marks of a run, read whole: they are small beside the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from prongsai.core.errors import Problem
from prongsai.core.nation.agencies import ItemMarks, Marks, NationalAgency, item_marks
from prongsai.scale.counted import Reason, Reject
from prongsai.scale.inputs import AGENCY_COLUMNS, ITEM, ITEM_LONG, MINIMUMS, codes
from prongsai.scale.plain import answered, clean, lowered, whole
from prongsai.scale.tablefiles import TableFiles, quoted, text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MARKS = {"0": False, "1": True, "100": True}
_OIT = "OIT"
Cells = tuple[tuple[str, str], ...]
Minimums = Mapping[str, int]
Value = TypeVar("Value")


class Marked(NamedTuple):
    """Item marks as they count, and those that do not."""

    marks: Marks
    rejects: tuple[Reject, ...]


def read_agencies(table: TableFiles, database: DuckDBPyConnection) -> tuple[NationalAgency, ...]:
    """The agencies of a run, sorted by code.

    Raises: Problem for a code that is empty or there twice, or a count that is none.
    """
    named = codes(table)
    asked = [each for each in (*AGENCY_COLUMNS, *MINIMUMS) if each in named]
    rows = table.rows(database, ", ".join(f"CAST({quoted(named[each])} AS VARCHAR)" for each in asked))
    rows = [row for row in rows if any(row)]
    columns = dict(zip(asked, zip(*rows, strict=True), strict=True)) if rows else {}
    texts = [_each(clean, columns.get(each, ("",) * len(rows))) for each in AGENCY_COLUMNS[:-1]]
    _must_be_told(table, texts)
    staff = _counts(table, "staff", columns.get("staff", (None,) * len(rows)), texts[0])
    minimums = _minimums(table, columns, texts[0])
    agencies = sorted(map(NationalAgency, *texts, staff, minimums), key=lambda agency: agency.code)
    if twice := [code for code, count in Counter(each.code for each in agencies).items() if count > 1]:
        raise Problem(
            f"แฟ้ม {table.names} มีหน่วยงานรหัส {twice[0]} มากกว่าหนึ่งแถว กรุณาเหลือไว้แถวเดียว",
            f"{table.names} has agency {twice[0]} in more than one row; keep one.",
        )
    return tuple(agencies)


def _each(made: Callable[[Any], Value], column: Sequence[Any]) -> list[Value]:
    """A column made anew: few columns of a list say something else in every row, and each saying is seen to once."""
    found = {cell: made(cell) for cell in set(column)}
    return [found[cell] for cell in column]


def _must_be_told(table: TableFiles, texts: Sequence[Sequence[str]]) -> None:
    agencies, _, kinds, provinces, *_ = texts
    for place, cells in enumerate(zip(agencies, kinds, provinces, strict=True)):
        if all(cells):
            continue
        if not agencies[place]:
            told = " ".join(filter(None, (each[place] for each in texts)))
            raise Problem(
                f"แฟ้ม {table.names} มีแถวที่ไม่มีรหัสหน่วยงาน: {told}",
                f"{table.names} has a row without an agency code: {told}.",
            )
        raise Problem(
            f"แฟ้ม {table.names} หน่วยงาน {agencies[place]} ไม่มี type หรือ province จึงจัดอันดับไม่ได้ กรุณากรอกให้ครบ",
            f"{table.names}, agency {agencies[place]} has no type or no province to be ranked in; fill it in.",
        )


def _minimums(
    table: TableFiles, columns: Mapping[str, Sequence[Any]], agencies: Sequence[str]
) -> list[Minimums | None]:
    """How many must answer, agency by agency, where the list says so."""
    found = {code: _counts(table, name, columns[name], agencies) for name, code in MINIMUMS.items() if name in columns}
    rows = zip(*found.values(), strict=True) if found else [()] * len(agencies)
    told = [{code: count for code, count in zip(found, row, strict=True) if count is not None} for row in rows]
    return [each or None for each in told]


def _counts(table: TableFiles, column: str, cells: Sequence[Any], agencies: Sequence[str]) -> list[int | None]:
    told = _each(answered, cells)
    counts = _each(whole, told)
    for agency, each, count in zip(agencies, told, counts, strict=True):
        if each and count is None:
            raise Problem(
                f"แฟ้ม {table.names} หน่วยงาน {agency}: {column} ต้องเป็นจำนวนเต็ม ไม่ใช่ “{each}”",
                f"{table.names}, agency {agency}: {column} must be a whole number, not “{each}”.",
            )
    return counts


def read_marks(
    table: TableFiles | None, agencies: Collection[str], items: Sequence[str], database: DuckDBPyConnection
) -> Marked:
    """What each agency's items came to; `agencies` are those that are known, `items` all of the year in order."""
    if table is None:
        return Marked({}, ())
    if (clean_marks := _marks_of_a_clean_table(table, agencies, items, database)) is not None:
        return Marked(clean_marks, ())
    known = frozenset(items)
    marks: dict[str, ItemMarks] = {}
    rejects: list[Reject] = []
    for agency, cells in _cells_by_agency(table, database):
        if agency in agencies:
            found, lost = _judged(cells, known)
            if found:
                marks[agency] = item_marks(items, found)
        else:
            lost = tuple((Reason.UNKNOWN_AGENCY, item, text, 1) for item, text in cells)
        rejects += [Reject(reason, agency, _OIT, "", "", item, text, count) for reason, item, text, count in lost]
    return Marked(marks, tuple(rejects))


def _marks_of_a_clean_table(
    table: TableFiles, agencies: Collection[str], items: Sequence[str], database: DuckDBPyConnection
) -> dict[str, ItemMarks] | None:
    """The marks of a long table in which every cell is written as it should be, and nothing twice; else None.

    Such a table, and most are, is put together by the database: a row an agency instead of forty.
    """
    named = codes(table)
    if not all(each in named for each in ITEM_LONG):
        return None
    agency, item, mark = (f"CAST({quoted(named[each])} AS VARCHAR)" for each in ("agency", *ITEM_LONG))
    if any(each not in items or text not in _MARKS for each, text in table.rows(database, f"DISTINCT {item}, {mark}")):
        return None
    bit = f"1::BIGINT << list_position([{', '.join(map(text, items))}], {item}) - 1"
    rows = table.rows(
        database, f"{agency}, bit_or(if({mark} = '0', 0, {bit})), bit_or({bit}), count(*)", group_by=agency
    )
    marks = {code: ItemMarks(passed, marked) for code, passed, marked, _ in rows}
    if any(code not in agencies or each.bit_count() != count for code, _, each, count in rows):
        return None
    return marks


def _cells_by_agency(table: TableFiles, database: DuckDBPyConnection) -> Iterator[tuple[str, Cells]]:
    """Every agency once, with its items and what is written for them; what is empty is left out."""
    named = codes(table)
    agency = f"CAST({quoted(named['agency'])} AS VARCHAR)"
    found: dict[str, list[tuple[str, str]]] = {}
    if all(each in named for each in ITEM_LONG):
        item, mark = (f"CAST({quoted(named[each])} AS VARCHAR)" for each in ITEM_LONG)
        for code, each, cell in table.rows(database, f"{agency}, {item}, {mark}"):
            if text := _mark(cell):
                found.setdefault(clean(code), []).append((lowered(each), text))
    else:
        items = [code for code in named if ITEM.fullmatch(code)]
        for code, *row in table.rows(database, ", ".join((agency, *(quoted(named[each]) for each in items)))):
            cells = [(item, text) for item, text in zip(items, map(_mark, row), strict=True) if text]
            found.setdefault(clean(code), []).extend(cells)
    return ((code, tuple(cells)) for code, cells in found.items())


@lru_cache(4096)
def _mark(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, bool) else answered(cell)


def _judged(cells: Cells, items: frozenset[str]) -> tuple[Mapping[str, bool], tuple[tuple[Reason, str, str, int], ...]]:
    """The marks of one agency, and what of them does not count: reason, item, what was written, how often."""
    plain = dict(cells)
    if len(plain) == len(cells) and plain.keys() <= items and _MARKS.keys() >= set(plain.values()):
        return {item: _MARKS[mark] for item, mark in plain.items()}, ()  # as nearly every agency's are
    marks: dict[str, bool] = {}
    lost: list[tuple[Reason, str, str, int]] = []
    for item, texts in _by_item(cells):
        if item not in items:
            lost += [(Reason.UNKNOWN_ITEM, item, text, 1) for text in texts]
            continue
        if len(texts) > 1:
            alike = len(set(texts)) == 1
            lost.append((Reason.DUPLICATE_ITEM, item, "", len(texts) - alike))
            if not alike:
                continue
        if texts[0] in _MARKS:
            marks[item] = _MARKS[texts[0]]
        else:
            lost.append((Reason.OFF_SCALE, item, texts[0], 1))
    return marks, tuple(lost)


def _by_item(cells: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for item, written in cells:
        found.setdefault(item, []).append(written)
    return found.items()
