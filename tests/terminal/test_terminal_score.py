"""`prongsai score`: its exit codes, its document, its lines, and one sentence for whatever cannot be."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prongsai import cli
from scale.score_inputs import HOSTILE, YEAR, answer_rows, folder

Said = Callable[..., tuple[int, str, str]]
THAI = re.compile("[ก-๛]")
OFFICIAL = re.compile("ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Said:
    """Score a folder by the quick engine; the exit code, what was printed, what was complained of."""

    def run(source: Path, *words: str) -> tuple[int, str, str]:
        plain = ["score", str(source), "--year", str(YEAR), "--engine", "loop", "-o", str(tmp_path / "out.zip")]
        code = cli.run([*plain, *words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return folder(tmp_path / "in")


def test_a_clean_country_is_0(said: Said, source: Path, tmp_path: Path) -> None:
    code, out, err = said(source)
    assert (code, err) == (0, "")
    assert "3 หน่วยงาน (มีคะแนนรวม 3)" in out
    assert "IIT: 12 ผู้ตอบ · 180 คำตอบ" in out
    assert "กติกาที่ยังไม่ยืนยัน" in out
    assert (tmp_path / "out.zip").exists()


def test_rejects_and_agencies_without_a_total_are_1_and_what_to_do_is_said(said: Said, tmp_path: Path) -> None:
    dirty = folder(tmp_path / "dirty", more=[{**answer_rows(1, 1)[0], "agency": "nobody"}])
    code, out, _ = said(dirty)
    assert code == 1
    assert "unknown_agency 1" in out
    assert "rejects.parquet" in out
    code, out, _ = said(folder(tmp_path / "unmarked", unmarked=["A0"]), "--language", "en")
    assert code == 1
    assert "1 agencies have no total" in out


def test_json_is_one_document_and_nothing_else(said: Said, source: Path) -> None:
    code, out, err = said(source, "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["schema"] == "prongsai/scored/1"
    assert document["respondents"] == {"IIT": 12, "EIT1": 12, "EIT2": 12}
    assert [each["role"] for each in document["inputs"]] == ["agencies", "answers", "items"]
    assert sum(document["levels"].values()) == document["scored"] == 3
    assert set(document["seconds"]) == {"open", "count", "reckon", "write"}


def test_english_lines_are_english_but_for_the_official_names_of_levels(said: Said, source: Path) -> None:
    words = ("--rule-of", "2567", "--without", "A0", "--threshold", "ผ่านดี=80/70", "--weight", "IIT=0.3")
    code, out, _ = said(source, "--language", "en", "--statements", "alike", *words)
    assert code == 0
    assert "What if" in out
    assert not THAI.search(OFFICIAL.sub("", out))


def test_what_is_supposed_is_said(said: Said, source: Path) -> None:
    _, out, _ = said(source, "--weight", "IIT=0.2", "--weight", "eit=0.4", "--weight", "OIT=0.4", "--without", "A1")
    assert "สมมติ: ตัวเลขนี้ไม่ใช่ผลของปี" in out
    assert "น้ำหนักเครื่องมือ EIT=0.4 IIT=0.2 OIT=0.4" in out
    assert "ไม่รวม 1 หน่วยงาน: A1" in out


@pytest.mark.parametrize(
    "words",
    [
        ("--weight", "IIT=0.5"),
        ("--weight", "IIT"),
        ("--weight", "XIT=0.5"),
        ("--weight", "IIT=0.2", "--weight", "iit=0.3"),
        ("--threshold", "ผ่านดี=abc"),
        ("--threshold", "ไม่มีระดับนี้=50"),
        ("--threshold", "ผ่านดี=80", "--threshold", "ผ่านดี=81"),
        ("--rule-of", "2400"),
        ("--without", "nobody"),
        ("--engine", "duckdb", "--url", "x://y"),
        ("--agencies", "/nothing/there.csv"),
        ("--items", "/nothing/there.csv"),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_cannot_be_is_2_and_one_line(said: Said, source: Path, words: tuple[str, ...], form: list[str]) -> None:
    code, out, err = said(source, *words, *form)
    assert (code, out) == (2, "")
    assert err.startswith("prongsai: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("year", ["2569", "2563", "2599"])
def test_a_year_whose_questions_nobody_knows_is_refused(said: Said, source: Path, year: str) -> None:
    code, _, err = said(source, "--year", year)
    assert (code, err.count("\n")) == (2, 1)
    assert year in err


def test_strict_is_2_with_counts_by_reason(said: Said, tmp_path: Path) -> None:
    dirty = folder(tmp_path / "dirty", more=[{**answer_rows(1, 1)[0], "agency": "nobody"}])
    code, out, err = said(dirty, "--strict")
    assert (code, out) == (2, "")
    assert "unknown_agency 1" in err
    assert not (tmp_path / "out.zip").exists()


def test_names_of_columns_move_no_cursor(said: Said, tmp_path: Path) -> None:
    _, out, _ = said(folder(tmp_path / "in", extra_columns=["\x1b[2Jคอลัมน์", "\u202emun", *HOSTILE[:2]]))
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "คอลัมน์" in out


def words_for(source: Path, out: Path) -> list[str]:
    start = [sys.executable, "-m", "prongsai", "score", str(source), "--year", str(YEAR)]
    return [*start, "--engine", "loop", "-o", str(out)]


def test_whoever_stops_listening_gets_no_traceback(source: Path, tmp_path: Path) -> None:
    running = subprocess.Popen(
        words_for(source, tmp_path / "out.zip"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    complaint = running.stderr.read()
    assert running.wait(timeout=120) == 1  # nobody can say that it is done
    assert "Traceback" not in complaint
    running.stderr.close()
    assert (tmp_path / "out.zip").exists()


def test_a_terminal_sees_what_is_happening(source: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    words = words_for(source, tmp_path / "out.zip")
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    seen = b""
    while piece := _read(ours):
        seen += piece
    assert running.wait(timeout=120) == 0
    os.close(ours)
    assert "กำลัง" in seen.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody writes any more
        return b""


def test_nothing_that_takes_long_is_loaded_to_count_by_duckdb(tmp_path: Path) -> None:
    from prongsai.scale.country import CountryOrder, make_country

    make_country(CountryOrder(fiscal_year=YEAR, agencies=5, respondents=100), tmp_path / "in")
    program = (
        "import sys; from prongsai import cli\n"
        f"cli.run(['score', {str(tmp_path / 'in')!r}, '--year', '{YEAR}', '-o', {str(tmp_path / 'out.zip')!r}])\n"
        "print([each for each in ('sqlglot', 'rich', 'django', 'pandas', 'pyarrow', 'prongsai.core.records',"
        " 'prongsai.paper') if each in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "[]", ended.stderr


def test_the_json_of_a_run_and_its_manifest_say_the_same(said: Said, source: Path, tmp_path: Path) -> None:
    from zipfile import ZipFile

    _, out, _ = said(source, "--json")
    with ZipFile(tmp_path / "out.zip") as opened:
        manifest: dict[str, Any] = json.loads(opened.read("manifest.json"))
    document = json.loads(out)
    for name in ("agencies", "scored", "respondents", "answers", "levels", "flags", "rejects", "rejected_answers"):
        assert document[name] == manifest["counts"][name]
    assert document["answers_digest"] == manifest["answers_digest"]
