"""Signing a plan off: where it stands, what is asked of this viewer, what was signed and what changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.assessment.queries.sheets import findings_of
from prongsai.apps.improvement.models import Measure, Plan, SignOff
from prongsai.apps.improvement.queries.periods import period_words
from prongsai.apps.improvement.queries.plans import measures_of
from prongsai.apps.improvement.queries.readings import checks_of, reading_of
from prongsai.apps.improvement.queries.weak_points import WeakPoint, weak_points
from prongsai.base.access import Viewer
from prongsai.base.said import SaidCheck
from prongsai.core.lifecycle import after
from prongsai.core.records import Reading, Severity

DEEDS = {
    "submit": "plan.submit",
    "return": "plan.decide",
    "approve": "plan.decide",
    "issue": "plan.issue",
    "revise": "plan.submit",
}
"""Each deed of signing off, and the permission it needs."""

_COME = (Plan.State.DRAFT, Plan.State.SUBMITTED, Plan.State.APPROVED, Plan.State.ISSUED)
_LEADS_TO = {
    Plan.State.SUBMITTED: SignOff.Deed.SUBMITTED,
    Plan.State.APPROVED: SignOff.Deed.APPROVED,
    Plan.State.ISSUED: SignOff.Deed.ISSUED,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the four stages of a version: passed, at hand or to come, and the deed that led there."""

    word: str
    mark: str
    is_current: bool
    deed: SignOff | None


@dataclass(frozen=True, slots=True)
class Doubt(SaidCheck):
    """What the checks say of a plan, and the record it is about."""

    @property
    def is_to_fix(self) -> bool:
        """Whether it contradicts or lacks something; a note only informs."""
        return self.check.severity is not Severity.NOTE

    @property
    def measure_id(self) -> int | None:
        """The measure it is about."""
        return self.check.where.table

    @property
    def step_id(self) -> int | None:
        """The step it is about, when it is about one."""
        return self.check.where.row


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as whoever signs reads it. Unit: `step_count` steps."""

    measure: Measure
    owners: str
    period: str
    step_count: int


@dataclass(frozen=True)
class SigningPage:
    """A plan on its way to being issued, for one viewer. Shape: `log` begins with the first deed."""

    viewer: Viewer
    plan: Plan
    log: tuple[SignOff, ...]
    measures: tuple[MeasureRow, ...]
    doubts: tuple[Doubt, ...]
    open_points: tuple[WeakPoint, ...]

    @property
    def may(self) -> dict[str, bool]:
        """Which deeds this viewer may do now. Shape: keyed by deed."""
        sign_off = self.plan.sign_off
        return {deed: bool(after(deed, sign_off)) and self.viewer.may(right) for deed, right in DEEDS.items()}

    @property
    def asked(self) -> Promise:
        """What happens next, in a sentence for this viewer."""
        mine, others = _NEXT_SENTENCES[self.plan.state]
        return mine if any(self.may[deed] for deed in ("submit", "approve", "issue")) else others

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The four stages of the version at hand, in order."""
        place = _COME.index(Plan.State(self.plan.state))
        return tuple(self._stage(number, state, place) for number, state in enumerate(_COME))

    @property
    def basis(self) -> str:
        """Which deed a reason answers: a draft begun before the last one is stale."""
        return str(self.log[-1].pk) if self.log else ""

    @property
    def to_fix(self) -> tuple[Doubt, ...]:
        """What contradicts itself or is missing: with it, a plan goes forward only with a reason."""
        return tuple(each for each in self.doubts if each.is_to_fix)

    @property
    def submission(self) -> SignOff | None:
        """The last time the plan was put before the executive."""
        return next((each for each in reversed(self.log) if each.deed == SignOff.Deed.SUBMITTED), None)

    @property
    def returned(self) -> SignOff | None:
        """Why the plan was sent back, while it was not put forward again."""
        last = self.log[-1] if self.log else None
        return last if last and last.deed == SignOff.Deed.RETURNED else None

    @property
    def step_count(self) -> int:
        """Unit: steps of the whole plan."""
        return sum(each.step_count for each in self.measures)

    def _stage(self, number: int, state: Plan.State, place: int) -> Stage:
        marks = {-1: "done", 0: "in_progress", 1: "not_started"}
        is_over = state == Plan.State.ISSUED == self.plan.state
        mark = "done" if is_over else marks[(number > place) - (number < place)]
        deeds = [each for each in self.log if each.version == self.plan.version and each.deed == _LEADS_TO.get(state)]
        return Stage(str(state.label), mark, number == place, deeds[-1] if deeds and number <= place else None)


_NEXT_SENTENCES: dict[str, tuple[Promise, Promise]] = {
    Plan.State.DRAFT: (
        _("ขั้นต่อไปเป็นของท่าน: ตรวจรายการด้านล่าง แล้วเสนอผู้บริหาร"),
        _("แผนยังเป็นร่าง เจ้าหน้าที่กำลังเตรียมเสนอ ยังไม่มีอะไรให้ท่านต้องทำ"),
    ),
    Plan.State.SUBMITTED: (
        _("ขั้นต่อไปเป็นของท่าน: อ่านแผนด้านล่าง แล้วอนุมัติ หรือส่งกลับพร้อมเหตุผล"),
        _("แผนอยู่ระหว่างผู้บริหารพิจารณา ระหว่างนี้แก้แผนไม่ได้"),
    ),
    Plan.State.APPROVED: (
        _("ขั้นต่อไปเป็นของท่าน: ประกาศใช้แผนที่อนุมัติแล้ว"),
        _("ผู้บริหารอนุมัติแล้ว รอเจ้าหน้าที่ประกาศใช้"),
    ),
    Plan.State.ISSUED: (
        _("แผนประกาศใช้แล้ว ติดตามความก้าวหน้าได้ที่รอบรายงาน"),
        _("แผนประกาศใช้แล้ว ติดตามความก้าวหน้าได้ที่รอบรายงาน"),
    ),
}


def signing_page(viewer: Viewer, plan: Plan) -> SigningPage:
    """Everything the page of signing off shows, in as many questions for ten measures as for five hundred."""
    measures = measures_of(viewer, plan)
    points = weak_points(viewer, plan.fiscal_year)
    return SigningPage(
        viewer=viewer,
        plan=plan,
        log=log_of(plan),
        measures=tuple(_row(each) for each in measures),
        doubts=doubts_in(reading_of(plan, viewer.agency, measures)),
        open_points=tuple(each for each in points if each.state == "open"),
    )


def _row(measure: Measure) -> MeasureRow:
    owners = ", ".join(each.name for each in measure.ownerships.all())
    return MeasureRow(measure, owners, period_words(measure.period), len(measure.steps.all()))


def doubts_in(content: Reading) -> tuple[Doubt, ...]:
    """What the checks of papers say of a plan, the heaviest first.

    Without its findings: they are of another year, and which of them no measure answers the inbox knows for sure.
    """
    weights = list(Severity)
    checks = checks_of(replace(content, findings=()))
    return tuple(Doubt(each) for each in sorted(checks, key=lambda each: weights.index(each.severity)))


def content_of(viewer: Viewer, plan: Plan) -> Reading:
    """What is signed: the plan as a reading, with the findings of the year it answers."""
    return reading_of(plan, viewer.agency, measures_of(viewer, plan), findings_of(viewer, plan.result_year))


def log_of(plan: Plan) -> tuple[SignOff, ...]:
    """Every deed of signing a plan off, the first first; what was frozen stays where it is."""
    return tuple(plan.sign_offs.select_related("by").defer("content"))
