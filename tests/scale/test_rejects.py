"""What is not counted: why, how much, in which order, and within bounds of memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from prongsai.core.framework import load
from prongsai.core.nation.counting import counting_of
from prongsai.core.tables.national import REJECTS
from prongsai.scale import Counted, engine_of, open_sources

HEAD = "agency,tool,part,respondent,i1,i2,e1\n"


def counted(folder: Path, rows: str, engine: str = "duckdb") -> Counted:
    (folder / "answers.csv").write_text(HEAD + rows, encoding="utf-8")
    (folder / "agencies.csv").write_text("agency,type,province\nA,t,p\nB,t,p\n", encoding="utf-8")
    with open_sources([folder]) as sources:
        return engine_of(engine).tally(counting_of(load(2568)), sources)


def rejects(found: Counted) -> list[tuple[Any, ...]]:
    return duckdb.execute("SELECT * FROM read_parquet(?)", [str(found.rejects.file)]).fetchall()


@pytest.mark.parametrize("engine", ["duckdb", "loop"])
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("A,XX,,1,1,2,\n", [("unknown_tool", "A", "XX", "", "1", "", "", 2)]),
        ("A,IIT,EIT1,1,1,,\n", [("unknown_tool", "A", "IIT", "EIT1", "1", "", "", 1)]),
        ("A,EIT,,1,,,1\n", [("unknown_tool", "A", "EIT", "", "1", "", "", 1)]),
        ("C,IIT,,1,1,2,\n", [("unknown_agency", "C", "IIT", "", "1", "", "", 2)]),
        ("C,XX,,1,1,2,\n", [("unknown_tool", "C", "XX", "", "1", "", "", 2)]),
        ("A,IIT,,,1,2,\n", [("no_respondent", "A", "IIT", "", "", "", "", 2)]),
        ("A,IIT,,1,1,2,\nA,IIT,,1,1,2,\n", [("duplicate_respondent", "A", "IIT", "", "1", "", "", 2)]),
        ("A,IIT,,1,1,2,\nA,IIT,,1,1,3,\n", [("duplicate_respondent", "A", "IIT", "", "1", "", "", 4)]),
        ("A,IIT,,1,1,2,3\n", [("unknown_question", "A", "IIT", "", "1", "e1", "3", 1)]),
        (
            "A,IIT,,1,7,x,\n",
            [("off_scale", "A", "IIT", "", "1", "i1", "7", 1), ("off_scale", "A", "IIT", "", "1", "i2", "x", 1)],
        ),
        ("A,IIT,,1,,,\n", []),
        ("A,IIT,,1,1,,\nA,IIT,,1,,2,\n", []),
    ],
)
def test_each_reason_has_its_row(tmp_path: Path, engine: str, rows: str, expected: list[tuple[Any, ...]]) -> None:
    assert rejects(counted(tmp_path, rows, engine)) == expected


def test_copies_alike_count_once_and_copies_that_differ_not_at_all(tmp_path: Path) -> None:
    found = counted(tmp_path, "A,IIT,,1,1,2,\nA,IIT,,1,1,2,\nB,IIT,,1,1,2,\nB,IIT,,1,1,3,\n")
    assert found.surveys[0].agencies == ["A"]
    assert found.surveys[0].respondents.tolist() == [1]


def test_rejects_are_sorted_and_the_same_bytes_in_any_order_of_rows(tmp_path: Path) -> None:
    rows = [f"{agency},IIT,,{number},9,x,1\n" for agency in ("B", "A", "ก", "é") for number in range(50)]
    files = []
    for name, ordered in (("one", rows), ("two", rows[::-1])):
        (tmp_path / name).mkdir()
        found = counted(tmp_path / name, "".join(ordered))
        assert rejects(found) == sorted(rejects(found))
        found.rejects.write(tmp_path / name / REJECTS.file)
        files.append((tmp_path / name / REJECTS.file).read_bytes())
    assert files[0] == files[1]
    described = duckdb.execute(f"DESCRIBE FROM '{tmp_path / 'one' / REJECTS.file}'").fetchall()
    assert tuple(name for name, *_ in described) == REJECTS.names


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 300 MB of answers, not compressed: a million respondents with long names."""
    folder = tmp_path_factory.mktemp("large")
    asked = [each.code for survey in counting_of(load(2568)).surveys for each in survey.statements]
    cells = ", ".join(
        f'((r * {place + 3}) % 2 + 1)::TINYINT AS "{code}"' for place, code in enumerate(asked) if code[0] == "i"
    )
    duckdb.execute(
        f"COPY (SELECT 'A' || (r % 500) AS agency, 'IIT' AS tool, '' AS part, repeat(md5(r::VARCHAR), 8) "
        f"AS respondent, {cells} FROM range(1000000) t(r)) TO '{folder}/answers.parquet' "
        "(FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE 20000)"
    )
    listed = "".join(f"A{number},t,p\n" for number in range(500))
    (folder / "agencies.csv").write_text(f"agency,type,province\n{listed}", encoding="utf-8")
    return folder


def test_answers_several_times_the_memory_are_counted(large: Path) -> None:
    assert (large / "answers.parquet").stat().st_size > 4 * 60_000_000
    with open_sources([large]) as sources:
        found = engine_of("duckdb", memory="60MB", threads=1).tally(counting_of(load(2568)), sources)
    assert found.surveys[0].respondents.sum() == 1_000_000
    assert found.rejects.rows == 0


def test_when_everything_is_rejected_memory_still_holds(large: Path, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("agency,type,province\nother,t,p\n", encoding="utf-8")
    with open_sources([large / "answers.parquet"], tmp_path / "agencies.csv") as sources:
        found = engine_of("duckdb", memory="200MB", threads=1).tally(counting_of(load(2568)), sources)
    assert found.rejects.rows == 1_000_000
    assert found.rejects.by_reason["unknown_agency"].answers == 15_000_000
