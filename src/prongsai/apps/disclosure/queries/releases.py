"""Releases of an agency: the one in force, the one under way, those before; what is not complete in one, and what its
next step is for this viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.disclosure.models import Release, ReleaseDeed, Site, Withdrawal
from prongsai.apps.disclosure.queries.release_differences import ReleaseDifference, difference_of
from prongsai.apps.documents.models import Edition
from prongsai.base.access import Viewer
from prongsai.base.models import Job
from prongsai.base.said import text_said
from prongsai.core.publication import ItemBody, MeasureBody, PublicPage, Said, from_json

PATIENCE = timedelta(minutes=10)
"""After this long a job that has not ended is taken for one nobody works at."""

MAY_FOLLOW: dict[str, frozenset[str]] = {
    "make": frozenset({Release.State.READY, Release.State.RETURNED}),
    "submit": frozenset({Release.State.READY}),
    "return": frozenset({Release.State.SUBMITTED}),
    "apply": frozenset({Release.State.SUBMITTED}),
    "drop": frozenset({Release.State.MAKING, Release.State.READY, Release.State.SUBMITTED, Release.State.RETURNED}),
}
"""Each deed, and the states of a release that it can follow."""
DEEDS = {
    "make": "release.make",
    "submit": "release.make",
    "return": "release.decide",
    "apply": "release.decide",
    "drop": "release.make",
}
"""Each deed, and the permission it needs."""
MARKS = {
    Release.State.MAKING: "running",
    Release.State.READY: "waiting",
    Release.State.SUBMITTED: "in_progress",
    Release.State.RETURNED: "warning",
    Release.State.APPLIED: "done",
    Release.State.DROPPED: "not_started",
}
"""Each state as the marks of the house know it."""

_NEXT: dict[str, tuple[Promise, Promise]] = {
    Release.State.MAKING: (
        _("ระบบกำลังรวบรวมสิ่งที่เผยแพร่ได้ เสร็จแล้วหน้านี้จะแสดงสิ่งที่จะเปลี่ยน"),
        _("ระบบกำลังรวบรวมสิ่งที่เผยแพร่ได้ เสร็จแล้วหน้านี้จะแสดงสิ่งที่จะเปลี่ยน"),
    ),
    Release.State.READY: (
        _("ขั้นต่อไปเป็นของท่าน: อ่านสิ่งที่จะเปลี่ยนด้านล่าง แล้วเสนอผู้บริหาร"),
        _("เจ้าหน้าที่กำลังตรวจก่อนเสนอ ยังไม่มีอะไรให้ท่านต้องทำ"),
    ),
    Release.State.SUBMITTED: (
        _("ขั้นต่อไปเป็นของท่าน: อ่านสิ่งที่จะเปลี่ยนด้านล่าง แล้วอนุมัติให้เผยแพร่ หรือส่งกลับพร้อมเหตุผล"),
        _("อยู่ระหว่างผู้บริหารพิจารณา ประชาชนยังเห็นชุดเดิม"),
    ),
    Release.State.RETURNED: (
        _("ขั้นต่อไปเป็นของท่าน: แก้ตามเหตุผลที่ส่งกลับ แล้วจัดทำใหม่"),
        _("ส่งกลับแล้ว รอเจ้าหน้าที่แก้และจัดทำใหม่"),
    ),
    Release.State.APPLIED: (_("เผยแพร่แล้ว เนื้อหาชุดนี้ไม่เปลี่ยนอีก"), _("เผยแพร่แล้ว เนื้อหาชุดนี้ไม่เปลี่ยนอีก")),
    Release.State.DROPPED: (_("ยกเลิกแล้ว ประชาชนไม่เคยเห็นชุดนี้"), _("ยกเลิกแล้ว ประชาชนไม่เคยเห็นชุดนี้")),
}
"""What happens next, for whoever does it and for everybody else."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something of a release that is not complete: an item without all its elements, a measure that is said to be done
    without proof. Shape: `missing` names what is not there."""

    title: Said
    path: str
    word: Said
    missing: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidGap:
    """A gap in the language of the page."""

    path: str
    title: str
    word: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ReleasePage:
    """A release for one viewer: what it changes, what is not complete in it, its deeds and what may be done now."""

    viewer: Viewer
    release: Release
    log: tuple[ReleaseDeed, ...]
    difference: ReleaseDifference
    gaps: tuple[Gap, ...]
    at: datetime

    @property
    def mark(self) -> str:
        """Its state as the marks of the house know it."""
        return MARKS[Release.State(self.release.state)]

    @cached_property
    def may(self) -> dict[str, bool]:
        """Which deeds this viewer may do now. Shape: keyed by deed."""
        may = {
            deed: self.release.state in states and self.viewer.may(DEEDS[deed]) for deed, states in MAY_FOLLOW.items()
        }
        if self.release.state == Release.State.MAKING:
            is_stuck = can_be_made_again(self.release, self.at)
            may["drop"] = may["drop"] and is_stuck
            may["make"] = is_stuck and self.viewer.may(DEEDS["make"])
        return may

    @property
    def asked(self) -> Promise:
        """What happens next, in a sentence for this viewer."""
        mine, others = _NEXT[self.release.state]
        return mine if any(self.may[deed] for deed in _STEPS[self.release.state]) else others

    @property
    def submission(self) -> ReleaseDeed | None:
        """The last time it was put before the executive."""
        return next((each for each in reversed(self.log) if each.deed == ReleaseDeed.Kind.SUBMITTED), None)

    @property
    def returned(self) -> ReleaseDeed | None:
        """Why it was sent back, while it was not made again."""
        last = self.log[-1] if self.log else None
        is_back = self.release.state == Release.State.RETURNED
        return last if is_back and last and last.deed == ReleaseDeed.Kind.RETURNED else None

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to look at: not while it is made, nor once it was dropped."""
        return self.release.state not in {Release.State.MAKING, Release.State.DROPPED}

    @property
    def gaps_said(self) -> tuple[SaidGap, ...]:
        """What is not complete, in the reader's language."""
        return tuple(
            SaidGap(
                each.path, text_said(each.title), text_said(each.word), tuple(text_said(part) for part in each.missing)
            )
            for each in self.gaps
        )

    @property
    def basis(self) -> str:
        """Which deed a reason answers: a draft begun before the last one is stale."""
        return str(self.log[-1].pk) if self.log else ""


