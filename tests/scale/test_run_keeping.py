"""What a stopped run leaves is taken up by the next one, when it is of the very same; nothing else ever is."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.nation.simulated import plainly
from prongsai.core.errors import Problem
from prongsai.core.nation.tally import Sums, SurveyTally, as_column, repeats_of
from prongsai.scale import run as running
from prongsai.scale.keeping import KeptStages, WorkFolder
from prongsai.scale.run import Wanted, score
from prongsai.scale.tallied import digest_of
from scale.score_inputs import YEAR, folder

STAGES = ("IIT", "EIT/EIT1", "EIT/EIT2")


class Stopped(Exception):  # noqa: N818 - what happens to the run
    """The run is stopped here, as by a signal."""


def stopped_after(wanted: Wanted, stage: str) -> None:
    """Run until the counting has come past a stage."""

    def told(now: str, share: float) -> None:
        if now == stage:
            raise Stopped

    with pytest.raises(Stopped):
        score(wanted, told)


@pytest.fixture
def wanted(tmp_path: Path) -> Wanted:
    return Wanted(YEAR, (folder(tmp_path / "in"),), tmp_path / "out.zip", engine="loop", worth_keeping=0.0)


def other(wanted: Wanted, **changes: object) -> Wanted:
    from dataclasses import replace

    return replace(wanted, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["loop", "duckdb"])
def test_finished_parts_are_taken_up_and_said_and_the_file_is_the_same(
    engine: str, wanted: Wanted, tmp_path: Path
) -> None:
    whole = score(other(wanted, out=tmp_path / "whole.zip", engine=engine))
    assert whole.taken_up == ()
    stopped_after(other(wanted, engine=engine), "EIT/EIT2")
    assert not wanted.out.exists()
    done = score(other(wanted, engine=engine))
    assert done.taken_up == STAGES[:2]
    assert wanted.out.read_bytes() == whole.out.read_bytes()
    assert not wanted.out.with_name("out.zip.work").exists()


def test_another_engine_takes_up_what_one_has_finished(wanted: Wanted) -> None:
    stopped_after(wanted, "reckon")
    assert score(other(wanted, engine="duckdb")).taken_up == STAGES


def test_changed_answers_rules_or_program_take_up_nothing(
    wanted: Wanted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prongsai.core.nation.counting import Statements
    from prongsai.core.nation.whatif import Options

    stopped_after(wanted, "reckon")
    assert score(other(wanted, options=Options(statements=Statements.ALIKE))).taken_up == ()
    stopped_after(wanted, "reckon")
    answers = tmp_path / "in" / "answers.csv"
    answers.write_text(answers.read_text().replace("EIT1-3,", "EIT1-4,"))
    assert score(wanted).taken_up == ()
    stopped_after(wanted, "reckon")
    monkeypatch.setattr(running, "__version__", "0.0.1-other")
    assert score(wanted).taken_up == ()


def test_other_weights_take_up_what_was_counted(wanted: Wanted) -> None:
    from prongsai.core.nation.whatif import Options

    stopped_after(wanted, "reckon")
    assert score(other(wanted, options=Options(rule_of=2567))).taken_up == STAGES


def test_a_fresh_run_takes_up_nothing(wanted: Wanted) -> None:
    stopped_after(wanted, "reckon")
    assert score(other(wanted, is_fresh=True)).taken_up == ()


def damaged(content: bytes) -> Iterator[bytes]:
    line, _, body = content.partition(b"\n")
    yield b""
    yield content[:-8]
    yield content[:-1] + bytes([content[-1] ^ 1])
    yield line
    yield b"{}\n" + body
    yield b"\xff" * 100
    yield json.dumps({**json.loads(line), "agencies": None}).encode() + b"\n" + body


def test_a_damaged_part_is_counted_anew(wanted: Wanted) -> None:
    stopped_after(wanted, "reckon")
    work = wanted.out.with_name("out.zip.work")
    kept = sorted(work.glob("*.tally"))
    assert len(kept) == len(STAGES)
    contents = {file: file.read_bytes() for file in kept}
    for each in damaged(contents[kept[0]]):
        work.mkdir(exist_ok=True)
        for file, content in contents.items():
            file.write_bytes(content)
        kept[0].write_bytes(each)
        assert len(score(wanted).taken_up) == len(STAGES) - 1


def test_what_is_counted_in_no_time_is_not_kept(wanted: Wanted) -> None:
    stopped_after(other(wanted, worth_keeping=600.0), "reckon")
    assert not wanted.out.with_name("out.zip.work").exists()


def test_a_disk_that_takes_no_parts_stops_no_run(tmp_path: Path) -> None:
    with WorkFolder(tmp_path / "out.zip") as work:
        stages = KeptStages(work, lambda: "key", worth=0.0)
        (work.path / "IIT.half").mkdir()
        stages.keep("IIT", A_TALLY)
        assert stages.taken("IIT") is None
        (work.path / "IIT.half").rmdir()


def sums(*columns: list[int]) -> Sums:
    return Sums(*map(as_column, columns))


A_TALLY = SurveyTally(
    tool="IIT",
    part="",
    agencies=["ก", "ข"],
    respondents=as_column([2, 1]),
    statements={"i1": sums([2, 1], [150, 0], [12_500, 0]), "i2": sums([0, 1], [0, 2**62], [0, 2**63 - 1])},
    indicators={1: sums([2, 0], [300, 0], [50_000, 0])},
    whole=sums([1, 0], [3, 0], [9, 0]),
    straight=as_column([1, 0]),
    repeats=repeats_of([(0, 2**62 - 1, 2), (0, 7, 3)]),
)
NONE = as_column([])
NOBODY = SurveyTally(
    "EIT", "EIT1", [], NONE, {"e1": sums([], [], [])}, {6: sums([], [], [])}, sums([], [], []), NONE, repeats_of([])
)


@pytest.mark.parametrize("tally", [A_TALLY, NOBODY])
def test_a_tally_is_taken_up_as_it_was_kept(tally: SurveyTally, tmp_path: Path) -> None:
    with WorkFolder(tmp_path / "out.zip") as work:
        stages = KeptStages(work, lambda: "key", worth=0.0)
        stages.keep("EIT/EIT1", tally)
        assert (taken := stages.taken("EIT/EIT1")) is not None
        assert plainly(taken) == plainly(tally)
        assert stages.taken("EIT/EIT2") is None
        assert KeptStages(work, lambda: "other key", worth=0.0).taken("EIT/EIT1") is None


def test_equal_counts_have_one_digest_and_others_another() -> None:
    again = SurveyTally(**{name: getattr(A_TALLY, name) for name in SurveyTally.__slots__})
    assert digest_of([A_TALLY, NOBODY]) == digest_of([again, NOBODY])
    assert digest_of([A_TALLY, NOBODY]) != digest_of([NOBODY, A_TALLY])
    assert digest_of([A_TALLY]) != digest_of([A_TALLY, NOBODY])


def test_two_runs_never_write_one_output(tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    with WorkFolder(out), pytest.raises(Problem, match="Another run"), WorkFolder(out):
        pass
    with WorkFolder(out):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_else_put_into_the_folder_stays(tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    mine = tmp_path / "out.zip.work" / "notes.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    with WorkFolder(out) as work:
        (work.path / "run.zip").write_bytes(b"half of a run")
        (work.path / "IIT.half").write_bytes(b"half of a part")
        tempfile.mkdtemp(prefix="prongsai-")
        assert len(list(work.path.iterdir())) == 5
    assert [each.name for each in mine.parent.iterdir()] == ["notes.txt"]
