"""Published figures, reckoned from made-up answers that come to them exactly.

Source: a provincial report of FY 2564 (page 138, OIT out of 40), a college's indicators of FY 2566, and two years of an
agency's own paper; as printed, without the names.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core.nation.simulated import agency, codes, tallied
from prongsai.core.framework import Framework, load
from prongsai.core.nation.agencies import ItemMarks, Marks, item_marks
from prongsai.core.nation.columns import NONE
from prongsai.core.nation.counting import counting_of
from prongsai.core.nation.scoring import Reckoned, reckon
from prongsai.core.nation.whatif import Options
from prongsai.core.scoring import lost_items, round_points

POINTS = Options(in_points=True)

FORTY = [
    ("38.7", "93.5", "100"),
    ("39.5", "97.5", "100"),
    ("38.31", "97.78", "93.75"),
    ("39.43", "97.14", "100"),
    ("37.0", "97.5", "87.5"),
    ("38.76", "93.78", "100"),
    ("39.2", "96.0", "100"),
    ("37.25", "92.5", "93.75"),
    ("38.93", "94.64", "100"),
]
"""OIT out of 40 as published for FY 2564, and the two indicators it was solved into."""

COLLEGE = ["85.21", "70.59", "75.1", "72.88", "73.24", "81.14", "83.12", "76.79", "100", "100"]
PAPER_2566 = ["100", "99.24", "100", "100", "100", "90.58", "91.2", "88.56", "92.5", "100"]
PAPER_2565 = ["99.73", "93.08", "99.27", "98.34", "98.89", "87.15", "92.34", "96.14", "92.14", "100"]
FIRST_PART = Decimal("96.84")
"""EIT as the paper of FY 2566 prints it, which is its first part alone."""


def result_of(fiscal_year: int, indicators: list[str], *, parts: dict[str, Decimal] | None = None) -> Reckoned:
    """One agency whose hundred respondents a part come to these indicators, whole and exactly.

    `parts` says what a part comes to instead of the printed indicators; the other makes up for it.
    """
    framework, code = load(fiscal_year), codes(1)[0]
    counting = counting_of(framework, in_points=True)
    values = [Decimal(each) for each in indicators]
    tallies = []
    for survey in counting.surveys:
        mean = sum(values[number - 1] for number in survey.indicators) / len(survey.indicators)
        for part in survey.parts:
            off = (parts or {}).get(part, mean) - mean
            forms = [
                {each.code: _whole_points(values[each.indicator - 1] + off, place) for each in survey.statements}
                for place in range(RESPONDENTS)
            ]
            tallies.append(tallied(survey, part, {code: forms}))
    marks = {code: _marks(framework, {9: values[8], 10: values[9]})}
    return reckon(framework, counting, tallies, [agency(code)], marks, POINTS)


RESPONDENTS = 300


def _whole_points(mean: Decimal, place: int) -> int:
    """What one of the respondents gives so that all together come to the mean. Unit: points."""
    whole, rest = divmod(int((mean * RESPONDENTS).to_integral_value()), RESPONDENTS)
    return whole + (place < rest)


def _marks(framework: Framework, indicators: dict[int, Decimal]) -> ItemMarks:
    """Marks that come to two printed OIT indicators, with the fewest lost items."""
    marks = {item.code: True for item in framework.items}
    for number, value in indicators.items():
        for sub, gone in lost_items(framework, number, value)[0].items():
            marks |= {item.code: False for item in framework.items_of(sub)[:gone]}
    return item_marks([item.code for item in framework.items], marks)


def points(result: Reckoned, kind: str, code: str = "", part: str = "") -> str:
    (value,) = result.subjects[kind, code, part].points
    assert value != NONE
    return f"{value / 100:.2f}"


@pytest.mark.parametrize(("forty", "ninth", "tenth"), FORTY)
def test_a_provinces_item_marks_come_to_the_printed_forty(forty: str, ninth: str, tenth: str) -> None:
    framework, code = load(2564), codes(1)[0]
    marks: Marks = {code: _marks(framework, {9: Decimal(ninth), 10: Decimal(tenth)})}
    result = reckon(framework, counting_of(framework), [], [agency(code)], marks)
    tool = result.exact(code, "tool", "OIT")

    assert points(result, "indicator", "9") == f"{Decimal(ninth):.2f}"
    assert points(result, "indicator", "10") == f"{Decimal(tenth):.2f}"
    assert tool is not None
    assert round_points(tool * Fraction(2, 5)) == Decimal(forty)
    assert result.subjects["total", "", ""].points.tolist() == [NONE]


def test_a_colleges_indicators_come_to_its_total() -> None:
    result = result_of(2566, COLLEGE)

    assert [points(result, "indicator", str(number)) for number in range(1, 11)] == [
        f"{Decimal(each):.2f}" for each in COLLEGE
    ]
    assert [points(result, "tool", code) for code in ("IIT", "EIT", "OIT")] == ["75.40", "80.35", "100.00"]
    assert points(result, "total") == "86.73"


def test_a_papers_first_part_explains_its_total_and_its_level() -> None:
    second = 2 * sum(map(Decimal, PAPER_2566[5:8])) / 3 - FIRST_PART
    result = result_of(2566, PAPER_2566, parts={"EIT1": FIRST_PART, "EIT2": second})

    assert (points(result, "tool", "IIT"), points(result, "tool", "OIT")) == ("99.85", "96.25")
    assert points(result, "tool", "EIT") == "90.11"
    assert points(result, "part", "EIT1", "EIT1") == "96.84"
    assert points(result, "part", "EIT2", "EIT2") == "83.39"
    assert points(result, "total") == "95.49"
    assert (result.agencies["level"], result.agencies["held_by"]) == (["ผ่าน"], ["EIT2"])


def test_the_paper_of_the_year_before_is_recomputed_from_its_indicators() -> None:
    result = result_of(2565, PAPER_2565)

    assert [points(result, "tool", code) for code in ("IIT", "EIT", "OIT")] == ["97.86", "91.88", "96.07"]
    assert points(result, "total") == "95.35"
    assert result.agencies["level"] == ["AA"]