_STEPS: dict[str, tuple[str, ...]] = {
    Release.State.MAKING: (),
    Release.State.READY: ("submit",),
    Release.State.SUBMITTED: ("apply",),
    Release.State.RETURNED: ("make",),
    Release.State.APPLIED: (),
    Release.State.DROPPED: (),
}
"""The deeds that bring a release on."""


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release in the list of all of them."""

    release: Release
    mark: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """Every release of an agency. `can_make` says whether this viewer may have one made now. Unit: `page_count` pages
    of the release in force."""

    in_force: Release | None
    under_way: ReleaseRow | None
    history: tuple[ReleaseRow, ...]
    withdrawals: tuple[Withdrawal, ...]
    page_count: int
    can_make: bool


def releases_page(viewer: Viewer, at: datetime) -> ReleasesPage:
    """Every release of the viewer's agency, in four questions however many there are."""
    rows = [_row(each) for each in _releases(viewer).prefetch_related("deeds")]
    in_force = _current(viewer)
    under_way = next((each for each in rows if each.release.state in MAY_FOLLOW["drop"]), None)
    is_free = under_way is None or under_way.release.state in MAY_FOLLOW["make"]
    is_stuck = under_way is not None and can_be_made_again(under_way.release, at)
    withdrawn = Withdrawal.objects.filter(agency=viewer.agency, lifted_at=None).select_related("by")
    return ReleasesPage(
        in_force=in_force,
        under_way=under_way,
        history=tuple(each for each in rows if each is not under_way),
        withdrawals=tuple(withdrawn),
        page_count=in_force.pages.count() if in_force else 0,
        can_make=(is_free or is_stuck) and viewer.may(DEEDS["make"]),
    )


