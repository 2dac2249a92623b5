from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from core.sheets import CELLS, consistent_sheets, sheet, value_of, with_value, wrong_values
from prongsai.core.framework import Confidence, Framework, load
from prongsai.core.reconcile import Kind, reconcile
from prongsai.core.records import Printed, Result
from prongsai.core.scoring import reach_confidence

TOOLS = ("IIT", "EIT", "OIT")
NUMBERS = tuple(str(number) for number in range(1, 11))
SLACK = Decimal("0.05")  # five indicators, each printed half a hundredth off, and the tool half a hundredth more


def doubtful(framework: Framework) -> set[Kind]:
    """Where the year's items are unverified, an unreachable value blames nobody and may stay."""
    unverified = reach_confidence(framework, 9) is Confidence.UNVERIFIED
    return {Kind.UNREACHABLE} if unverified else set()


@given(consistent_sheets())
def test_a_consistent_sheet_raises_no_alarm(result: Result) -> None:
    reconciliation = reconcile(result, load(result.fiscal_year))

    assert reconciliation.contradictions == ()
    assert reconciliation.diagnoses == ()
    assert set(CELLS) == reconciliation.agreeing


@given(consistent_sheets(), st.data())
def test_a_consistent_sheet_with_cells_left_out_raises_no_alarm(result: Result, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(CELLS)))
    part = replace(
        result,
        total=result.total if "total" in kept else None,
        tools={cell: value for cell, value in result.tools.items() if cell in kept},
        indicators={cell: value for cell, value in result.indicators.items() if cell in kept},
    )

    assert reconcile(part, load(part.fiscal_year)).contradictions == ()


@given(consistent_sheets(), st.sampled_from(CELLS), st.data())
def test_one_wrong_cell_is_always_reported(result: Result, cell: str, data: st.DataObject) -> None:
    wrong = with_value(result, cell, data.draw(wrong_values(value_of(result, cell))))

    assert reconcile(wrong, load(result.fiscal_year)).contradictions


@given(consistent_sheets(), st.sampled_from(("total", *TOOLS)), st.data())
def test_a_wrong_tool_or_total_is_named_with_the_value_that_repairs_it(
    result: Result, cell: str, data: st.DataObject
) -> None:
    wrong = with_value(result, cell, data.draw(wrong_values(value_of(result, cell))))
    reconciliation = reconcile(wrong, load(result.fiscal_year))

    assert reconciliation.suspects == (cell,)
    (repair,) = reconciliation.named
    assert isinstance(repair.value, Decimal)
    assert abs(repair.value - value_of(result, cell)) <= Decimal("0.01")
    assert reconcile(with_value(wrong, cell, repair.value), load(result.fiscal_year)).contradictions == ()


@given(consistent_sheets(), st.sampled_from(NUMBERS), st.data())
def test_a_wrong_indicator_is_narrowed_to_its_tool_each_suspect_with_its_repair(
    result: Result, cell: str, data: st.DataObject
) -> None:
    framework = load(result.fiscal_year)
    wrong = with_value(result, cell, data.draw(wrong_values(value_of(result, cell))))
    reconciliation = reconcile(wrong, framework)

    siblings = framework.tool_of(int(cell)).indicators
    assert cell in reconciliation.suspects
    assert set(reconciliation.suspects) <= {str(number) for number in siblings}
    for (repair,) in reconciliation.diagnoses:
        assert isinstance(repair.value, Decimal)
        left = reconcile(with_value(wrong, repair.cell, repair.value), framework).contradictions
        assert {each.kind for each in left} <= doubtful(framework)
    (own,) = reconciliation.repairs_of(cell)
    assert isinstance(own.value, Decimal)
    assert abs(own.value - value_of(result, cell)) <= SLACK


@given(consistent_sheets(), st.sampled_from(CELLS), st.data())
def test_a_second_table_names_the_wrong_cell_of_the_first(result: Result, cell: str, data: st.DataObject) -> None:
    right = value_of(result, cell)
    wrong = with_value(result, cell, data.draw(wrong_values(right)))
    second = tuple(Printed(each, value_of(result, each)) for each in CELLS)
    reconciliation = reconcile(replace(wrong, printed=second), load(result.fiscal_year))

    assert [(repair.cell, repair.value) for repair in reconciliation.named] == [(cell, right)]
    assert reconciliation.suspects == (cell,)


@given(consistent_sheets(), st.sampled_from(CELLS), st.data())
def test_a_wrong_cell_of_the_second_table_does_not_cast_doubt_on_the_first(
    result: Result, cell: str, data: st.DataObject
) -> None:
    right = value_of(result, cell)
    off = data.draw(wrong_values(right))
    reconciliation = reconcile(replace(result, printed=(Printed(cell, off),)), load(result.fiscal_year))

    assert [each.kind for each in reconciliation.contradictions] == [Kind.TWO_VALUES]
    assert [(repair.printed, repair.value) for repair in reconciliation.named] == [(off, right)]


