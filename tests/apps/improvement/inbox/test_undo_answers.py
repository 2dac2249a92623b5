"""What a measure answers is part of its history: joined and parted are told, and the last of them can be undone."""

from __future__ import annotations

import pytest

from apps.assessment.made import an_accepted_paper, the_reading
from apps.improvement.made import a_measure_row, address
from builders import a_finding
from cast import NOW, YEAR, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Change, Measure
from prongsai.apps.improvement.operations import join_weak_point, reopen_weak_point, undo_change
from prongsai.apps.improvement.queries.weak_points import WeakPoint, weak_points


@pytest.fixture
def measure(cast: Cast) -> Measure:
    an_accepted_paper(cast, reading=the_reading(findings=(a_finding(),), measures=()))
    return a_measure_row(cast)


def the_point(cast: Cast) -> WeakPoint:
    return weak_points(cast.viewer("clerk"), YEAR)[0]


def last() -> Change:
    found = Change.objects.first()
    assert found
    return found


def test_joining_is_told_in_the_history_of_the_measure(cast: Cast, measure: Measure) -> None:
    subject = the_point(cast).subject
    join_weak_point(by=cast.viewer("clerk"), at=NOW, point=the_point(cast), measure=measure)
    assert (last().deed, last().before, last().after) == (
        "weak_point.joined",
        {"answers": []},
        {"answers": [subject]},
    )
    page = Visitor(cast.person("clerk")).get(address(cast, "history", "measure", measure.pk)).content.decode()
    assert "จุดที่ต้องพัฒนาที่ตอบ" in page
    assert f"ข้อสังเกตเลขที่ {subject.removeprefix('finding-')}" in page


def test_joining_and_parting_can_be_undone(cast: Cast, measure: Measure) -> None:
    clerk = cast.viewer("clerk")
    join_weak_point(by=clerk, at=NOW, point=the_point(cast), measure=measure)
    undo_change(by=clerk, at=NOW, change=last())
    assert the_point(cast).state.value == "open"
    undo_change(by=clerk, at=NOW, change=last())
    assert the_point(cast).state.value == "answered"
    reopen_weak_point(by=clerk, at=NOW, plan=measure.plan, point=the_point(cast), measure=measure)
    undo_change(by=clerk, at=NOW, change=last())
    assert the_point(cast).state.value == "answered"


def test_what_an_accepted_paper_answers_is_in_the_history(cast: Cast) -> None:
    an_accepted_paper(cast)
    answered = [each for each in Change.objects.filter(kind="measure") if (each.after or {}).get("answers")]
    assert [each.deed for each in answered] == ["paper.accepted"]
