"""`prongsai outlook`: the way to the next level, as lines and as one document."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from builders import a_reading
from core.sheets import sheet
from prongsai import cli
from prongsai.cli_outlook import outlook_json, outlook_lines, outlook_of
from prongsai.core.errors import Problem
from prongsai.core.records import Finding, Result

PAPER = Path(__file__).parents[1] / "paper" / "corpus" / "07-analysis-two-parts-2567.md"
OF_2568 = PAPER.with_name("13-analysis-one-year-2568.txt")
LEVEL = re.compile(r"(?:Level: )?(?:ผ่านดีเยี่ยม|ผ่านดี|ผ่าน)")
HIGHEST = sheet(2567, ["99.00"] * 10, level="ผ่านดีเยี่ยม")
NOTHING_KNOWN = Result(2567, indicators={"9": Decimal("95.00")})


def lines_of(*results: Result, language: str) -> list[str]:
    return list(outlook_lines(*outlook_of(a_reading(results=results, findings=()), None), language))


def test_lines_say_where_the_result_stands_what_gives_most_and_the_sum_behind(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.run(["outlook", str(PAPER)]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "ปีงบประมาณ 2567: 89.55 ผ่าน"
    assert rest[0].startswith("  + 2.50  เปิดเผย o35")
    assert "ผ่านดี: EIT2 ขาด 2.85" in rest
    assert any("0.30×89.74 + 0.30×88.53 + 0.40×91.25 = 89.98" in line for line in rest)


def test_english_lines_are_english_but_for_the_official_names_of_levels(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["outlook", str(PAPER), "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "short by" in out
    assert not re.search("[ก-๛]", LEVEL.sub("", out))


def test_a_level_that_is_named_is_the_only_one_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["outlook", str(PAPER), "--json"]) == 0
    every = json.loads(capsys.readouterr().out)["levels"]
    assert cli.run(["outlook", str(PAPER), "--json", "--level", "ผ่านดี"]) == 0
    named = json.loads(capsys.readouterr().out)["levels"]
    assert [each["level"] for each in every] == ["ผ่านดี", "ผ่านดีเยี่ยม"]
    assert named == every[:1]


@pytest.mark.parametrize("level", ["ผ่าน", "AA", ""])
def test_a_level_that_is_not_above_is_2_and_those_above_are_named(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["outlook", str(PAPER), "--level", level]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "ผ่านดี, ผ่านดีเยี่ยม" in err


@pytest.mark.parametrize("year", ["2563", "2570"])
def test_a_year_without_a_framework_is_2_and_the_known_years_are_named(
    year: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(OF_2568.read_text("utf-8").replace("2568", year), "utf-8")
    assert cli.run(["outlook", str(paper)]) == 2
    assert f"no assessment framework for fiscal year {year} (known: 2564-2569)" in " ".join(
        capsys.readouterr().err.lower().split()
    )


def test_of_two_years_the_newest_is_looked_at() -> None:
    framework, _ = outlook_of(a_reading(results=(sheet(2567, ["90.00"] * 10), sheet(2566, ["80.00"] * 10))), None)
    assert framework.fiscal_year == 2567


def test_a_paper_without_scores_is_a_problem() -> None:
    with pytest.raises(Problem, match="no scores"):
        outlook_of(a_reading(results=()), None)


def test_an_item_that_a_finding_names_is_reckoned_as_lost() -> None:
    reading = a_reading(
        results=(sheet(2567, ["90.00"] * 10),), findings=(Finding(tool="OIT", code="o35"), Finding(code="e1"))
    )
    document = outlook_json(*outlook_of(reading, None))
    assert {"o35", "e1"} & set(document["lost"]) == {"o35"}
    assert {"code": "o35", "to": None} in [{key: each[key] for key in ("code", "to")} for each in document["gains"]]


@pytest.mark.parametrize(("language", "sentence"), [("th", "อยู่ในระดับสูงสุดแล้ว"), ("en", "This is the highest level.")])
def test_the_highest_level_says_that_there_is_none_above(language: str, sentence: str) -> None:
    assert lines_of(HIGHEST, language=language)[-1] == sentence


def test_too_few_scores_for_a_level_are_told_so_and_no_total_is_invented() -> None:
    lines = lines_of(NOTHING_KNOWN, language="en")
    assert lines[0] == "Fiscal year 2567: -"
    assert lines[-1] == "The paper prints too few scores to tell its level."
    assert outlook_json(*outlook_of(a_reading(results=(NOTHING_KNOWN,)), None))["total"] is None
