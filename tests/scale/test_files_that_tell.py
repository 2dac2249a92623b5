"""Parquet tells which tool a file holds: its rows are then not looked at one by one, and nothing comes out unlike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.nation.simulated import plainly
from prongsai.scale import engine_of, open_sources, plan
from prongsai.scale.inputs import Sources
from prongsai.scale.shape import shape_of
from scale.score_inputs import Row, answer_rows, counting, folder, write

KEYS = ("agency", "tool", "part", "respondent")
Change = Callable[[list[Row]], object]
ANSWERS = {each.code: 1 for survey in counting().surveys for each in survey.statements}


def of_tool(rows: list[Row], tool: str) -> list[Row]:
    return [each for each in rows if str(each["tool"]).strip().upper() == tool]


def files(place: Path, rows: list[Row], *, is_split: bool = True, part_of_iit: bool = True) -> Sources:
    """The rows as Parquet: a file a tool, with the columns that it has; or one file with a group of rows for each."""
    folder(place, agencies=3)
    (place / "answers.csv").unlink()
    for number, tool in enumerate(("EIT", "IIT")):
        names = [*KEYS, *dict.fromkeys(code for row in of_tool(rows, tool) for code in row if code not in KEYS)]
        if tool == "IIT" and not part_of_iit:
            names.remove("part")
        source = place / f"{tool}.of"
        write(source, [{name: row.get(name) for name in names} for row in of_tool(rows, tool)], names)
        kinds = ", ".join(f"'{name}': '{'VARCHAR' if name in KEYS else 'TINYINT'}'" for name in names)
        said = f"header = true, auto_detect = false, columns = {{{kinds}}}"
        duckdb.execute(f"CREATE OR REPLACE TABLE t{number} AS FROM read_csv('{source}', {said})")
        duckdb.execute(f"COPY t{number} TO '{place}/answers_{tool}.parquet' (FORMAT parquet)")
    if not is_split:
        both = "FROM t0 UNION ALL BY NAME FROM t1"
        duckdb.execute(f"COPY ({both}) TO '{place}/answers.parquet' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
        for tool in ("EIT", "IIT"):
            (place / f"answers_{tool}.parquet").unlink()
    return open_sources([place])


def counted(sources: Sources, engine: str) -> tuple[list[dict[str, object]], list[tuple[Any, ...]]]:
    with engine_of(engine).tally(counting(), sources) as found:
        rejects = duckdb.execute("SELECT * FROM read_parquet(?)", [str(found.rejects.file)]).fetchall()
        return [plainly(each) for each in found.surveys], rejects


def of(agency: str, tool: str, part: str, respondent: str | None, **answers: int | None) -> Row:
    own = {code: each for code, each in ANSWERS.items() if code.startswith(tool.strip().lower()[0])}
    return {"agency": agency, "tool": tool, "part": part, "respondent": respondent, **own, **answers}


CHANGES: dict[str, tuple[bool, list[Row], int]] = {
    "nothing": (True, [], 0),
    "an answer to the other tool's question": (False, [of("A0", "IIT", "", "new", e1=1)], 1),
    "an answer off the scale": (False, [of("A0", "IIT", "", "new", i1=9)], 1),
    "a question nobody asked": (False, [of("A0", "IIT", "", "new", i99=1)], 1),
    "a cell left empty": (True, [of("A0", "IIT", "", "new", i1=None)], 0),
    "an agency that is not listed": (True, [of("Z9", "IIT", "", "new")], 1),
    "somebody twice": (True, [of("A0", "IIT", "", "new"), of("A0", "IIT", "", "new")], 1),
    "somebody twice, once with a blank": (True, [of("A0", "IIT", "", "new"), of("A0", "IIT", "", "new\u00a0")], 1),
    "somebody twice, once with a blank before": (
        True,
        [of("A0", "EIT", "EIT1", "é"), of("A0", "EIT", "EIT1", " é")],
        1,
    ),
    "an agency spelled in two ways": (True, [of("A0 ", "IIT", "", "new")], 0),
    "somebody twice, of an agency spelled in two ways": (
        True,
        [of("A0", "IIT", "", "new"), of("A0 ", "IIT", "", "new")],
        1,
    ),
    "somebody twice, of a part spelled in two ways": (
        True,
        [of("A0", "EIT", "EIT1", "new"), of("A0", "EIT", "eit1", "new")],
        1,
    ),
    "one name in two parts": (True, [of("A0", "EIT", "EIT1", "new"), of("A0", "EIT", "EIT2", "new")], 0),
    "nobody's answers": (True, [of("A0", "IIT", "", " ")], 1),
    "a part that is none": (True, [of("A0", "EIT", "EIT9", "new")], 1),
    "a tool in small letters": (False, [of("A0", "iit ", "", "new")], 0),
}


@pytest.mark.parametrize("is_split", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_in_them_it_is_counted_as_row_by_row(tmp_path: Path, change: str, is_split: bool) -> None:
    is_told, more, rejected = CHANGES[change]
    rows = [*answer_rows(3, 700 if not is_split else 5), *more]
    with files(tmp_path / "in", rows, is_split=is_split) as sources:
        shape = shape_of(counting(), sources.answers)
        if is_split:
            assert shape.is_sound == is_told
            assert {tool: [each.name for each in table.named] for tool, table in sources.answers.by_tool.items()} == (
                {"EIT": ["answers_EIT.parquet"], "IIT": ["answers_IIT.parquet"]} if change[-7:] != "letters" else {}
            )
        found, right = counted(sources, "duckdb"), counted(sources, "loop")
    assert found == right
    assert len(found[1]) == rejected


def test_a_file_without_the_column_of_parts_is_read_beside_one_with_it(tmp_path: Path) -> None:
    rows = answer_rows(3, 5)
    with files(tmp_path / "without", rows, part_of_iit=False) as without, files(tmp_path / "with", rows) as with_it:
        assert counted(without, "duckdb") == counted(with_it, "loop")


def test_a_file_that_keeps_nothing_of_itself_is_looked_at_row_by_row(tmp_path: Path) -> None:
    with files(tmp_path / "in", [*answer_rows(3, 5), of("A0", "IIT", "", "new", e1=1)]) as sources:
        right = counted(sources, "loop")
    import pyarrow.parquet as pq

    for each in (tmp_path / "in").glob("*.parquet"):
        pq.write_table(pq.read_table(each), each, write_statistics=False)
    with open_sources([tmp_path / "in"]) as sources:
        assert not shape_of(counting(), sources.answers).is_sound
        assert not sources.answers.by_tool
        assert counted(sources, "duckdb") == right


@pytest.mark.parametrize("room", ["AT_ONCE", "MANY"])
def test_more_than_there_is_room_for_is_counted_by_the_database_alone(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*answer_rows(3, 5), *(of("A0", "IIT", "", f"new {number}") for number in range(3))]
    with files(tmp_path / "in", rows) as sources:
        right = counted(sources, "duckdb")
        monkeypatch.setattr(plan, room, 0)
        assert counted(sources, "duckdb") == right
