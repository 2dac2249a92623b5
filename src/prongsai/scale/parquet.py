"""Writes columns of whole numbers and texts as Parquet, the same bytes for the same columns on every machine.

A run's tables are half a million rows of few different values that stand in memory already. To hand them to a library
(DuckDB, Arrow) costs several times what the whole reckoning does, and its bytes change with its version. This writes
the plain core of the format: every column optional, texts by dictionary pages, numbers as they are, no compression.

Source: https://parquet.apache.org/docs/file-format/ and its parquet.thrift.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from prongsai.core.nation.columns import NONE
from prongsai.core.tables.national import NationalTable

MADE_BY = "prongsai"

Text = str | None


class Same(NamedTuple):
    """A column of one group of rows that holds the same text everywhere."""

    text: Text


_Numbers = NDArray[np.integer[Any]]
Column = Sequence[Text] | Same | _Numbers
"""Texts, None where nothing is known, or whole numbers, `NONE` where nothing is known."""
_MAGIC = b"PAR1"

# Thrift's compact protocol: the types that Parquet's footer needs.
_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12
_Struct = tuple[tuple[int, int, object], ...]
"""A thrift struct: field number, type and value of each field, in order; a list's value is (type, values)."""

_INT32, _INT64, _BYTE_ARRAY = 1, 2, 6
_OPTIONAL = 1
_PLAIN, _RLE, _RLE_DICTIONARY = 0, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_UTF8, _DECIMAL = 0, 5
_PRECISION, _SCALE = 6, 2


@dataclass(frozen=True, slots=True)
class _Form:
    """How a kind of column is kept: its physical type, its note in the schema, how its numbers are laid down."""

    physical: int
    note: _Struct
    number: str = ""


class Writing(Protocol):
    """Whatever takes bytes."""

    def write(self, content: bytes, /) -> int:
        """Write all of it. Unit: bytes."""


def write_table(file: Writing, table: NationalTable, groups: Iterable[Sequence[Column]]) -> None:
    """Write a table, a group of rows at a time; decimals are whole hundredths.

    A reader passes over groups by the bounds of their texts. A column that is the very one of the group before is
    packed only once. Shape: a group has one column for each of the table's, in order, all of one length.
    """
    packers = [_Packer(_FORMS[each.kind], each.code) for each in table.columns]
    place, rows = file.write(_MAGIC), 0
    described: list[_Struct] = []
    for columns in groups:
        count = _length(table, columns)
        if not count:
            continue
        start, chunks = place, []
        for packer, column in zip(packers, columns, strict=True):
            pages, meta = packer.packed(column, count, place)
            place += file.write(pages)
            chunks.append(((2, _I64, place), (3, _STRUCT, meta)))
        described.append(((1, _LIST, (_STRUCT, chunks)), (2, _I64, place - start), (3, _I64, count)))
        rows += count
    footer = _encoded(_footer(table, [each.form for each in packers], rows, described))
    file.write(footer + len(footer).to_bytes(4, "little") + _MAGIC)


def _length(table: NationalTable, columns: Sequence[Column]) -> int:
    lengths = {len(each) for each in columns if not isinstance(each, Same)}
    if len(columns) != len(table.columns) or len(lengths) != 1:
        raise ValueError(f"{table.code}: columns of another number or length")
    return lengths.pop()


def _footer(table: NationalTable, forms: Sequence[_Form], rows: int, groups: Sequence[_Struct]) -> _Struct:
    top: _Struct = ((4, _BINARY, table.code.encode()), (5, _I32, len(forms)))
    named = zip(forms, table.names, strict=True)
    elements = [
        ((1, _I32, form.physical), (3, _I32, _OPTIONAL), (4, _BINARY, name.encode()), *form.note)
        for form, name in named
    ]
    by_value: _Struct = ((1, _STRUCT, ()),)
    return (
        (1, _I32, 1),
        (2, _LIST, (_STRUCT, [top, *elements])),
        (3, _I64, rows),
        (4, _LIST, (_STRUCT, groups)),
        (6, _BINARY, MADE_BY.encode()),
        (7, _LIST, (_STRUCT, [by_value] * len(forms))),
    )


class _Packer:
    """Packs one column, group by group."""

    def __init__(self, form: _Form, name: str) -> None:
        self.form, self.name = form, name
        self.before: Column = ()
        self.pages = _Pages(b"", b"", 0, ())

    def packed(self, column: Column, count: int, place: int) -> tuple[bytes, _Struct]:
        """The pages of a column, and what the footer says of them when they stand at this place of the file."""
        if column is not self.before or isinstance(column, Same):
            self.before = column
            if self.form.number and not isinstance(column, Same):
                self.pages = _numbers(cast(_Numbers, column), self.form)
            else:
                self.pages = _texts(cast(Sequence[Text] | Same, column), count)
        dictionary, rows, nothing, bounds = self.pages
        content = dictionary + rows
        return content, (
            (1, _I32, self.form.physical),
            (2, _LIST, (_I32, [_PLAIN, _RLE, _RLE_DICTIONARY])),
            (3, _LIST, (_BINARY, [self.name.encode()])),
            (4, _I32, 0),
            (5, _I64, count),
            (6, _I64, len(content)),
            (7, _I64, len(content)),
            (9, _I64, place + len(dictionary)),
            *(((11, _I64, place),) if dictionary else ()),
            (12, _STRUCT, ((3, _I64, nothing), *bounds)),
        )


