from __future__ import annotations

from decimal import Decimal

import pytest

from prongsai.core.errors import Problem
from prongsai.core.framework import load
from prongsai.core.levels import level_of
from prongsai.core.nation.counting import Statements
from prongsai.core.nation.whatif import (
    NOTHING_ASSUMED,
    Options,
    Threshold,
    applied,
    check_agencies,
    read_threshold,
    read_weight,
)


def test_without_options_the_year_stays_as_it_is() -> None:
    framework = load(2568)

    assert applied(framework, NOTHING_ASSUMED) is framework
    assert not NOTHING_ASSUMED.is_assumed
    assert not Options(in_points=True).is_assumed


@pytest.mark.parametrize(
    "options",
    [
        Options(weights={"IIT": Decimal("0.4"), "OIT": Decimal("0.3")}),
        Options(thresholds={"ผ่านดี": Threshold(Decimal(80))}),
        Options(rule_of=2565),
        Options(without=("A1",)),
        Options(statements=Statements.ALIKE),
    ],
)
def test_whatever_changes_a_result_is_an_assumption(options: Options) -> None:
    assert options.is_assumed


def test_weights_are_changed_where_they_are_said() -> None:
    tools = applied(load(2568), Options(weights={"IIT": Decimal("0.2"), "OIT": Decimal("0.5")})).tools

    assert {tool.code: tool.weight for tool in tools} == {
        "IIT": Decimal("0.2"),
        "EIT": Decimal("0.30"),
        "OIT": Decimal("0.5"),
    }


@pytest.mark.parametrize(
    ("options", "th", "en"),
    [
        (Options(weights={"IIT": Decimal("0.2")}), "รวมได้ 0.90", "come to 0.90"),
        (Options(weights={"IIT": Decimal("-0.1"), "OIT": Decimal("0.8")}), "ติดลบ", "negative"),
        (Options(weights={"XIT": Decimal(1)}), "ไม่มีเครื่องมือ “XIT”", "no tool “XIT”"),
        (Options(rule_of=2510), "2510", "2510"),
        (Options(thresholds={"ดีมาก": Threshold(Decimal(80))}), "ไม่มีระดับ “ดีมาก”", "no level “ดีมาก”"),
        (Options(thresholds={"ผ่านดี": Threshold(Decimal(101))}), "0 ถึง 100", "0 to 100"),
        (Options(thresholds={"ผ่านดี": Threshold(Decimal("80.001"))}), "สองตำแหน่ง", "two decimals"),
        (Options(thresholds={"ผ่านดี": Threshold(Decimal(80), Decimal(-1))}), "0 ถึง 100", "0 to 100"),
        (Options(thresholds={"ต้องปรับปรุงโดยด่วน": Threshold(Decimal(5))}), "ต่ำสุด", "lowest"),
        (Options(rule_of=2565, thresholds={"A": Threshold(Decimal(80), Decimal(80))}), "คะแนนรวม", "total alone"),
    ],
)
def test_what_cannot_be_is_said(options: Options, th: str, en: str) -> None:
    with pytest.raises(Problem) as problem:
        applied(load(2568), options)

    assert th in problem.value.th
    assert en in problem.value.en


def test_a_threshold_changes_one_level() -> None:
    before = load(2568)
    after = applied(before, Options(thresholds={"ผ่านดี": Threshold(Decimal(80), Decimal("79.5"))}))
    tools = {code: Decimal(80) for code in ("IIT", "EIT1", "EIT2", "OIT")}

    assert level_of(before, Decimal(80), tools).level == "ต้องปรับปรุง"
    assert level_of(after, Decimal(80), tools).level == "ผ่านดี"
    assert [band.name for band in after.levels] == [band.name for band in before.levels]


def test_a_threshold_of_the_total_alone_leaves_that_of_the_tools() -> None:
    after = applied(load(2568), Options(thresholds={"ผ่านดี": Threshold(Decimal(80))}))

    assert [(band.total_min, band.each_tool_min) for band in after.levels if band.name == "ผ่านดี"] == [(80, 85)]


def test_another_years_letters_go_by_the_total() -> None:
    after = applied(load(2568), Options(rule_of=2565))

    assert level_of(after, Decimal("95.10"), {"IIT": Decimal(10)}).level == "AA"


def test_another_years_rule_compares_what_this_year_asks() -> None:
    after = applied(load(2565), Options(rule_of=2568))

    assert after.level_rule.tools_compared == ("IIT", "EIT", "OIT")
    verdict = level_of(after, Decimal(96), {"IIT": Decimal(97), "EIT": Decimal("84.99"), "OIT": Decimal(99)})
    assert (verdict.level, verdict.certain, verdict.held_by) == ("ผ่าน", True, ("EIT",))


def test_an_agency_to_be_left_out_must_be_on_the_list() -> None:
    check_agencies(Options(without=("A1",)), ["A1", "A2"])
    with pytest.raises(Problem, match="no agency “A3”"):
        check_agencies(Options(without=("A3",)), ["A1", "A2"])
    with pytest.raises(Problem, match="Not every agency"):
        check_agencies(Options(without=("A1", "A2")), ["A1", "A2"])


def test_weights_and_thresholds_are_read_as_typed() -> None:
    assert read_weight(" iit=0.25 ") == ("IIT", Decimal("0.25"))
    assert read_threshold("ผ่านดี=80") == ("ผ่านดี", Threshold(Decimal(80)))
    assert read_threshold("ผ่านดี = 80 / 75.5") == ("ผ่านดี", Threshold(Decimal(80), Decimal("75.5")))


@pytest.mark.parametrize("text", ["", "IIT", "IIT=", "=0.3", "IIT=x", "IIT=nan", "IIT=inf"])
def test_a_weight_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="write it as"):
        read_weight(text)


@pytest.mark.parametrize("text", ["", "ผ่านดี", "ผ่านดี=", "=80", "ผ่านดี=80/", "ผ่านดี=x/80", "ผ่านดี=80/80/80"])
def test_a_threshold_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="write it as"):
        read_threshold(text)
