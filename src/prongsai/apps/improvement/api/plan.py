"""The plan of a year, and the weak points it has to answer."""

from __future__ import annotations

from collections import Counter

from ninja import Path, Query, Router

from prongsai.apps.improvement.api.access import ApiRequest, within
from prongsai.apps.improvement.api.fields import InYear, Listed, Slice
from prongsai.apps.improvement.api.lists import cut
from prongsai.apps.improvement.api.problems import answers
from prongsai.apps.improvement.api.shapes import PlanShown, WeakPointShown, plan_shown, weak_point_shown
from prongsai.apps.improvement.queries.listed import counts_in
from prongsai.apps.improvement.queries.plans import plan_of
from prongsai.apps.improvement.queries.weak_points import State, inbox_of

router = Router(tags=["แผน · Plan"])


@router.get("/plan", **within("plan.read", "plan.read"), response=answers(PlanShown), summary="แผนของปี")
def plan(request: ApiRequest, here: Path[InYear]) -> PlanShown:
    """The plan of a year: where it stands, its version, how much it holds."""
    viewer = request.auth.viewer
    found = plan_of(viewer, here.year)
    states = Counter(each.state for each in inbox_of(viewer, here.year).points)
    return plan_shown(found, counts_in(viewer, found), {state.value: states[state] for state in State})


@router.get(
    "/weak-points",
    **within("plan.read", "inbox.read"),
    response=answers(Listed[WeakPointShown]),
    summary="จุดที่ต้องพัฒนา",
)
def weak_points(request: ApiRequest, here: Path[InYear], part: Query[Slice]) -> Listed[WeakPointShown]:
    """What the result and the remarks show to be weak, and what became of it; what costs most comes first."""
    return cut(inbox_of(request.auth.viewer, here.year).points, part, weak_point_shown)
