"""The least and greatest answers are taken from what Parquet keeps of itself, and counted where it keeps nothing."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from prongsai.scale.inputs import EMPTY, open_sources

KEYS = {"agency": ["A1", "A1"], "tool": ["EIT", "EIT"], "respondent": ["1", "2"]}


def bounds(folder: Path) -> dict[str, tuple[int, int] | None]:
    duckdb.connect().execute(
        f"COPY (SELECT 'A1' AS agency, 'x' AS type, 'y' AS province) TO '{folder / 'agencies.parquet'}'"
    )
    with open_sources((folder,)) as sources:
        return {each.code: each.bounds for each in sources.answers.columns}


def write(file: Path, *, kept: bool = True, **columns: list[int | None]) -> None:
    table = pa.table({**KEYS, **{name: pa.array(values, pa.int8()) for name, values in columns.items()}})
    pq.write_table(table, file, write_statistics=kept)


@pytest.mark.parametrize("kept", [True, False])
def test_the_same_is_found_with_and_without_what_the_file_keeps(tmp_path: Path, kept: bool) -> None:
    write(tmp_path / "answers.parquet", kept=kept, e1=[3, 1], e2=[None, 2], e3=[None, None])
    assert bounds(tmp_path) == {"e1": (1, 3), "e2": (2, 2), "e3": EMPTY}


def test_all_files_count_whatever_case_they_write_a_column_in(tmp_path: Path) -> None:
    write(tmp_path / "answers1.parquet", e1=[3, 1])
    write(tmp_path / "answers2.parquet", E1=[9, 2])
    assert bounds(tmp_path) == {"e1": (1, 9)}


def test_one_file_that_keeps_nothing_is_enough_to_count(tmp_path: Path) -> None:
    write(tmp_path / "answers1.parquet", e1=[3, 1])
    write(tmp_path / "answers2.parquet", kept=False, e1=[9, 2])
    assert bounds(tmp_path) == {"e1": (1, 9)}
