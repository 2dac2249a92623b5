"""Reporting rounds: what each asks for and what came in, and what its owner has to report now."""

from __future__ import annotations

from django.utils import timezone
from ninja import Path, Query, Router

from prongsai.apps.improvement.api.access import ApiRequest, within
from prongsai.apps.improvement.api.fields import InYear, Listed, OfRound, Slice
from prongsai.apps.improvement.api.lists import cut, listed
from prongsai.apps.improvement.api.problems import answers
from prongsai.apps.improvement.api.shapes import (
    ReportShown,
    RoundPageShown,
    RoundShown,
    TaskShown,
    line_shown,
    report_shown,
    round_shown,
    task_shown,
)
from prongsai.apps.improvement.queries.listed import listed_reports
from prongsai.apps.improvement.queries.plans import plan_in
from prongsai.apps.improvement.queries.rounds import round_of, round_page, rounds_in
from prongsai.apps.improvement.queries.work import tasks as tasks_of

router = Router(tags=["รอบรายงาน · Rounds"])


@router.get(
    "/rounds", **within("progress.read", "round.read"), response=answers(Listed[RoundShown]), summary="รอบรายงานของปี"
)
def rounds(request: ApiRequest, here: Path[InYear], part: Query[Slice]) -> Listed[RoundShown]:
    """The rounds of a year, in the order of their ends."""
    plan = plan_in(request.auth.viewer, here.year)
    cards = rounds_in(request.auth.viewer, plan) if plan else []
    return cut(cards, part, lambda each: round_shown(each.round, each.tally))


@router.get(
    "/rounds/{int:round_id}",
    **within("progress.read", "round.read"),
    response=answers(RoundPageShown),
    summary="รอบรายงานหนึ่ง",
)
def round_(request: ApiRequest, here: Path[OfRound]) -> RoundPageShown:
    """One round: how many reports stand where, and what nobody reported."""
    viewer = request.auth.viewer
    page = round_page(viewer, round_of(viewer, here.year, here.round_id))
    return RoundPageShown(
        **round_shown(page.round, page.tally).model_dump(),
        missing=[line_shown(each) for each in page.missing],
        doubtful_count=sum(each.is_doubtful for each in page.lines),
    )


@router.get(
    "/rounds/{int:round_id}/reports",
    **within("progress.read", "work.read"),
    response=answers(Listed[ReportShown]),
    summary="รายงานของรอบ",
)
def reports(request: ApiRequest, here: Path[OfRound], part: Query[Slice]) -> Listed[ReportShown]:
    """The reports of a round; an officer's are those on what is theirs to do."""
    viewer = request.auth.viewer
    return listed(listed_reports(viewer, round_of(viewer, here.year, here.round_id)), part, report_shown)


@router.get(
    "/tasks", **within("progress.read", "work.read"), response=answers(Listed[TaskShown]), summary="งานที่ต้องรายงาน"
)
def tasks(request: ApiRequest, here: Path[InYear], part: Query[Slice]) -> Listed[TaskShown]:
    """What the token's person reports in open rounds: what was sent back first, then what is missing."""
    return cut(tasks_of(request.auth.viewer, here.year, timezone.localdate()), part, task_shown)
