from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sheets import consistent_sheets, hundredths, sheet
from prongsai.core.framework import YEARS, load
from prongsai.core.levels import band_of, higher_levels, implied_part, level_of
from prongsai.core.records import Result

BEST, GOOD, PASS, POOR, WORST = "ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"
DETAILS = ["100", "99.24", "100", "100", "100", "90.58", "91.20", "88.56", "92.50", "100"]
ONE_PART_PRINTED = sheet(
    2566, DETAILS, total="95.49", level=PASS, tools={"IIT": "99.85", "EIT": "96.84", "OIT": "96.25"}
)


def figures(**values: str) -> dict[str, Decimal]:
    return {code: Decimal(value) for code, value in values.items()}


@pytest.mark.parametrize(
    ("total", "level"),
    [
        ("100.00", "AA"),
        ("95.00", "AA"),
        ("94.99", "A"),
        ("85.00", "A"),
        ("84.99", "B"),
        ("65.00", "C"),
        ("64.99", "D"),
        ("50.02", "E"),
        ("49.99", "F"),
        ("0.00", "F"),
    ],
)
def test_letters_go_by_the_total_alone(total: str, level: str) -> None:
    verdict = level_of(load(2564), Decimal(total), figures(IIT="10.00"))

    assert (verdict.level, verdict.certain, verdict.missing) == (level, True, ())


def test_thirteen_published_totals_have_their_published_letters() -> None:
    given_aa = ["98.04", "97.41", "97.37", "97.25", "97.08", "97.05", "96.38", "96.08"]
    given_a = ["94.73", "94.73", "94.46", "94.38", "94.37"]

    assert {level_of(load(2564), Decimal(total), {}).level for total in given_aa} == {"AA"}
    assert {level_of(load(2564), Decimal(total), {}).level for total in given_a} == {"A"}


@pytest.mark.parametrize(
    ("total", "tools", "level", "held_by"),
    [
        ("97.00", {"IIT": "97", "EIT1": "97", "EIT2": "97", "OIT": "97"}, BEST, ()),
        ("97.00", {"IIT": "99", "EIT1": "97", "EIT2": "94.99", "OIT": "97"}, GOOD, ("EIT2",)),
        ("94.99", {"IIT": "99", "EIT1": "97", "EIT2": "96", "OIT": "97"}, GOOD, ("total",)),
        ("95.49", {"IIT": "99.85", "EIT1": "96.84", "EIT2": "83.39", "OIT": "96.25"}, PASS, ("EIT2",)),
        ("84.99", {"IIT": "99", "EIT1": "99", "EIT2": "99", "OIT": "50"}, POOR, ("total",)),
        ("69.99", {"IIT": "99", "EIT1": "99", "EIT2": "99", "OIT": "50"}, WORST, ("total",)),
    ],
)
def test_pass_levels_go_by_the_total_and_four_tools(
    total: str, tools: dict[str, str], level: str, held_by: tuple[str, ...]
) -> None:
    verdict = level_of(load(2566), Decimal(total), figures(**tools))

    assert (verdict.level, verdict.certain, verdict.held_by) == (level, True, held_by)


@pytest.mark.parametrize(
    ("eit", "candidates"),
    [
        ("97.50", (BEST,)),  # the lower part is at least 95
        ("97.49", (BEST, GOOD)),
        ("92.50", (GOOD,)),  # the lower part is at least 85
        ("92.49", (GOOD, PASS)),
        ("84.99", (PASS,)),  # some part is below 85
    ],
)
def test_a_whole_eit_bounds_its_parts(eit: str, candidates: tuple[str, ...]) -> None:
    verdict = level_of(load(2566), Decimal("96.00"), figures(IIT="99", EIT=eit, OIT="99"))

    assert verdict.candidates == candidates
    assert verdict.certain == (len(candidates) == 1)
    assert verdict.missing == ("EIT1", "EIT2")


def test_one_printed_part_and_the_whole_give_the_other() -> None:
    verdict = level_of(load(2566), Decimal("95.49"), figures(IIT="99.85", EIT="90.11", EIT1="96.84", OIT="96.25"))

    assert (verdict.level, verdict.certain, verdict.held_by) == (PASS, True, ("EIT2",))


