"""`prongsai association`: which declared measures go with a better next year."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from apps.nation.made import a_run_file, what_if
from prongsai.cli import run
from prongsai.core.tables.national import RUN_TABLES

AGENCIES = 240
LIFT = 4.0


def rows(year: int, lifted: bool) -> dict[str, list[dict[str, Any]]]:
    """Agencies that score by chance; in the later year every third one, in every province, is lifted in indicator 9."""
    chance = Random(year)
    made: dict[str, list[dict[str, Any]]] = {table.code: [] for table in RUN_TABLES}
    for number in range(AGENCIES):
        code = f"{number:04}"
        points = 70 + number % 20 + chance.gauss(0, 0.5) + (LIFT if lifted and number % 3 == 0 else 0)
        made["agencies"].append(
            {
                "agency": code,
                "name": code,
                "kind": "อบต.",
                "province": f"จ{number % 31}",
                "total": f"{points:.2f}",
                "level": "ผ่าน",
            }
        )
        for indicator in range(1, 11):
            value = points if indicator == 9 else 80
            made["scores"].append(
                {"agency": code, "kind": "indicator", "code": str(indicator), "part": "", "points": f"{value:.2f}"}
            )
    return made


@pytest.fixture
def years(tmp_path: Path) -> tuple[str, str]:
    before, after = tmp_path / "2565.zip", tmp_path / "2566.zip"
    before.write_bytes(a_run_file(rows(2565, lifted=False), year=2565))
    after.write_bytes(a_run_file(rows(2566, lifted=True), year=2566))
    return str(before), str(after)


@pytest.fixture
def measures(tmp_path: Path) -> str:
    file = tmp_path / "measures.csv"
    declared = [f"{number:04},structure-page" for number in range(0, AGENCIES, 3)] + ["0001,law-page", "0002,law-page"]
    file.write_text("\n".join(["agency,practice", *declared]), "utf-8")
    return str(file)


def test_a_planted_measure_stands_out_and_a_thin_one_is_refused(
    years: tuple[str, str], measures: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["association", *years, "--measures", measures, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    told = {(each["practice"], each["outcome"]): each for each in answer["associations"]}
    planted = told["structure-page", "9"]

    assert (answer["schema"], answer["before"], answer["after"], answer["agencies"]) == (
        "prongsai/association/1",
        2565,
        2566,
        AGENCIES,
    )
    assert float(planted["low"]) <= LIFT <= float(planted["high"])
    assert planted["found"]
    thin = {(each["practice"], each["outcome"]): each for each in answer["refused"]}["law-page", "total"]
    assert (thin["declared"], thin["declarers_missing"]) == (2, 28)


def test_people_read_it_as_lines_that_claim_no_cause(
    years: tuple[str, str], measures: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["association", *years, "--measures", measures]) == 0
    told = capsys.readouterr().out

    assert "structure-page" in told
    assert "สัมพันธ์กับผลที่ต่างจากคู่เทียบ" in told
    assert "ขาดอีก 28 แห่ง" in told
    assert "ไม่ใช่หลักฐานว่ามาตรการเป็นเหตุ" in told
    assert "ทำให้" not in told


def test_the_answer_is_kept_as_a_file_too(years: tuple[str, str], measures: str, tmp_path: Path) -> None:
    out = tmp_path / "answer.json"

    assert run(["association", *years, "--measures", measures, "-o", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["schema"] == "prongsai/association/1"


def test_rows_that_could_not_be_used_are_told_and_seen_in_the_exit_code(
    years: tuple[str, str], measures: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "more.csv"
    odd = "\n9999,structure-page\n0003,nothing-known\n0003,\n, structure-page\n"
    file.write_text(Path(measures).read_text("utf-8") + odd, "utf-8")

    assert run(["association", *years, "--measures", str(file)]) == 1
    told = capsys.readouterr().out
    assert "“nothing-known” ไม่ได้นำมาคิด 1 แถว" in told
    assert "ไม่มีรหัสหน่วยงานหรือรหัสมาตรการ ไม่ได้นำมาคิด 2 แถว" in told
    assert "ไม่มีผลทั้งสองปี ไม่ได้นำมาคิด 1 แห่ง" in told


def test_a_supposed_run_says_so(
    years: tuple[str, str], measures: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supposed = tmp_path / "supposed.zip"
    supposed.write_bytes(a_run_file(rows(2566, lifted=True), year=2566, supposed=what_if(weights={"IIT": "0.2"})))

    assert run(["association", years[0], str(supposed), "--measures", measures]) == 0
    assert "สมมติ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("gone.csv", None, "ไม่พบแฟ้ม"),
        ("empty.csv", "", "ไม่มีข้อมูล"),
        ("odd.csv", "agency,measure\n1,law-page\n", "ไม่มีคอลัมน์ practice"),
        ("unknown.csv", "agency,practice\n1,nothing\n", "ไม่มีแถวใด"),
        ("odd.txt", "agency,practice\n1,law-page\n", ".csv"),
    ],
)
def test_a_list_of_measures_that_is_none_is_one_clear_line(
    years: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    content: str | None,
    said: str,
) -> None:
    path = tmp_path / file
    if content is not None:
        path.write_text(content, "utf-8")

    assert run(["association", *years, "--measures", str(path)]) == 2
    caught = capsys.readouterr()
    assert said in caught.err
    assert caught.err.count("\n") == 1


def test_years_the_wrong_way_round_and_files_that_are_no_runs_are_refused(
    years: tuple[str, str], measures: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"PK no zip")

    assert run(["association", years[1], years[0], "--measures", measures]) == 2
    assert "ปีก่อนหน้าก่อน" in capsys.readouterr().err
    assert run(["association", years[0], str(other), "--measures", measures]) == 2
    assert "ZIP" in capsys.readouterr().err
    assert run(["association", years[0], str(tmp_path / "none.zip"), "--measures", measures]) == 2
    assert "ไม่พบแฟ้ม" in capsys.readouterr().err
