"""Several sums in one come apart again as they were put together, up to the last respondent there is room for."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.framework import load
from prongsai.core.nation.counting import counting_of
from prongsai.core.nation.tally import SurveyTally, as_column
from prongsai.scale import statement
from prongsai.scale.loads import KINDS, WHOLE_IN_DOUBLE, loads_of
from prongsai.scale.shape import MOST, Shape, ShapeColumn, sql_name
from prongsai.scale.tallied import tally_of

SCALES = ((0, 33, 67, 100), (100, 67, 33, 0), (0, 20, 40, 60, 80, 100), (100, 0), (0, 100), (0, 0), (7,))


@given(st.sampled_from(SCALES), st.sampled_from([1, 10, *MOST, 2**40]), st.lists(st.integers(1, 2**42), max_size=6))
def test_loads_carry_counts_sums_and_squares(points: tuple[int, ...], most: int, counts: list[int]) -> None:
    by_choice = dict(enumerate(counts[: len(points)]))
    while sum(by_choice.values()) > most:
        by_choice = {choice: count // 2 for choice, count in by_choice.items()}
    loads = loads_of(points, most)
    found = {}
    for load_ in loads:
        carried = sum(load_.adds[choice] * count for choice, count in by_choice.items())
        assert len(loads) == len(KINDS) or carried < 2**WHOLE_IN_DOUBLE
        for kind, digit in load_.digits.items():
            found[kind] = carried // digit.value % digit.base * digit.unit
    assert found == {
        kind: sum(points[choice] ** power * count for choice, count in by_choice.items())
        for power, kind in enumerate(KINDS)
    }


@pytest.mark.parametrize(("points", "most", "loads"), [((0, 33, 67, 100), MOST[0], 1), ((0, 33, 67, 100), MOST[1], 2)])
def test_the_more_there_may_be_the_more_loads_are_wanted(points: tuple[int, ...], most: int, loads: int) -> None:
    assert len(loads_of(points, most)) == loads


def test_a_statement_without_points_is_added_as_it_is() -> None:
    assert loads_of((), MOST[0]) == []


@pytest.mark.parametrize("year", [2565, 2568])
@pytest.mark.parametrize("in_points", [False, True])
def test_the_tally_is_the_same_however_many_one_agency_may_have(year: int, in_points: bool) -> None:
    counting = counting_of(load(year), in_points=in_points)
    survey = counting.survey("IIT")
    columns = tuple(ShapeColumn(sql_name(each.code), each.code, True, True) for each in survey.statements)
    choices = ", ".join(
        f"nullif({each.choices[0]} + hash(i, {at}) % {len(each.choices) + 1}, {each.choices[-1] + 1})::INT AS "
        f"{sql_name(each.code)}"
        for at, each in enumerate(survey.statements)
    )
    found = {}
    with duckdb.connect() as database:
        rows = f"SELECT 'ABC'[i % 3 + 1] AS agency, 'IIT' AS tool, '' AS part, {choices} FROM range(2000) AS t(i)"
        database.execute(f"CREATE TABLE answers_iit AS {rows}")
        raw = "agency AS raw_agency, tool AS raw_tool, part AS raw_part, ascii(agency) - 65 AS number, 0 AS stage"
        database.execute(f"CREATE TABLE spelled AS SELECT DISTINCT {raw} FROM answers_iit")
        for most in (*MOST, 2**40, 2**60):
            for lists in (True, False):
                shape = Shape(counting, False, columns, has_twice=False, is_spotless=True, most=most, lists=lists)
                tally = database.execute(statement.step(shape, "tally:IIT").sql("duckdb")).fetchnumpy()
                alike = database.execute(statement.step(shape, "repeats:IIT").sql("duckdb")).fetchnumpy()
                repeats = None if lists else [*alike.values()]
                found[most, lists] = tally_of(survey, "", "ABC", most, [*tally.values()], repeats)
    first = found[MOST[0], True]
    assert first.respondents.sum() == 2000
    assert all(plain(each) == plain(first) for each in found.values())


def plain(tally: SurveyTally) -> list[list[int]]:
    sums = (*tally.statements.values(), *tally.indicators.values(), tally.whole, tally.repeats)
    return [as_column(each).tolist() for of in ((tally.respondents, tally.straight), *sums) for each in of]