def release_of(viewer: Viewer, number: int) -> Release:
    """One release of the viewer's agency, with its job and who made it. Raises: Http404."""
    found = _releases(viewer).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def release_page(viewer: Viewer, release: Release, at: datetime) -> ReleasePage:
    """Everything the page of a release shows: it is held against the one that was in force before it."""
    pages = pages_of(release)
    return ReleasePage(
        viewer=viewer,
        release=release,
        log=tuple(release.deeds.select_related("by")),
        difference=difference_of(_before(release), release, pages),
        gaps=gaps_in(pages),
        at=at,
    )


def pages_of(release: Release) -> tuple[PublicPage, ...]:
    """The pages of a release. Shape: in its own order."""
    return tuple(from_json(each) for each in release.pages.values_list("content", flat=True))


def gaps_in(pages: Iterable[PublicPage]) -> tuple[Gap, ...]:
    """What is not complete in a set of pages. Shape: in the order of the pages."""
    return tuple(gap for page in pages if (gap := _gap(page)))


def can_be_made_again(release: Release, at: datetime) -> bool:
    """Whether making it came to nothing: its job broke off, or nobody works at it."""
    job = release.job
    if release.state != Release.State.MAKING or job is None:
        return False
    is_stuck = not job.is_over and (job.started_at or job.created_at) < at - PATIENCE
    return job.state in {Job.State.FAILED, Job.State.DONE} or is_stuck


def withdrawn_since(release: Release) -> str:
    """What a release says that was withdrawn after it was made, on the site or as a paper; "" for nothing."""
    taken = Withdrawal.objects.filter(agency=release.agency_id, lifted_at=None, at__gte=release.made_at)
    if first := taken.first():
        return first.title
    papers = Edition.objects.filter(agency=release.agency_id, withdrawn_at__gte=release.made_at)
    shown = set(release.pages.filter(kind="paper").values_list("subject", flat=True))
    return next((each.number for each in papers.only("code", "number") if f"paper-{each.code}" in shown), "")


def release_to_make(release_id: int) -> Release | None:
    """A release that waits to be made, with its agency and who asked for it; None once it is."""
    found = Release.objects.select_related("agency", "made_by", "job").get(pk=release_id)
    return found if found.state == Release.State.MAKING else None


def _releases(viewer: Viewer) -> QuerySet[Release]:
    return Release.objects.filter(agency=viewer.agency).select_related("job", "made_by", "agency")


def _row(release: Release) -> ReleaseRow:
    deeds = list(release.deeds.all())
    return ReleaseRow(release, MARKS[Release.State(release.state)], deeds[-1].reason if deeds else "")


def _current(viewer: Viewer) -> Release | None:
    site = Site.objects.filter(agency=viewer.agency).select_related("current__made_by").first()
    return site.current if site else None


def _before(release: Release) -> Release | None:
    """The release that was in force before this one, or is while this one is not applied."""
    applied = Release.objects.filter(agency=release.agency_id, state=Release.State.APPLIED)
    return applied.exclude(pk=release.pk).filter(number__lt=release.number).order_by("-number").first()


def _gap(page: PublicPage) -> Gap | None:
    body = page.body
    if isinstance(body, ItemBody) and body.state in _LACKING:
        missing = tuple(each.text for each in body.elements if each.state in _LACKING)
        return Gap(page.title, page.path, body.state_word, missing)
    if isinstance(body, MeasureBody) and body.state == "unproved":
        return Gap(page.title, page.path, body.state_word)
    return None


_LACKING = frozenset({"missing", "stale", "unreachable"})
