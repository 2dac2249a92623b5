"""The terminal's contract: 0 done, 1 errors to see, 2 could not; one line on stderr, never a traceback."""

import json
import os
import socket
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from prongsai import __version__, cli
from prongsai.site import serve

SAMPLES = resources.files("prongsai") / "samples"
PLAN = str(SAMPLES / "plan.docx")
CORPUS = Path(__file__).parents[1] / "paper" / "corpus"
WELL = str(CORPUS / "07-analysis-two-parts-2567.md")
WITHOUT_SCORES = str(CORPUS / "12-analysis-and-plan-2566.txt")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command line; its exit code, what it printed and what it complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.run(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def is_one_complaint(err: str) -> bool:
    return err.startswith("prongsai: ") and err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize("command", ["read", "check"])
def test_a_consistent_paper_is_0_and_one_with_errors_is_1(said: Any, command: str) -> None:
    assert said(command, WELL)[0] == 0
    assert said(command, PLAN)[0] == 1


@pytest.mark.parametrize("words", [("read", PLAN), ("check", PLAN), ("outlook", WELL), ("doctor",)])
def test_json_is_one_document_and_nothing_else(said: Any, words: tuple[str, ...], db: None) -> None:
    _, out, err = said(*words, "--json")
    assert json.loads(out)["schema"].startswith("prongsai/")
    assert err == ""


@pytest.mark.parametrize("command", ["read", "check", "outlook"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_file_that_cannot_be_read_is_2_and_one_line(said: Any, command: str, form: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    for file in (tmp_path / "nothing.docx", tmp_path, broken):
        code, out, err = said(command, str(file), *form)
        assert (code, out) == (2, "")
        assert is_one_complaint(err)
        assert file.name in err


@pytest.mark.parametrize(
    "words",
    [
        ("raed",),
        ("read",),
        ("read", "--jsn", PLAN),
        ("check", PLAN, "--language", "de"),
        ("demo", "--port", "0"),
        ("up", "--port", "many"),
        ("manage", "nothing"),
        ("outlook", WITHOUT_SCORES),
    ],
)
def test_what_is_asked_wrongly_is_2_and_one_line(said: Any, words: tuple[str, ...]) -> None:
    code, out, err = said(*words)
    assert (code, out) == (2, "")
    assert is_one_complaint(err)


def test_no_command_and_help_list_every_command(said: Any) -> None:
    for words in ((), ("--help",), ("-h",)):
        code, out, err = said(*words)
        assert (code, err) == (0, "")
        assert all(command in out for command in ("read", "check", "outlook", "demo", "up", "doctor", "manage"))


@pytest.mark.parametrize("command", sorted(set(cli.program.commands) - {"manage"}))
def test_every_command_helps(said: Any, command: str) -> None:
    code, out, _ = said(command, "--help")
    assert code == 0
    assert out.startswith(f"Usage: prongsai {command}")


def test_the_version_is_that_of_the_package(said: Any) -> None:
    assert said("--version") == (0, f"prongsai, version {__version__}\n", "")


@pytest.mark.parametrize("command", ["up", "demo"])
def test_a_port_that_is_taken_is_2_and_names_another(said: Any, command: str) -> None:
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        code, out, err = said(command, "--port", str(port))
    assert (code, out) == (2, "")
    assert is_one_complaint(err)
    assert f"--port {port + 1}" in err


def test_manage_runs_djangos_own_commands(said: Any) -> None:
    code, out, _ = said("manage", "check")
    assert code == 0
    assert "no issues" in out


def test_reading_says_who_what_and_what_was_not_understood(said: Any) -> None:
    _, out, _ = said("read", PLAN)
    assert "เทศบาลตำบลทุ่งแสงจันทร์ อำเภอศรีประจันต์ จังหวัดสุพรรณบุรี ปีงบประมาณ 2566" in out
    assert "ผลประเมิน 2566: 95.49 ผ่าน" in out
    assert "score.tool_mean" in out


def test_checks_are_all_english_where_english_is_asked(said: Any) -> None:
    _, out, _ = said("check", PLAN, "--language", "en")
    places = [line.split(maxsplit=2)[2] for line in out.splitlines() if line.startswith("error")]
    assert places
    assert all(place.isascii() for place in places)
    assert said("check", WELL, "--language", "en")[1] == "Nothing contradicts.\n"
    assert said("check", WELL)[1] == "ไม่พบข้อขัดแย้ง\n"


def test_the_checks_alone_are_those_of_the_reading(said: Any) -> None:
    assert (
        json.loads(said("check", PLAN, "--json")[1])["checks"] == json.loads(said("read", PLAN, "--json")[1])["checks"]
    )


def test_a_bar_moves_on_a_terminal_and_leaves_the_document_alone(
    said: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "SECONDS_BEFORE_A_BAR", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert json.loads(said("read", PLAN, "--json")[1])["source"]["name"] == "plan.docx"


def program(*words: str, **changes: Any) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it."""
    environment = {**os.environ, **changes.pop("env", {})}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **changes}
    command = [sys.executable, "-m", "prongsai", *words]
    return subprocess.run(command, env=environment, encoding="utf-8", check=False, **pipes)


def test_a_reader_that_went_away_is_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = program("read", PLAN, "--json", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_full_disk_is_2_and_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = program("read", PLAN, "--json", stdout=full)
    assert done.returncode == 2
    assert is_one_complaint(done.stderr)


def test_thai_is_printed_on_a_machine_that_speaks_ascii(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    odd.write_text("แผน", "utf-8")
    done = program("read", str(odd), "--json", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"]["name"] == "\udcff.txt"


def test_the_program_reads_and_leaves_with_its_code() -> None:
    done = program("check", PLAN)
    assert (done.returncode, done.stderr) == (1, "")
    assert "score.tool_mean" in done.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRONGSAI_DATABASE", "postgres://somebody:secret@127.0.0.1:1/nothing"),
        ("PRONGSAI_DEBUG", "perhaps"),
        ("PRONGSAI_DATA_DIR", "/dev/null/folder"),
    ],
)
def test_an_installation_that_cannot_start_says_why_in_one_line(name: str, value: str, tmp_path: Path) -> None:
    with socket.socket() as trial:
        trial.bind((serve.HOST, 0))
        port = str(trial.getsockname()[1])
    done = program("up", "--port", port, env={"PRONGSAI_DATA_DIR": str(tmp_path), "PRONGSAI_DATABASE": "", name: value})
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_complaint(done.stderr)
    assert "secret" not in done.stderr
    assert name in done.stderr or value in done.stderr