class _Pages(NamedTuple):
    """A column of one group: its dictionary page, its page of rows, how many are nothing, the bounds of the others."""

    dictionary: bytes
    rows: bytes
    nothing: int
    bounds: _Struct


def _numbers(column: _Numbers, form: _Form) -> _Pages:
    is_known = column != NONE
    known = column[is_known].astype(form.number)
    return _Pages(b"", _rows(_PLAIN, is_known, len(known), known.tobytes()), len(column) - len(known), ())


def _texts(column: Sequence[Text] | Same, count: int) -> _Pages:
    if isinstance(column, Same):
        is_known = np.full(count, column.text is not None)
        known: Sequence[str] = (column.text,) * count if column.text is not None else ()
    else:
        is_known = np.array([each is not None for each in column])
        known = [each for each in column if each is not None]
    words = sorted(set(known))
    if not words:
        return _Pages(b"", _rows(_PLAIN, is_known, 0, b""), count, ())
    header = ((1, _I32, len(words)), (2, _I32, _PLAIN))
    coded = [each.encode("utf-8", "backslashreplace") for each in words]
    listed = b"".join([len(each).to_bytes(4, "little") + each for each in coded])
    rows = _rows(_RLE_DICTIONARY, is_known, len(known), _indices(known, words))
    bounds = ((5, _BINARY, coded[-1]), (6, _BINARY, coded[0]))
    return _Pages(_page(_DICTIONARY_PAGE, (7, _STRUCT, header), listed), rows, count - len(known), bounds)


def _rows(encoding: int, is_known: NDArray[np.bool_], known: int, body: bytes) -> bytes:
    kinds = ((1, _I32, len(is_known)), (2, _I32, encoding), (3, _I32, _RLE), (4, _I32, _RLE))
    return _page(_DATA_PAGE, (5, _STRUCT, kinds), _levels(is_known, known) + body)


def _page(kind: int, header: tuple[int, int, object], body: bytes) -> bytes:
    return _encoded(((1, _I32, kind), (2, _I32, len(body)), (3, _I32, len(body)), header)) + body


def _levels(is_known: NDArray[np.bool_], known: int) -> bytes:
    """Which cells are known, one bit each; a single run where all or none are."""
    if known in (0, len(is_known)):
        runs = _varint(len(is_known) << 1) + bytes([1 if known else 0])
    else:
        bits = np.packbits(is_known, bitorder="little").tobytes()
        runs = _varint(len(bits) << 1 | 1) + bits
    return len(runs).to_bytes(4, "little") + runs


def _indices(known: Sequence[str], words: Sequence[str]) -> bytes:
    """Where each text stands among the words, in the narrowest whole bytes; a single run where there is one word."""
    if len(words) == 1:
        return b"\x08" + _varint(len(known) << 1) + b"\x00"
    places = {each: place for place, each in enumerate(words)}
    width = next(width for width in (1, 2, 4) if len(words) <= 1 << 8 * width)
    eights = -(-len(known) // 8)
    found = np.zeros(8 * eights, dtype=f"<u{width}")
    found[: len(known)] = [places[each] for each in known]
    return bytes([8 * width]) + _varint(eights << 1 | 1) + found.tobytes()


_TEXT = _Form(_BYTE_ARRAY, ((6, _I32, _UTF8), (10, _STRUCT, ((1, _STRUCT, ()),))))
_HUNDREDTHS: _Struct = ((1, _I32, _SCALE), (2, _I32, _PRECISION))
_FORMS: dict[Literal["text", "code", "integer", "decimal", "date", "boolean", "link"], _Form] = {
    "text": _TEXT,
    "code": _TEXT,
    "integer": _Form(_INT64, (), "<i8"),
    "decimal": _Form(
        _INT32,
        (
            (6, _I32, _DECIMAL),
            (7, _I32, _SCALE),
            (8, _I32, _PRECISION),
            (10, _STRUCT, ((5, _STRUCT, _HUNDREDTHS),)),
        ),
        "<i4",
    ),
}


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _encoded(struct: Iterable[tuple[int, int, object]]) -> bytes:
    """A struct in thrift's compact protocol; every field number is at most 15 above the one before."""
    out, before = bytearray(), 0
    for number, kind, value in struct:
        out.append((number - before) << 4 | kind)
        out += _value(kind, value)
        before = number
    out.append(0)
    return bytes(out)


def _value(kind: int, value: object) -> bytes:
    if isinstance(value, int):
        return _varint(value << 1)  # every number of a footer is positive
    if isinstance(value, bytes):
        return _varint(len(value)) + value
    if kind == _STRUCT:
        return _encoded(cast(_Struct, value))
    inner, values = cast(tuple[int, Sequence[object]], value)
    head = bytes([len(values) << 4 | inner]) if len(values) < 15 else bytes([0xF0 | inner]) + _varint(len(values))
    return head + b"".join([_value(inner, each) for each in values])
