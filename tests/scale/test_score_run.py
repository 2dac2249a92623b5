"""A whole run: what stands in its file, the same bytes for the same answers, and what is refused."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest

from prongsai.core.errors import Problem
from prongsai.core.nation import archive
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.manifest import FILES, INPUTS
from prongsai.core.nation.whatif import NOTHING_ASSUMED, Options, Threshold
from prongsai.core.tables.national import AGENCIES, PARQUET_TYPES, RUN_TABLES, SCORES
from prongsai.scale.run import Done, Wanted, score
from scale.score_inputs import HOSTILE, YEAR, Row, answer_rows, folder, write


def run(source: Path, out: Path, options: Options = NOTHING_ASSUMED, **others: Any) -> Done:
    # A machine that is busy with other things keeps what it finished; here that would only be in the way.
    return score(Wanted(YEAR, (source,), out, options=options, worth_keeping=3600.0, **others))


def contents(out: Path) -> dict[str, bytes]:
    with ZipFile(out) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rows_of(out: Path, table: str, tmp_path: Path) -> list[dict[str, Any]]:
    file = tmp_path / table
    file.write_bytes(contents(out)[table])
    found = duckdb.sql(f"FROM '{file}'")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return folder(tmp_path / "in")


def test_the_file_holds_every_part_and_each_is_as_its_manifest_says(source: Path, tmp_path: Path) -> None:
    done = run(source, out := tmp_path / "out.zip")
    with out.open("rb") as file, archive.opened(file) as opened:
        manifest, inputs = archive.checked(opened)
    assert (manifest, inputs) == (done.manifest, done.inputs)
    assert [each.role for each in inputs] == ["agencies", "answers", "items"]
    assert manifest.counts.respondents == {"IIT": 12, "EIT1": 12, "EIT2": 12}
    assert manifest.counts.answers == {"IIT": 180, "EIT1": 108, "EIT2": 108}
    assert done.is_clean
    assert not (tmp_path / "out.zip.work").exists()


def test_every_table_has_the_columns_that_core_writes_down(source: Path, tmp_path: Path) -> None:
    run(source, out := tmp_path / "out.zip")
    for table in RUN_TABLES:
        file = tmp_path / table.file
        file.write_bytes(contents(out)[table.file])
        described = [(name, kind) for name, kind, *_ in duckdb.sql(f"DESCRIBE FROM '{file}'").fetchall()]
        assert described == [(each.code, PARQUET_TYPES[each.kind]) for each in table.columns]


def test_scores_are_what_a_pencil_gives(source: Path, tmp_path: Path) -> None:
    run(source, out := tmp_path / "out.zip")
    scores = {
        (row["agency"], row["kind"], row["code"], row["part"]): row for row in rows_of(out, SCORES.file, tmp_path)
    }
    agencies = {row["agency"]: row for row in rows_of(out, AGENCIES.file, tmp_path)}
    for code, row in agencies.items():
        iit, eit, oit = (scores[code, "tool", tool, ""]["points"] for tool in ("IIT", "EIT", "OIT"))
        assert abs(Decimal("0.3") * iit + Decimal("0.3") * eit + Decimal("0.4") * oit - row["total"]) <= Decimal("0.01")
        halves = [scores[code, "part", part, part]["points"] for part in ("EIT1", "EIT2")]
        assert abs(sum(halves) / 2 - eit) <= Decimal("0.01")
    ordered = sorted(agencies.values(), key=lambda row: -row["total"])
    assert ordered[0]["country_rank"] == 1
    assert {row["country_of"] for row in ordered} == {3}


def test_a_rerun_is_the_same_file_to_the_last_byte(source: Path, tmp_path: Path) -> None:
    run(source, one := tmp_path / "one.zip")
    run(source, other := tmp_path / "other.zip")
    assert one.read_bytes() == other.read_bytes()
    run(source, one)
    assert one.read_bytes() == other.read_bytes()


DUPLICATE: Row = {**answer_rows(1, 1)[0], "i1": 1}
BAD: tuple[Row, ...] = (
    {**answer_rows(1, 1)[0], "agency": "nobody"},
    {**answer_rows(1, 1)[0], "respondent": "new", "i2": 99},
    {**answer_rows(1, 1)[0], "tool": "", "respondent": "x"},
    DUPLICATE,
)


@pytest.mark.parametrize(
    ("others", "is_long"), [({"engine": "loop"}, True), ({"threads": 1, "memory": 64}, False), ({"threads": 2}, True)]
)
def test_neither_order_nor_engine_nor_layout_changes_a_byte_but_of_the_list_of_inputs(
    others: dict[str, Any], is_long: bool, tmp_path: Path
) -> None:
    plain = folder(tmp_path / "plain", more=BAD)
    mixed = folder(tmp_path / "mixed", more=BAD, is_long=is_long, shuffled=random.Random(7).shuffle)
    run(plain, one := tmp_path / "one.zip")
    run(mixed, other := tmp_path / "other.zip", **others)
    expected, found = contents(one), contents(other)
    assert [name for name in FILES if found[name] != expected[name]] == [INPUTS]


def test_what_cannot_be_scored_is_counted_kept_with_its_reason_and_shifts_nothing(tmp_path: Path) -> None:
    run(folder(tmp_path / "clean"), clean := tmp_path / "clean.zip")
    good: Row = {**answer_rows(1, 1)[0], "agency": "nobody"}
    done = run(folder(tmp_path / "bad", more=[good]), bad := tmp_path / "bad.zip")
    assert contents(bad)["scores.parquet"] == contents(clean)["scores.parquet"]
    assert dict(done.manifest.counts.rejects) == {"unknown_agency": 1}
    assert done.manifest.counts.rejected_answers == 15
    (row,) = rows_of(bad, "rejects.parquet", tmp_path)
    assert (row["reason"], row["agency"], row["answers"]) == ("unknown_agency", "nobody", 15)
    assert not done.is_clean


def test_strict_writes_nothing_and_says_how_much_for_which_reason(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", more=BAD)
    out = tmp_path / "out.zip"
    out.write_bytes(b"what stood there")
    with pytest.raises(Problem, match=r"unknown_tool 1.*unknown_agency 1"):
        run(source, out, is_strict=True)
    assert out.read_bytes() == b"what stood there"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in", "out.zip"]


def test_an_agency_without_item_marks_has_no_total_and_the_run_says_so(tmp_path: Path) -> None:
    done = run(folder(tmp_path / "in", unmarked=["A1"]), out := tmp_path / "out.zip")
    totals = {row["agency"]: row["total"] for row in rows_of(out, AGENCIES.file, tmp_path)}
    assert totals["A1"] is None
    assert (done.manifest.counts.agencies, done.manifest.counts.scored, done.is_clean) == (3, 2, False)


WHAT_IFS = {
    "weights": Options(weights={"IIT": Decimal("0.2"), "EIT": Decimal("0.4"), "OIT": Decimal("0.4")}),
    "thresholds": Options(thresholds={"ผ่านดี": Threshold(Decimal(20), Decimal(0))}),
    "rule_of": Options(rule_of=2565),
    "without": Options(without=("A2", "A0", "A2")),
    "statements": Options(statements=Statements.ALIKE),
}


@pytest.mark.parametrize("kind", WHAT_IFS)
def test_what_is_supposed_stands_in_the_manifest_and_on_the_summary(kind: str, source: Path, tmp_path: Path) -> None:
    run(source, plain := tmp_path / "plain.zip")
    done = run(source, out := tmp_path / "out.zip", WHAT_IFS[kind])
    assert done.manifest.supposed.is_anything
    page = contents(out)["summary.html"].decode()
    assert "<h1>สมมติ" in page
    assert "สมมติ" not in contents(plain)["summary.html"].decode().replace("จังหวัดสมมติ", "")
    if kind == "rule_of":
        assert sorted(done.manifest.frameworks) == [2565, YEAR]
    if kind == "without":
        assert done.manifest.supposed.without == ("A0", "A2")
        assert [row["agency"] for row in rows_of(out, AGENCIES.file, tmp_path)] == ["A1"]


def test_what_cannot_be_supposed_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="exactly 1"):
        run(tmp_path / "nothing there", tmp_path / "out.zip", Options(weights={"IIT": Decimal("0.5")}))
    assert list(tmp_path.iterdir()) == []


def test_an_agency_that_is_not_there_cannot_be_left_out(source: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no agency “B9”"):
        run(source, tmp_path / "out.zip", Options(without=("B9",)))
    assert not (tmp_path / "out.zip").exists()


def test_hostile_names_stay_texts_everywhere(tmp_path: Path) -> None:
    more = [{**answer_rows(1, 1)[0], "respondent": name, "agency": name} for name in HOSTILE]
    done = run(
        folder(tmp_path / "in", more=more, kinds=HOSTILE, agencies=8, extra_columns=["<b>หมายเหตุ"]),
        out := tmp_path / "out.zip",
    )
    page = contents(out)["summary.html"].decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page
    assert done.manifest.unread_columns == ("<b>หมายเหตุ",)
    assert {row["kind"] for row in rows_of(out, AGENCIES.file, tmp_path)} == set(HOSTILE)
    assert {row["agency"] for row in rows_of(out, "rejects.parquet", tmp_path)} == set(HOSTILE)


def test_a_run_is_never_written_over_what_it_reads_nor_over_a_folder_nor_into_none(
    source: Path, tmp_path: Path
) -> None:
    for out, said in (
        (source / "answers.csv", "one of the files to be read"),
        (source, "is a folder"),
        (Path(os.devnull), "is a device"),
        (tmp_path / "none" / "out.zip", "no folder"),
    ):
        with pytest.raises(Problem, match=said):
            run(source, out)
    assert (source / "answers.csv").read_bytes().startswith(b"agency,")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in"]


def test_a_file_in_the_place_of_the_work_folder_is_told_of(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out.zip.work").write_text("mine")
    with pytest.raises(Problem, match="cannot be written"):
        run(source, tmp_path / "out.zip")
    assert (tmp_path / "out.zip.work").read_text() == "mine"


@pytest.mark.parametrize("room", [0, 1_000, 20_000])
def test_a_full_disk_leaves_what_stood_there_and_nothing_beside(room: int, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    out.write_bytes(b"what stood there")
    program = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
        "from prongsai import cli\n"
        f"sys.exit(cli.run(['score', {str(source)!r}, '--year', '{YEAR}', '--engine', 'loop', '-o', {str(out)!r}]))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
    assert out.read_bytes() == b"what stood there"
    beside = {each.name for each in tmp_path.rglob("*") if each.suffix not in (".csv", ".tally")}
    assert beside - {"out.zip.work", "lock"} == {"in", "out.zip"}


def test_the_memory_of_a_run_is_told(source: Path, tmp_path: Path) -> None:
    done = run(source, tmp_path / "out.zip")
    assert 0 < done.memory <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    assert set(done.seconds) == {"open", "count", "reckon", "write"}
    assert done.engine == f"duckdb {duckdb.__version__}"


def test_progress_is_told_stage_by_stage(source: Path, tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []
    score(Wanted(YEAR, (source,), tmp_path / "out.zip"), lambda stage, share: heard.append((stage, share)))
    stages = list(dict.fromkeys(stage for stage, _ in heard))
    assert stages == ["open", "check", "IIT", "EIT/EIT1", "EIT/EIT2", "reckon", "write"]
    assert all(0 <= share <= 1 for _, share in heard)


def test_nothing_of_a_machine_stands_in_the_file(source: Path, tmp_path: Path) -> None:
    run(source, out := tmp_path / "out.zip")
    for name, content in contents(out).items():
        assert os.fsencode(tmp_path) not in content, name
    assert json.loads(contents(out)[INPUTS])["inputs"][0]["name"] == "agencies.csv"


def test_answers_that_are_points_already_are_said_to_be(tmp_path: Path) -> None:
    source = folder(tmp_path / "in")
    write(
        source / "answers.csv",
        [
            dict.fromkeys(row, 50) | {key: row[key] for key in ("agency", "tool", "part", "respondent")}
            for row in answer_rows(3, 4)
        ],
        list(dict.fromkeys(name for row in answer_rows(3, 4) for name in row)),
    )
    done = run(source, out := tmp_path / "out.zip", Options(in_points=True))
    assert done.manifest.in_points
    assert not done.manifest.supposed.is_anything
    assert "answer_scale" not in {each.code for each in done.manifest.doubts}
    tools = [row["points"] for row in rows_of(out, SCORES.file, tmp_path) if row["code"] in ("IIT", "EIT")]
    assert set(tools) == {Decimal("50.00")}
