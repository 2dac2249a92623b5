from dataclasses import replace
from decimal import Decimal

import pytest

from builders import a_measure, a_reading, a_result
from prongsai.core.corrections import FIELDS, correct, editable
from prongsai.core.errors import Problem
from prongsai.core.records import PaperKind, Period, Printed, Reading, Round, Status, Where

PAPER = a_reading(
    results=(a_result(printed=(Printed("7", Decimal("90.00"), Where(table=1)), Printed("7", Decimal("90.01")))),)
)


def value_at(reading: Reading, path: str) -> object:
    value: object = reading
    for step in path.split("/"):
        value = (
            value[int(step)]
            if isinstance(value, tuple)
            else value[step]
            if isinstance(value, dict)
            else getattr(value, step)
        )
    return value


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("agency/district", " หนองแค ", "หนองแค"),
        ("agency/province", "", None),
        ("fiscal_year", "๒๕๖๗", 2567),
        ("kind", "แผนหรือมาตรการ", PaperKind.PLAN),
        ("kind", "analysis", PaperKind.ANALYSIS),
        ("round", "12 เดือน", Round(12, "2022-10-01", "2023-10-01")),
        ("results/0/total", "๙๕.๔๙", Decimal("95.49")),
        ("results/0/indicators/7", "91.2", Decimal("91.20")),
        ("results/0/tools/EIT1", "96.84", Decimal("96.84")),
        ("results/0/level", "ผ่านดีเยี่ยม", "ผ่านดีเยี่ยม"),
        ("results/0/level", "aa", "AA"),
        ("results/0/rank", "1,589", 1589),
        ("results/0/fiscal_year", "66", 2566),
        ("findings/0/code", "E12", "e12"),
        ("findings/0/part", "ส่วนที่ 1", "public"),
        ("findings/0/items", "o13, ๐14, 015", ("o13", "o14", "o15")),
        ("findings/0/missing_elements", "๑, 4", (1, 4)),
        ("findings/0/tool", "oit", "OIT"),
        ("measures/0/owners", "กองคลัง, กองช่าง\nสำนักปลัด", ("กองคลัง", "กองช่าง", "สำนักปลัด")),
        ("measures/0/period", "ไตรมาส 1-2", Period("2022-10", "2023-03", "ไตรมาส 1-2")),
        ("measures/0/percent", "๘๐%", 80),
        ("measures/0/percent", "", None),
        ("measures/0/indicator", "9", 9),
        ("measures/0/title", "มาตรการ\nใหม่", "มาตรการ\nใหม่"),
        ("measures/0/status", "อยู่ระหว่าง ดำเนินการ", Status.IN_PROGRESS),
        ("measures/0/steps/1/status", "not_started", Status.NOT_STARTED),
        ("measures/0/steps/1/status", "", Status.UNKNOWN),
        ("measures/0/steps/1/number", "๓", "๓"),
    ],
)
def test_a_field_is_set_from_typed_text(path: str, text: str, value: object) -> None:
    assert value_at(correct(PAPER, path, text), path) == value


def test_only_that_field_changes() -> None:
    corrected = correct(PAPER, "measures/0/steps/1/text", "ขั้นใหม่")
    back = correct(corrected, "measures/0/steps/1/text", PAPER.measures[0].steps[1].text)
    assert corrected != PAPER
    assert back == PAPER


def test_a_path_may_go_by_dots() -> None:
    assert correct(PAPER, "measures.0.steps.1.result", "x") == correct(PAPER, "measures/0/steps/1/result", "x")


def test_an_emptied_score_leaves_its_cell() -> None:
    corrected = correct(PAPER, "results/0/indicators/7", "")
    assert "7" not in corrected.results[0].indicators
    assert [each.value for each in corrected.results[0].printed] == [Decimal("90.01")]


def test_a_corrected_score_replaces_its_own_print_only() -> None:
    corrected = correct(PAPER, "results/0/indicators/7", "91.20")
    assert corrected.results[0].printed == (
        Printed("7", Decimal("91.20"), Where(table=1)),
        Printed("7", Decimal("90.01")),
    )


def test_a_corrected_status_is_the_only_tick_left() -> None:
    paper = replace(PAPER, measures=(a_measure(marked=(Status.DONE, Status.IN_PROGRESS)),))
    assert correct(paper, "measures/0/status", "in_progress").measures[0].marked == (Status.IN_PROGRESS,)


def test_corrected_codes_are_spelt_as_corrected() -> None:
    paper = replace(PAPER, measures=(a_measure(codes=("o38",), printed_codes=("038",)),))
    assert correct(paper, "measures/0/codes", "o39").measures[0].printed_codes == ("o39",)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("fiscal_year", "ปีหน้า"),
        ("results/0/fiscal_year", ""),
        ("results/0/total", "101"),
        ("results/0/total", "95.499"),
        ("results/0/total", "NaN"),
        ("results/0/total", "เก้าสิบ"),
        ("results/0/level", "ดีมาก"),
        ("measures/0/percent", "101"),
        ("measures/0/percent", "-1"),
        ("measures/0/percent", "²"),
        ("measures/0/indicator", "11"),
        ("measures/0/codes", "x1"),
        ("measures/0/codes", "o13 o14"),
        ("measures/0/period", "กองคลัง"),
        ("measures/0/status", "ดีมาก"),
        ("findings/0/code", "e1, e2"),
        ("findings/0/items", "e1"),
        ("findings/0/tool", "XIT"),
        ("findings/0/part", "3"),
        ("round", "9"),
        ("kind", "จดหมาย"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_in_both_languages(path: str, text: str) -> None:
    with pytest.raises(Problem) as caught:
        correct(PAPER, path, text)
    assert "ใช้กับช่อง" in caught.value.th
    assert editable(path).en in caught.value.en


@pytest.mark.parametrize(
    "path",
    [
        "",
        "source/sha256",
        "measures/9/title",
        "measures/0/where",
        "measures/x/title",
        "results/0/indicators/11",
        "agency",
        "measures/0",
    ],
)
def test_what_is_no_field_cannot_be_corrected(path: str) -> None:
    with pytest.raises(Problem, match="no field"):
        correct(PAPER, path, "x")


def test_a_round_without_a_year_has_no_days() -> None:
    assert correct(replace(PAPER, fiscal_year=None), "round", "๖").round == Round(6)


@pytest.mark.parametrize("pattern", [path for path in FIELDS if path != "results/*/fiscal_year"])
def test_every_field_but_a_results_year_can_be_emptied(pattern: str) -> None:
    path = pattern.replace("*", "0")
    emptied = correct(PAPER, path, "")
    assert correct(emptied, path, "") == emptied
