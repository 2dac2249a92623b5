"""What papers print of plans and rounds: as they were signed or closed, or as they stand."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q
from django.utils import timezone

from prongsai.apps.assessment.queries.subjects import results_for, score_figures, unverified_in
from prongsai.apps.improvement.models import Plan, Round, SignOff
from prongsai.apps.improvement.queries import signing
from prongsai.apps.improvement.queries.paper_figures import plan_figures, round_figures
from prongsai.apps.improvement.queries.rounds import content_of, round_page
from prongsai.base.access import Viewer
from prongsai.base.models import Membership
from prongsai.base.templatetags.thai import thai_day
from prongsai.core import records
from prongsai.paper.writing import content as paper
from prongsai.paper.writing.content import Content


def plan_content(viewer: Viewer, plan: Plan) -> Content:
    """A plan as its latest approval froze it, with who approved it; one that was never approved as it stands.

    The results that it answers stand beside it. Shape: a record's place is its key (`core.versions`).
    """
    said, approval = plan_reading(viewer, plan)
    results = results_for(viewer, plan.result_year)
    reading = replace(said, results=results, checks=())
    imprint = paper.Imprint(sign_off=_sign_off(viewer, approval)) if approval else paper.Imprint()
    figures = plan_figures(viewer, plan, reading, approval)
    return Content(
        reading,
        (*figures, *_score_figures(viewer, plan, results)),
        imprint=imprint,
        unverified=unverified_in(reading, plan.result_year),
    )


def plan_reading(viewer: Viewer, plan: Plan) -> tuple[records.Reading, SignOff | None]:
    """A plan as its latest approval froze it, with that approval; one that was never approved as it stands."""
    approval = _approval_of(plan)
    if approval and approval.content:
        return records.from_json(approval.content), approval
    return signing.content_of(viewer, plan), None


def round_content(viewer: Viewer, round_: Round) -> Content:
    """A round as it closed, or an open one as it stands, with the results that its plan answers."""
    held = content_of(viewer, round_)
    page = round_page(viewer, round_, held)
    results = results_for(viewer, round_.plan.result_year)
    reading = replace(held.reading, results=results, checks=())
    figures = (*round_figures(viewer, page), *_score_figures(viewer, round_.plan, results))
    return Content(reading, figures, unverified=unverified_in(reading, round_.plan.result_year))


def _score_figures(viewer: Viewer, plan: Plan, results: tuple[records.Result, ...]) -> tuple[paper.Figure, ...]:
    """The scores of the year that a plan answers, when its result is recorded."""
    answered = next((each for each in results if each.fiscal_year == plan.result_year), None)
    return tuple(score_figures(viewer.agency, answered)) if answered else ()


def _approval_of(plan: Plan) -> SignOff | None:
    approvals = plan.sign_offs.filter(deed=SignOff.Deed.APPROVED).select_related("by")
    return approvals.order_by("-version", "-pk").first()


def _sign_off(viewer: Viewer, approval: SignOff) -> paper.SignOff:
    """Who approved a plan, as what and when; a name that is an address for mail is left unsaid."""
    held = Membership.objects.filter(person=approval.by, agency=viewer.agency, started_at__lte=approval.at)
    role = held.filter(Q(ended_at=None) | Q(ended_at__gt=approval.at)).order_by("-pk").first()
    name = "" if "@" in approval.by.name else approval.by.name
    position = role.get_role_display() if role else ""
    who = f"{name} ({position})" if name and position else name or position
    by = f" โดย {who}" if who else ""
    words = f"อนุมัติแผนฉบับที่ {approval.version} ในระบบ{by} เมื่อวันที่ {thai_day(approval.at)}"
    return paper.SignOff(words, timezone.localdate(approval.at))
