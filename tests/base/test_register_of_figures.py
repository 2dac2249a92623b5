"""The register of figures: every number of a year by its code, each opening exactly the rows it counts."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.http import Http404
from django.utils.translation import override

from apps.assessment.made import a_sheet, an_accepted_paper, the_reading
from apps.improvement.made import a_plan, a_round
from apps.improvement.made_proof import an_activity
from apps.improvement.papers.test_figures import EXPECTED, a_busy_round, counted_by_their_pages
from cast import YEAR, Cast
from prongsai.apps.improvement.models import Plan
from prongsai.base.figures import figure_of, figures_of
from prongsai.core.framework import nearest


def a_full_year(cast: Cast) -> Plan:
    """A result with remarks, a plan with a round, an activity; the plan."""
    a_sheet(cast, year=YEAR - 1)
    an_accepted_paper(cast, reading=the_reading(measures=()))
    an_activity(cast)
    plan = a_plan(cast)
    a_busy_round(cast, plan)
    return plan


def test_each_figure_of_a_year_opens_exactly_the_rows_it_counts(cast: Cast) -> None:
    a_full_year(cast)
    counted = counted_by_their_pages(cast, figures_of(cast.viewer("clerk"), YEAR))
    of_the_round = {code.partition(".")[2]: value for code, value in counted.items() if code.startswith("round-")}
    assert of_the_round == EXPECTED
    assert (counted["findings"], counted["activities"], counted["measures"]) == (1, 1, 2)


def test_a_code_names_one_figure(cast: Cast) -> None:
    a_round(cast, plan=a_full_year(cast), months=12)
    codes = Counter(each.code for each in figures_of(cast.viewer("clerk"), YEAR))
    assert {code for code, count in codes.items() if count > 1} == set()
    assert {"score.total", "score.IIT", "weak_points.open", "round-1001-0401.work", "round-1001-1001.work"} <= set(
        codes
    )


def test_a_round_that_a_paper_brought_from_another_year_has_codes_of_its_own(cast: Cast) -> None:
    plan = a_plan(cast)
    a_round(cast, plan=plan)
    a_round(cast, plan=plan, starts_on=date(2022, 10, 1), ends_on=date(2023, 4, 1))
    codes = [each.code for each in figures_of(cast.viewer("clerk"), YEAR)]
    assert {"round-1001-0401.work", "round-20221001-20230401.work"} <= set(codes)
    assert len(codes) == len(set(codes))


def test_a_figure_is_found_by_its_code(cast: Cast) -> None:
    a_sheet(cast)
    found = figure_of(cast.viewer("auditor"), YEAR, "score.total")
    assert found in figures_of(cast.viewer("auditor"), YEAR)
    with pytest.raises(Http404):
        figure_of(cast.viewer("auditor"), YEAR, "score.nothing")


def test_every_cell_of_a_result_is_a_figure(cast: Cast) -> None:
    a_sheet(cast)
    codes = {each.code for each in figures_of(cast.viewer("clerk"), YEAR)}
    assert {f"score.{each.number}" for each in nearest(YEAR).indicators} <= codes
    assert {f"score.{each.code}" for each in nearest(YEAR).tools} <= codes


def test_a_figure_is_thai_whoever_looks_at_it(cast: Cast) -> None:
    a_full_year(cast)
    thai = figures_of(cast.viewer("clerk"), YEAR)
    with override("en"):
        assert figures_of(cast.viewer("clerk"), YEAR) == thai


@pytest.mark.parametrize(("who", "year"), [("officer", YEAR), ("stranger", YEAR), ("clerk", YEAR + 1)])
def test_nobody_has_figures_that_are_not_theirs(cast: Cast, who: str, year: int) -> None:
    a_full_year(cast)
    assert figures_of(cast.viewer(who), year) == ()
