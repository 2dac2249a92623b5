"""The real papers, accepted: they appear as plans and rounds with all they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from apps.improvement.inbox.made_inbox import accepted_file, differences, plan_said
from cast import Cast
from prongsai.apps.improvement.queries.weak_points import Kind, State, weak_points

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "papers"
NAMES = sorted(each.stem for each in (FOLDER / "truth").glob("*.json"))

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not NAMES, reason="the real papers stand beside the repository, in ../shared/papers: not here"),
]


@pytest.mark.parametrize("name", NAMES or ["none"])
def test_every_field_of_a_paper_is_in_the_plan_that_it_became(cast: Cast, name: str) -> None:
    reading = accepted_file(cast, FOLDER / f"{name}.txt")
    assert reading.measures
    assert differences(reading, plan_said(cast, reading.fiscal_year or 0)) == []


def test_the_remarks_that_reach_no_measure_are_named(cast: Cast) -> None:
    accepted_file(cast, FOLDER / "dongsombun-2566-analysis-and-plan.txt")
    remarks = [each for each in weak_points(cast.viewer("clerk"), 2566) if each.kind is Kind.FINDING]
    unanswered = sorted(each.question or "" for each in remarks if each.state is State.OPEN)
    assert unanswered == ["e11", "e12", "i10"]
    assert len(remarks) == 16
