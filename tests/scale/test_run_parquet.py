"""Our own Parquet: what DuckDB and Arrow read of it is what was written, whatever the values."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.nation.columns import NONE
from prongsai.core.publication import Said
from prongsai.core.tables.national import NationalTable
from prongsai.core.tables.shapes import Column, Kind
from prongsai.scale.parquet import Same, write_table

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS: dict[Kind, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "integer": st.integers(0, 2**63 - 1),
    "decimal": st.integers(0, 999_999),
}


def table(*kinds: Kind) -> NationalTable:
    return NationalTable(
        "made", Said("x"), tuple(Column(f"c{place}", Said("x"), kind) for place, kind in enumerate(kinds))
    )


def written(kinds: Sequence[Kind], groups: Sequence[Sequence[Any]]) -> bytes:
    """A table as bytes; a list of numbers becomes a column of them, `NONE` where it has None."""
    file = io.BytesIO()
    known: dict[int, Any] = {}

    def column(kind: Kind, cells: Any) -> Any:
        if kind == "text" or isinstance(cells, Same):
            return cells
        numbers = np.array([NONE if each is None else each for each in cells], dtype=np.int64)
        return known.setdefault(id(cells), numbers)

    made = table(*kinds)
    write_table(
        file, made, [[*map(column, kinds, columns)] if len(columns) == len(kinds) else columns for columns in groups]
    )
    return file.getvalue()


def read(content: bytes, place: Path) -> list[tuple[Any, ...]]:
    place.write_bytes(content)
    return duckdb.sql(f"FROM '{place}'").fetchall()


def as_read(kind: Kind, cell: Any) -> Any:
    return Decimal(cell).scaleb(-2) if kind == "decimal" and cell is not None else cell


@settings(max_examples=150)
@given(data=st.data(), rows=st.integers(1, 40), kinds=st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=4))
def test_every_value_reads_back(tmp_path_factory: Any, data: Any, rows: int, kinds: list[Kind]) -> None:
    groups = [
        [data.draw(st.lists(st.none() | CELLS[kind], min_size=rows, max_size=rows)) for kind in kinds]
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    found = read(written(kinds, groups), tmp_path_factory.getbasetemp() / "drawn.parquet")
    expected = [
        tuple(as_read(kind, cell) for kind, cell in zip(kinds, row, strict=True))
        for group in groups
        for row in zip(*group, strict=True)
    ]
    assert found == expected


@pytest.mark.parametrize("count", [255, 256, 257, 65_535, 65_536, 65_537])
def test_as_many_different_texts_as_an_index_has_room_for_and_one_more(count: int, tmp_path: Path) -> None:
    texts = [f"ก{number}" for number in range(count)]
    assert read(written(["text"], [[texts]]), tmp_path / "x.parquet") == [(each,) for each in texts]


def test_a_column_of_one_cell_and_one_that_repeats_read_as_what_they_stand_for(tmp_path: Path) -> None:
    codes, numbers = ["ก", "ข", None], [1, None, 3]
    groups = [(codes, Same(word), Same(None), numbers) for word in ("x", "")]
    found = read(written(["text", "text", "decimal", "integer"], groups), tmp_path / "x.parquet")
    assert found == [
        (code, word, None, number) for word in ("x", "") for code, number in zip(codes, numbers, strict=True)
    ]


@pytest.mark.parametrize("groups", [[], [([], [])]])
def test_a_table_without_rows_still_has_its_columns(groups: Any, tmp_path: Path) -> None:
    place = tmp_path / "x.parquet"
    assert read(written(["text", "decimal"], groups), place) == []
    described = [row[:2] for row in duckdb.sql(f"DESCRIBE FROM '{place}'").fetchall()]
    assert described == [("c0", "VARCHAR"), ("c1", "DECIMAL(6,2)")]


def test_arrow_reads_the_same_and_knows_the_bounds_of_texts(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow.parquet")
    place = tmp_path / "x.parquet"
    place.write_bytes(written(["text", "decimal", "integer"], [(["ก", "ข", None], [0, 9_999, None], [None, 2**40, 7])]))
    found = arrow.read_table(place)
    assert found.to_pydict() == {
        "c0": ["ก", "ข", None],
        "c1": [Decimal("0.00"), Decimal("99.99"), None],
        "c2": [None, 2**40, 7],
    }
    bounds = arrow.ParquetFile(place).metadata.row_group(0).column(0).statistics
    assert (bounds.min, bounds.max, bounds.null_count) == ("ก", "ข", 1)


def test_a_text_that_is_no_unicode_is_kept_readable(tmp_path: Path) -> None:
    assert read(written(["text"], [[["\udc80", "a\x00b"]]]), tmp_path / "x.parquet") == [("\\udc80",), ("a\x00b",)]


@pytest.mark.parametrize("columns", [[[1, 2]], [[1, 2], [1]], [Same("x"), Same("y")], [[1], [1], [1]]])
def test_columns_that_do_not_make_a_table_are_refused(columns: Any) -> None:
    with pytest.raises(ValueError, match="made"):
        written(["integer", "integer"], [columns])


def test_equal_columns_are_equal_bytes() -> None:
    groups = [(["ข", "ก"], [1, 2]), (["ก", "ข"], [None, None])]
    assert written(["text", "decimal"], groups) == written(
        ["text", "decimal"], [tuple(map(list, each)) for each in groups]
    )