def test_nothing_known_of_a_tool_leaves_the_level_open() -> None:
    verdict = level_of(load(2566), Decimal("96.00"), figures(IIT="99"))

    assert verdict.candidates == (BEST, GOOD, PASS)
    assert set(verdict.missing) == {"EIT1", "EIT2", "OIT"}


@given(
    st.sampled_from(YEARS), hundredths, st.fixed_dictionaries(dict.fromkeys(("IIT", "EIT1", "EIT2", "OIT"), hundredths))
)
def test_with_every_tool_known_there_is_one_level(year: int, total: Decimal, tools: dict[str, Decimal]) -> None:
    assert level_of(load(year), total, tools).certain


@given(
    st.sampled_from(YEARS), hundredths, st.fixed_dictionaries(dict.fromkeys(("IIT", "EIT1", "EIT2", "OIT"), hundredths))
)
def test_leaving_the_parts_out_keeps_the_true_level_possible(
    year: int, total: Decimal, tools: dict[str, Decimal]
) -> None:
    framework = load(year)
    whole = {"IIT": tools["IIT"], "OIT": tools["OIT"], "EIT": (tools["EIT1"] + tools["EIT2"]) / 2}

    assert level_of(framework, total, tools).level in level_of(framework, total, whole).candidates


def test_higher_levels_are_listed_nearest_first() -> None:
    assert [band.name for band in higher_levels(load(2566), PASS)] == [GOOD, BEST]
    assert higher_levels(load(2566), BEST) == ()
    assert higher_levels(load(2566), "AA") == ()
    assert band_of(load(2565), " AA ") is load(2565).levels[0]
    assert band_of(load(2566), None) is None


def test_a_printed_eit_that_is_no_mean_is_part_one_and_gives_part_two() -> None:
    implied = implied_part(load(2566), ONE_PART_PRINTED)

    assert implied is not None
    assert (implied.printed_part, implied.part, implied.value) == ("EIT1", "EIT2", Decimal("83.39"))
    assert implied.tool_mean == Decimal("90.11")
    assert implied.explains_level


def test_without_indicators_the_total_gives_the_whole_of_eit() -> None:
    printed = sheet(2566, [], total="95.49", level=PASS, tools={"IIT": "99.85", "EIT": "96.84", "OIT": "96.25"})
    implied = implied_part(load(2566), printed)

    assert implied is not None
    assert implied.value is not None
    assert abs(implied.value - Decimal("83.39")) <= Decimal("0.07")  # the total's last digit weighs 1/0.3 in EIT, twice
    assert implied.explains_level


def test_a_level_lower_than_every_printed_tool_bounds_the_parts() -> None:
    printed = sheet(2566, [], total="93.00", level=PASS, tools={"IIT": "95.00", "EIT": "90.00", "OIT": "93.75"})
    implied = implied_part(load(2566), printed)

    assert implied is not None
    assert (implied.below, implied.other_above, implied.value) == (Decimal(85), Decimal(95), None)


@pytest.mark.parametrize(
    "printed",
    [
        sheet(2565, DETAILS, total="95.49", level="AA", tools={"EIT": "96.84"}),  # letters compare no parts
        sheet(2566, DETAILS, total="95.49", level=PASS),  # no EIT is printed
        sheet(2566, DETAILS, total="95.49", level=GOOD, tools={"IIT": "99.85", "EIT": "90.11", "OIT": "96.25"}),
        sheet(2566, DETAILS, total="95.49", level=PASS, tools={"IIT": "99.85", "EIT": "20.11", "OIT": "96.25"}),
        sheet(2566, DETAILS, total="95.49", level=PASS, tools={"EIT": "96.84", "EIT2": "83.39"}),
        sheet(2566, [], level=PASS, tools={"EIT": "96.84"}),
    ],
)
def test_figures_that_imply_nothing(printed: Result) -> None:
    assert implied_part(load(printed.fiscal_year), printed) is None


@given(consistent_sheets(with_level=False))
def test_a_consistent_sheet_without_level_implies_no_part(result: Result) -> None:
    assert implied_part(load(result.fiscal_year), result) is None
