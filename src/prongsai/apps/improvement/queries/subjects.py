"""What official papers can be about here: plans, rounds and activities (`settings.PAPER_SOURCES`).

What was signed off or closed is printed as it was frozen; what still moves is printed as it stands, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from prongsai.apps.documents.queries.subjects import Attachment, Subject
from prongsai.apps.improvement.models import Plan, Round, SignOff
from prongsai.apps.improvement.queries import paper_contents as contents
from prongsai.apps.improvement.queries import paper_files as files
from prongsai.apps.improvement.queries.activities import activities_seen
from prongsai.apps.improvement.queries.paper_activities import activities_content, unchecked_count
from prongsai.apps.improvement.queries.plans import WHOLE, plan_in
from prongsai.apps.improvement.queries.rounds import round_words
from prongsai.base.access import Viewer
from prongsai.paper.writing.content import Content

PLAN_LAYOUTS = ("plan", "weak-points", "announcement", "order", "memo", "full-report")
ROUND_LAYOUTS = ("progress", "progress-full", "memo", "full-report")
ACTIVITIES_LAYOUTS = ("photo-report",)
HALF_YEAR, HALF_YEAR_LAYOUT = 6, "progress-status"


@dataclass(frozen=True, slots=True)
class Named:
    """What the key of a subject names: ``plan`` of a year, a ``round`` by its id, the ``activities`` of a year."""

    kind: str
    number: int


def subjects(viewer: Viewer, year: int) -> Iterable[Subject]:
    """The plan of a fiscal year, its rounds and its activities, for viewers who may see the whole of them."""
    return tuple(_subjects(viewer, year)) if viewer.may(WHOLE) else ()


def content(viewer: Viewer, year: int, key: str) -> Content | None:
    """The content of a subject as it stands now, or as it was frozen; None for what is not ours or not theirs."""
    named = _named(key)
    if named is None or not viewer.may(WHOLE):
        return None
    with override("th"):  # a paper is Thai, whoever looks at it in which language
        return _content(viewer, year, named)


def attachments(viewer: Viewer, year: int, key: str) -> Iterable[Attachment]:
    """Of a round the evidence that was accepted, of activities their photographs, as they may be shown to anybody."""
    named = _named(key)
    if named is None or not viewer.may(WHOLE):
        return ()
    if named.kind == "round":
        round_ = _round(viewer, year, named.number)
        return files.evidence_files(viewer, round_) if round_ else ()
    is_of_year = named.kind == "activities" and named.number == year
    return files.photographs(viewer, year) if is_of_year else ()


def _subjects(viewer: Viewer, year: int) -> Iterator[Subject]:
    desk = [viewer.agency.slug, year]
    if plan := plan_in(viewer, year):
        address = reverse("improvement:plan", args=desk)
        yield Subject(f"plan-{year}", _("แผนปี %(year)s") % {"year": year}, PLAN_LAYOUTS, address, _plan_moves(plan))
        for round_ in plan.rounds.defer("snapshot"):
            yield _round_subject(viewer, year, round_)
    if activities_seen(viewer).filter(fiscal_year=year).exists():
        label = _("กิจกรรมปี %(year)s") % {"year": year}
        address = reverse("improvement:activities", args=desk)
        yield Subject(f"activities-{year}", label, ACTIVITIES_LAYOUTS, address, _activities_move(viewer, year))


def _round_subject(viewer: Viewer, year: int, round_: Round) -> Subject:
    first, *others = ROUND_LAYOUTS
    layouts = (first, HALF_YEAR_LAYOUT, *others) if round_.months == HALF_YEAR else ROUND_LAYOUTS
    label = _("%(round)s ของแผนปี %(year)s") % {"round": round_words(round_), "year": year}
    address = reverse("improvement:round", args=[viewer.agency.slug, year, round_.pk])
    moves = _("รอบนี้ยังไม่ปิด รายงานยังแก้ได้ ปิดรอบก่อน ตัวเลขในเอกสารจะได้ไม่เปลี่ยนอีก") if round_.is_open else ""
    return Subject(f"round-{round_.pk}", label, layouts, address, moves)


def _plan_moves(plan: Plan) -> str:
    """Why a plan may still change; "" for one that stands still."""
    if not plan.is_open and plan.state != Plan.State.SUBMITTED:
        return ""
    signed = plan.sign_offs.filter(deed=SignOff.Deed.APPROVED).order_by("-version").values_list("version", flat=True)
    if (version := signed.first()) is not None:
        words = {"now": plan.version, "signed": version}
        return _("แผนกำลังแก้เป็นฉบับที่ %(now)s เอกสารพิมพ์จากฉบับที่ %(signed)s ที่อนุมัติแล้ว") % words
    if plan.state == Plan.State.SUBMITTED:
        return _("แผนเสนอผู้บริหารแล้วแต่ยังไม่อนุมัติ เนื้อหายังเปลี่ยนได้")
    return _("แผนยังเป็นร่าง ยังไม่ได้อนุมัติ เนื้อหายังเปลี่ยนได้")


def _activities_move(viewer: Viewer, year: int) -> str:
    if count := unchecked_count(viewer, year):
        return _("มีภาพกิจกรรม %(count)s ภาพที่ยังไม่ได้ตรวจรับ") % {"count": count}
    return ""


def _content(viewer: Viewer, year: int, named: Named) -> Content | None:
    if named.kind == "round":
        round_ = _round(viewer, year, named.number)
        return contents.round_content(viewer, round_) if round_ else None
    if named.number != year:
        return None
    if named.kind == "activities":
        return activities_content(viewer, year)
    plan = plan_in(viewer, year)
    return contents.plan_content(viewer, plan) if plan else None


def _round(viewer: Viewer, year: int, pk: int) -> Round | None:
    rounds = Round.objects.filter(agency=viewer.agency, plan__fiscal_year=year, pk=pk)
    return rounds.select_related("plan").first()


def _named(key: str) -> Named | None:
    kind, _dash, number = key.partition("-")
    is_named = kind in ("plan", "round", "activities") and number.isascii() and number.isdecimal() and len(number) < 10
    return Named(kind, int(number)) if is_named else None
