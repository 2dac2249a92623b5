import pytest

from builders import ALL_COLUMNS, a_measure, a_reading, a_step
from prongsai.core.checks.measures import measure_checks
from prongsai.core.records import Columns, PaperKind, Period, Reading, Where


def codes(reading: Reading) -> list[str]:
    return [check.code for check in measure_checks(reading)]


def test_a_consistent_paper_raises_nothing() -> None:
    assert codes(a_reading()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"owners": ()}, "measure.no_owner"),
        ({"period": None}, "measure.no_period"),
        ({"monitoring": " - "}, "measure.no_monitoring"),
    ],
)
def test_an_empty_cell_of_a_column_the_paper_has_is_told(changes: dict[str, object], code: str) -> None:
    paper = a_reading(
        measures=(a_measure(), a_measure(number="2", title="อีกมาตรการ", where=Where(table=1, row=5), **changes))
    )
    (check,) = measure_checks(paper)
    assert (check.code, check.where.row) == (code, 5)
    assert "อีกมาตรการ" in check.message


@pytest.mark.parametrize(("column", "changes"), [("period", {"period": None}), ("monitoring", {"monitoring": ""})])
def test_a_column_that_nobody_drew_is_no_gap(column: str, changes: dict[str, object]) -> None:
    paper = a_reading(
        columns=Columns(ALL_COLUMNS - {column}), measures=(a_measure(**changes), a_measure(number="2", **changes))
    )
    assert codes(paper) == []


def test_owners_and_periods_of_the_steps_are_the_measures_too() -> None:
    step = a_step(owners=("กองคลัง",), period=Period("2022-10", "2022-12", "ไตรมาส 1"))
    assert codes(a_reading(measures=(a_measure(owners=(), period=None, steps=(step,)),))) == []


def test_a_paper_in_which_nobody_owns_anything_is_told_once() -> None:
    measures = (a_measure(owners=()), a_measure(number="2", owners=()))
    for columns in (ALL_COLUMNS, frozenset({"title", "steps"})):
        assert codes(a_reading(measures=measures, columns=Columns(columns))) == ["measure.no_owner"]


def test_an_analysis_may_advise_without_owners() -> None:
    columns = Columns(frozenset({"finding", "title"}))
    paper = a_reading(kind=PaperKind.ANALYSIS, measures=(a_measure(owners=()),), columns=columns)
    assert codes(paper) == []
    assert codes(a_reading(kind=PaperKind.ANALYSIS, measures=paper.measures)) == ["measure.no_owner"]


def test_a_period_after_the_year_is_outside_it() -> None:
    late = Period("2023-10", "2023-12", "ต.ค. - ธ.ค. 2566")
    (check,) = measure_checks(a_reading(measures=(a_measure(steps=(a_step(period=late),)),)))
    assert check.code == "period.outside_year"
    assert "ต.ค. - ธ.ค. 2566" in check.message


def test_a_plan_may_run_in_the_year_after_its_result_but_not_later() -> None:
    next_year, too_late = (
        Period("2023-10", "2024-09", "ปีงบประมาณ 2567"),
        Period("2024-10", "2024-12", "ต.ค. - ธ.ค. 2567"),
    )
    for period, expected in ((next_year, []), (too_late, ["period.outside_year"])):
        assert codes(a_reading(kind=PaperKind.PLAN, measures=(a_measure(period=period),))) == expected


def test_a_period_without_months_is_inside_every_year() -> None:
    assert codes(a_reading(measures=(a_measure(period=Period(None, None, "ภายใน 30 วัน")),))) == []


def test_a_paper_without_a_year_has_no_outside() -> None:
    assert codes(a_reading(fiscal_year=None, measures=(a_measure(period=Period("2001-01", "2001-02", "")),))) == []


@pytest.mark.parametrize("numbers", [("1", "2", "3", "3"), ("๑", "1"), ("1.", "2.", "2."), ("1", "3", "2", "3")])
def test_a_step_number_used_twice_is_told(numbers: tuple[str, ...]) -> None:
    steps = tuple(a_step(number=number, text=f"ขั้นที่ {place}") for place, number in enumerate(numbers))
    assert codes(a_reading(measures=(a_measure(steps=steps),))) == ["numbering.repeated"]


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("1", "2", "1", "2"), (None, None), ("1", None, "2")])
def test_a_count_that_goes_on_or_starts_again_is_no_repeat(numbers: tuple[str | None, ...]) -> None:
    steps = tuple(a_step(number=number) for number in numbers)
    assert codes(a_reading(measures=(a_measure(steps=steps),))) == []


def test_a_measure_number_used_twice_is_told_at_its_second_place() -> None:
    measures = tuple(
        a_measure(number=number, title=f"มาตรการที่ {row}", where=Where(table=1, row=row))
        for row, number in enumerate("1233", 2)
    )
    (check,) = measure_checks(a_reading(measures=measures))
    assert (check.code, check.where.row) == ("numbering.repeated", 5)


def test_a_number_used_twice_is_told_across_tools() -> None:
    numbered = (("1", "IIT"), ("2", "EIT"), ("3", "EIT"), ("3", "OIT"), ("5", "OIT"))
    measures = tuple(a_measure(number=number, tool=tool, title=number + tool) for number, tool in numbered)
    assert codes(a_reading(measures=measures)) == ["numbering.repeated"]


def test_every_tool_counts_its_measures_anew() -> None:
    measures = tuple(a_measure(tool=tool, number="1", title=tool) for tool in ("IIT", "EIT", "OIT"))
    assert codes(a_reading(measures=measures)) == []


def test_a_measure_that_carries_on_in_the_next_row_is_one() -> None:
    assert codes(a_reading(measures=(a_measure(), a_measure(where=Where(table=2, row=2))))) == []


def test_a_report_without_its_round_is_told_and_a_plan_is_not() -> None:
    assert codes(a_reading(round=None)) == ["round.missing"]
    assert codes(a_reading(round=None, kind=PaperKind.PLAN)) == []
