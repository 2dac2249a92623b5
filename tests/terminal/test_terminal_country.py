"""`prongsai country`: says that all of it is made up, leaves other folders alone, and hands on to `prongsai score`."""

import json
from pathlib import Path

import pytest

from prongsai import cli

SMALL = ("--year", "2568", "--agencies", "20", "--respondents", "400")


def test_it_says_that_nothing_is_real_and_what_comes_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "country"
    assert cli.run(["country", "-o", str(folder), *SMALL]) == 0
    said = capsys.readouterr()
    assert "ข้อมูลสมมติ" in said.out
    assert f"prongsai score {folder} --year 2568" in said.out
    assert said.err == ""


def test_json_is_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["country", "-o", str(tmp_path / "a"), *SMALL, "--format", "csv", "--long", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["synthetic"] is True
    assert sum(document["respondents"].values()) == 400
    assert (tmp_path / "a" / "answers_iit.csv").is_file()


def test_a_folder_with_other_files_is_2_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("kept")
    assert cli.run(["country", "-o", str(tmp_path), *SMALL]) == 2
    err = capsys.readouterr().err
    assert err.startswith("prongsai: ")
    assert err.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]
