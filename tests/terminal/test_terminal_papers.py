"""Writing and verifying papers at the terminal."""

import json
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from prongsai import cli
from prongsai.paper.reading import read
from prongsai.paper.sealing import SealingKey, seal
from prongsai.paper.writing import FORMATS, Content, layout, manuscript_of, write
from prongsai.paper.writing.content import Imprint

SAMPLES = resources.files("prongsai") / "samples"
PLAN = str(SAMPLES / "plan.docx")
PROGRESS = str(SAMPLES / "progress-full.txt")
KEY = SealingKey(bytes(range(32)))

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def run(*words: str) -> tuple[int, str, str]:
        code = cli.run(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """An issued paper, as an office would hand it on."""
    imprint = Imprint("issued", "12/2569", 1, date(2026, 11, 2), code="ABCD-EFGH", digest="0" * 64)
    content = Content(read(Path(PLAN)), imprint=imprint)
    file = tmp_path / "issued.docx"
    file.write_bytes(seal(write(manuscript_of(content, layout("plan")), "docx"), KEY))
    return file


@pytest.mark.parametrize("to", FORMATS)
def test_a_paper_is_written_in_every_format_by_the_ending_of_the_file(said: Said, tmp_path: Path, to: str) -> None:
    out = tmp_path / f"out.{to}"
    code, printed, complaint = said("write", PLAN, "--layout", "plan", "-o", str(out))
    assert (code, complaint) == (0, "")
    assert out.stat().st_size > 1_000
    assert str(out) in printed


def test_the_layout_is_the_one_that_matches_where_none_is_named(said: Said, tmp_path: Path) -> None:
    _, printed, _ = said("write", PROGRESS, "-o", str(tmp_path / "out.html"), "--json")
    assert json.loads(printed)["layout"] == "progress-full"


def test_what_is_written_is_read_again_as_the_same_measures(said: Said, tmp_path: Path) -> None:
    out = tmp_path / "again.docx"
    said("write", PROGRESS, "--layout", "progress-full", "--to", "docx", "-o", str(out))
    before, after = read(Path(PROGRESS)), read(out)
    assert [each.title for each in after.measures] == [each.title for each in before.measures]
    assert [each.status for each in after.measures] == [each.status for each in before.measures]


def test_next_years_plan_says_what_its_catalogue_changed(said: Said, tmp_path: Path) -> None:
    out = tmp_path / "next.json"
    code, printed, _ = said("write", PLAN, "--layout", "plan", "-o", str(out), "--year", "2567", "--json")
    done = json.loads(printed)
    assert (code, done["schema"], done["format"]) == (0, "prongsai/written/1", "json")
    assert json.loads(out.read_text("utf-8"))["fiscal_year"] == 2567
    assert done["changes"]


def test_thai_digits_are_a_choice(said: Said, tmp_path: Path) -> None:
    out = tmp_path / "thai.html"
    said("write", PLAN, "-o", str(out), "--digits", "thai")
    assert "๒๕๖๖" in out.read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("--layout", "no-such-layout", "-o", "out.docx"),
        ("-o", "out.doc"),
        ("-o", "out"),
        ("--to", "rtf", "-o", "out"),
        ("-o", "no-such-folder/out.docx"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_leaves_no_file(
    said: Said, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = said("write", PLAN, *words)
    assert (code, out) == (2, "")
    assert err.startswith("prongsai: ")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_an_issued_file_is_verified_without_anybodys_help(said: Said, issued: Path) -> None:
    code, out, _ = said("verify", str(issued))
    assert code == 0
    assert KEY.fingerprint in out


def test_one_changed_byte_fails(said: Said, issued: Path) -> None:
    content = bytearray(issued.read_bytes())
    content[len(content) // 2] ^= 1
    issued.write_bytes(bytes(content))
    code, out, _ = said("verify", str(issued), "--json")
    assert code == 1
    assert json.loads(out)["state"] == "changed"


def test_somebody_elses_seal_is_told_by_its_fingerprint(said: Said, issued: Path) -> None:
    assert said("verify", str(issued), "--key", KEY.fingerprint.upper())[0] == 0
    other = SealingKey(bytes(32)).fingerprint
    code, out, _ = said("verify", str(issued), "--key", other, "--json")
    found: dict[str, Any] = json.loads(out)
    assert (code, found["state"], found["expected_key"]) == (1, "intact", False)


def test_a_file_that_was_never_issued_has_no_seal(said: Said) -> None:
    code, out, _ = said("verify", PLAN, "--language", "en")
    assert code == 1
    assert "no seal" in out


def test_a_file_that_is_not_there_is_one_line(said: Said, tmp_path: Path) -> None:
    code, out, err = said("verify", str(tmp_path / "nothing.pdf"))
    assert (code, out, err.count("\n")) == (2, "", 1)