@given(consistent_sheets(), st.sampled_from(("9", "10")), st.data())
def test_an_unreachable_indicator_is_named_exactly(result: Result, cell: str, data: st.DataObject) -> None:
    framework = load(result.fiscal_year)
    assume(reach_confidence(framework, int(cell)) is not Confidence.UNVERIFIED)
    wrong = with_value(result, cell, data.draw(wrong_values(value_of(result, cell))))
    reconciliation = reconcile(wrong, framework)
    assume(any(each.kind is Kind.UNREACHABLE for each in reconciliation.contradictions))

    assert reconciliation.suspects == (cell,)


def test_without_a_total_the_level_decides_between_a_tool_and_its_indicators() -> None:
    printed = sheet(
        2566,
        ["90.00"] * 8 + ["100.00", "100.00"],
        level="ผ่านดี",
        tools={"IIT": "70.00", "EIT": "90.00", "OIT": "100.00"},
    )
    reconciliation = reconcile(printed, load(2566))

    assert reconciliation.suspects == ("IIT",)


def test_with_neither_total_nor_level_both_the_tool_and_its_indicators_stay_suspect() -> None:
    printed = sheet(2566, ["90.00"] * 8 + ["100.00", "100.00"], tools={"IIT": "88.00", "EIT": "90.00", "OIT": "100.00"})

    assert set(reconcile(printed, load(2566)).suspects) == {"IIT", "1", "2", "3", "4", "5"}


def test_a_level_that_no_figure_supports_is_named() -> None:
    printed = sheet(
        2564,
        ["90.00"] * 8 + ["100.00", "100.00"],
        total="94.00",
        level="AA",
        tools={"IIT": "90.00", "EIT": "90.00", "OIT": "100.00"},
    )
    reconciliation = reconcile(printed, load(2564))

    assert [(repair.cell, repair.value) for repair in reconciliation.named] == [("level", "A")]


def test_a_printed_eit_that_is_one_part_is_named_and_the_total_upheld() -> None:
    printed = sheet(
        2566,
        ["100", "99.24", "100", "100", "100", "90.58", "91.20", "88.56", "92.50", "100"],
        total="95.49",
        level="ผ่าน",
        tools={"IIT": "99.85", "EIT": "96.84", "OIT": "96.25"},
    )
    reconciliation = reconcile(printed, load(2566))

    assert [(repair.cell, repair.value) for repair in reconciliation.named] == [("EIT", Decimal("90.11"))]


def test_two_wrong_tools_and_a_total_that_fits_neither_are_all_reported() -> None:
    printed = sheet(
        2565,
        ["99.73", "93.08", "99.27", "98.34", "98.89", "87.15", "92.34", "96.14", "92.14", "100"],
        total="94.49",
        level="A",
        tools={"IIT": "94.90", "EIT": "90.38", "OIT": "96.07"},
    )
    found = {(each.kind, each.cell): each.expected for each in reconcile(printed, load(2565)).contradictions}

    assert found == {
        (Kind.TOOL_MEAN, "IIT"): Decimal("97.86"),
        (Kind.TOOL_MEAN, "EIT"): Decimal("91.88"),
        (Kind.TOTAL, "total"): Decimal("94.01"),
    }


def test_with_very_many_double_prints_only_the_first_ones_are_weighed() -> None:
    numbers = [str(number) for number in range(1, 9)]
    printed = sheet(2566, ["90.00"] * 8 + ["100.00"] * 2, again=dict.fromkeys(numbers, "50.00"))
    reconciliation = reconcile(printed, load(2566))

    assert len(reconciliation.contradictions) == 8
    assert reconciliation.suspects == ()


def test_an_unreachable_value_beside_two_tools_that_are_not_printed_still_has_its_nearest_value() -> None:
    printed = sheet(2566, ["90.00"] * 8 + ["92.47", "100.00"], total="91.00")
    printed = replace(printed, indicators={number: printed.indicators[number] for number in ("9", "10")})
    (found,) = reconcile(printed, load(2566)).contradictions

    assert (found.kind, found.expected) == (Kind.UNREACHABLE, Decimal("92.50"))


def test_a_difference_in_the_last_digit_between_two_tables_is_told_but_blames_nobody() -> None:
    printed = sheet(
        2566,
        ["90.00"] * 8 + ["100.00"] * 2,
        total="94.00",
        tools={"IIT": "90.00", "EIT": "90.00", "OIT": "100.00"},
        again={"7": "90.01"},
    )
    reconciliation = reconcile(printed, load(2566))

    assert [each.kind for each in reconciliation.contradictions] == [Kind.TWO_VALUES]
    assert reconciliation.suspects == ()
