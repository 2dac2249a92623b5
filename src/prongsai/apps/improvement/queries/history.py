"""The history of a record, in words: every change, by whom, when, field by field from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.improvement.models import Activity, Change, Evidence, Measure, Report, Step
from prongsai.apps.improvement.models.parts import WorkStatus
from prongsai.apps.improvement.queries.periods import month_words
from prongsai.apps.improvement.queries.plans import WHOLE, found, measures_ever, measures_seen, steps_ever, steps_seen
from prongsai.base.access import Viewer
from prongsai.base.templatetags.thai import thai_day

KIND_NAMES: dict[str, Promise] = {
    "measure": gettext_lazy("มาตรการ"),
    "step": gettext_lazy("ขั้นตอน"),
    "report": gettext_lazy("รายงานผล"),
    "activity": gettext_lazy("กิจกรรม"),
    "evidence": gettext_lazy("หลักฐาน"),
}
"""The records that have a history, as the office calls them."""

LISTS = {"measure": "plan", "step": "plan", "activity": "activities", "evidence": "evidence-list"}
"""Kind of record -> the list it stands in."""
LIST_NAMES = {
    "measure": gettext_lazy("แผน"),
    "step": gettext_lazy("แผน"),
    "activity": gettext_lazy("กิจกรรม"),
    "evidence": gettext_lazy("หลักฐาน"),
}
"""Kind of record -> what that list is called."""

FIELD_NAMES: dict[str, Promise] = {
    "measure_id": gettext_lazy("มาตรการ"),
    "step_id": gettext_lazy("ขั้นตอน"),
    "position": gettext_lazy("ลำดับในแผน"),
    "number": gettext_lazy("เลขลำดับที่พิมพ์"),
    "tool": gettext_lazy("เครื่องมือ"),
    "indicator": gettext_lazy("ตัวชี้วัด"),
    "codes": gettext_lazy("ข้อ OIT หรือข้อคำถาม"),
    "title": gettext_lazy("ชื่อ"),
    "finding": gettext_lazy("ประเด็นที่ต้องพัฒนา"),
    "monitoring": gettext_lazy("การกำกับติดตาม"),
    "suggestion": gettext_lazy("ข้อเสนอแนะ"),
    "text": gettext_lazy("ข้อความ"),
    "expected_evidence": gettext_lazy("หลักฐานที่จะใช้"),
    "starts_on": gettext_lazy("ตั้งแต่เดือน"),
    "ends_on": gettext_lazy("ถึงเดือน"),
    "period_text": gettext_lazy("ระยะเวลาตามเอกสาร"),
    "status": gettext_lazy("สถานะการดำเนินการ"),
    "percent": gettext_lazy("ร้อยละ"),
    "removed_at": gettext_lazy("อยู่ในแผนหรือไม่"),
    "owners": gettext_lazy("ผู้รับผิดชอบ"),
    "answers": gettext_lazy("จุดที่ต้องพัฒนาที่ตอบ"),
    "state": gettext_lazy("สถานะรายงาน"),
    "result": gettext_lazy("ผลการดำเนินงาน"),
    "problem": gettext_lazy("ปัญหาอุปสรรค"),
    "no_evidence_reason": gettext_lazy("เหตุที่ไม่มีหลักฐาน"),
    "comment": gettext_lazy("ความเห็นผู้ตรวจ"),
    "held_on": gettext_lazy("วันที่จัด"),
    "place": gettext_lazy("สถานที่"),
    "purpose": gettext_lazy("วัตถุประสงค์"),
    "outcome": gettext_lazy("ผลที่ได้"),
    "people_count": gettext_lazy("จำนวนผู้เข้าร่วม"),
    "kind": gettext_lazy("ชนิด"),
    "url": gettext_lazy("ลิงก์"),
    "dated_on": gettext_lazy("วันที่ของหลักฐาน"),
}
"""What the remembered fields are called; a field that is not here is not shown."""

DEEDS: dict[str, Promise] = {
    "change.undone": gettext_lazy("ย้อนการเปลี่ยน"),
}

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a record, as it was and as it became, in words."""

    name: str
    label: Promise | str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change, in words. `can_undo`: it is the last one, and this viewer may take it back."""

    change: Change
    deed: str
    who: str
    differences: tuple[Difference, ...]
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Everything that was changed of a record. Shape: the latest first."""

    kind: str
    record: Model
    name: str
    changes: tuple[Told, ...]
    year: int

    @property
    def kind_name(self) -> Promise:
        """What kind of record it is."""
        return KIND_NAMES[self.kind]

    @property
    def back_word(self) -> Promise:
        """What the page is called that it leads back to."""
        return LIST_NAMES[self.kind] if self.is_removed else self.kind_name

    @property
    def is_removed(self) -> bool:
        """Whether it was taken out, or what it is a part of."""
        parts = (self.record, self.record.measure) if isinstance(self.record, Step) else (self.record,)
        return any(getattr(each, "removed_at", None) for each in parts)


def record_of(viewer: Viewer, kind: str, record: int) -> Model:
    """A record the viewer may see, taken out or not. Raises: Http404."""
    if kind not in KIND_NAMES:
        raise Http404
    of: Model | None = _records_ever(viewer, kind).filter(pk=record).first()
    return found(of)


def history_of(viewer: Viewer, kind: str, record: int, words: Mapping[str, Any]) -> History:
    """The history of a record the viewer may see. `words` are the verbs of deeds. Raises: Http404."""
    of = record_of(viewer, kind, record)
    changes = list(changes_of(viewer, kind, record).select_related("by"))
    named = _names_of(viewer, changes)
    told = tuple(
        Told(
            each,
            str(words.get(each.deed, DEEDS.get(each.deed, each.deed))),
            each.by.name if each.by else _("ระบบ"),
            differences_of(each.before or {}, each.after or {}, named),
            can_undo=place == 0 and may_undo(viewer, each),
        )
        for place, each in enumerate(changes)
    )
    return History(kind, of, str(of), told, year_of(of))


def changes_of(viewer: Viewer, kind: str, record: int) -> QuerySet[Change]:
    """The changes of one record of the viewer's agency. Shape: the latest first."""
    return Change.objects.filter(agency=viewer.agency, kind=kind, record=record).order_by("-pk")


def change_of(viewer: Viewer, change_id: int) -> Change:
    """One change of a record that the viewer may see. Raises: Http404."""
    change = found(Change.objects.filter(agency=viewer.agency, pk=change_id).first())
    record_of(viewer, change.kind, change.record)
    return change


RIGHTS = {
    "measure": "plan.edit",
    "step": "plan.edit",
    "report": "report.write",
    "activity": "activity.write",
    "evidence": "evidence.add",
}
"""Kind of record -> what whoever takes a change of it back must be allowed."""


def may_undo(viewer: Viewer, change: Change) -> bool:
    """Whether a change is this viewer's to take back: the clerk any, others what they did themselves."""
    if not viewer.may("change.undo") or not viewer.may(RIGHTS[change.kind]):
        return False
    return viewer.may("plan.edit") or change.by_id == viewer.person.pk


def year_of(record: Model) -> int:
    """The fiscal year a record belongs to."""
    match record:
        case Measure():
            return record.plan.fiscal_year
        case Step() | Report():
            return record.measure.plan.fiscal_year
        case Activity() | Evidence():
            return record.fiscal_year
    raise Http404


def address_of(viewer: Viewer, history: History) -> str:
    """The page of what a history is of; of what was taken out, the page it was taken from."""
    desk, record = [viewer.agency.slug, history.year], history.record
    if isinstance(record, Report):
        kind, of = ("step", record.step_id) if record.step_id else ("measure", record.measure_id)
        return reverse(f"improvement:report-{kind}", args=[*desk, record.round_id, of])
    if history.is_removed:
        return reverse(f"improvement:{LISTS[history.kind]}", args=desk)
    return reverse(f"improvement:{history.kind}", args=[*desk, record.pk])


def differences_of(
    before: Mapping[str, Any], after: Mapping[str, Any], named: Mapping[int, str] | None = None
) -> tuple[Difference, ...]:
    """The fields of two states of a record that differ, in words. Shape: in the order of `FIELD_NAMES`."""
    names = [name for name in FIELD_NAMES if name in before or name in after]
    found_differences = [
        Difference(name, FIELD_NAMES[name], *(_words(name, state.get(name), named or {}) for state in (before, after)))
        for name in names
        if before.get(name) != after.get(name)
    ]
    return tuple(each for each in found_differences if each.before != each.after)


def _records_ever(viewer: Viewer, kind: str) -> QuerySet[Any]:
    match kind:
        case "measure":
            return measures_ever(viewer).select_related("plan")
        case "step":
            return steps_ever(viewer).select_related("measure__plan")
        case "report":
            return _reports_seen(viewer).select_related("measure__plan", "round")
        case "activity":
            return _activities_ever(viewer)
        case _:
            return _evidence_ever(viewer)


def _reports_seen(viewer: Viewer) -> QuerySet[Report]:
    theirs = Q(step=None, measure__in=measures_seen(viewer)) | Q(step__in=steps_seen(viewer))
    return Report.objects.filter(theirs, agency=viewer.agency)


def _activities_ever(viewer: Viewer) -> QuerySet[Activity]:
    activities = Activity.objects.filter(agency=viewer.agency)
    if viewer.may(WHOLE):
        return activities
    work = Q(step__in=steps_seen(viewer)) | Q(measure__in=measures_seen(viewer))
    return activities.filter(work | Q(written_by=viewer.person))


def _evidence_ever(viewer: Viewer) -> QuerySet[Evidence]:
    pieces = Evidence.objects.filter(agency=viewer.agency)
    if viewer.may(WHOLE):
        return pieces
    work = Q(proofs__step__in=steps_seen(viewer)) | Q(proofs__measure__in=measures_seen(viewer))
    return pieces.filter(work | Q(added_by=viewer.person)).distinct()


def _names_of(viewer: Viewer, changes: Iterable[Change]) -> dict[int, str]:
    """What the measures are called that changes name, of those the viewer may see."""
    states = [state for each in changes for state in (each.before, each.after) if state]
    ids = {state["measure_id"] for state in states if state.get("measure_id")}
    return {each.pk: str(each) for each in measures_ever(viewer).filter(pk__in=ids)}


def _words(name: str, value: Any, named: Mapping[int, str]) -> str:
    """A remembered value as a person says it."""
    if name == "removed_at":
        return _("นำออกแล้ว") if value else _("อยู่ในแผน")
    if value in (None, "", []):
        return NOTHING
    if name == "measure_id":
        return named.get(value, NOTHING)
    return _SAID[name](value) if name in _SAID else str(value)


def _owners(owners: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(each["name"] for each in owners)


def _answers(subjects: Sequence[str]) -> str:
    """What a measure answers, by key: a remark by the number it is kept under."""
    words = {"finding": _("ข้อสังเกตเลขที่"), "item": _("ข้อ"), "indicator": _("ตัวชี้วัดที่")}
    parts = (subject.partition("-") for subject in subjects)
    return ", ".join(f"{words.get(kind, kind)} {which}" for kind, _dash, which in parts)


def _first_month(day: str) -> str:
    return month_words(day[:7])


def _last_month(day: str) -> str:
    return month_words(f"{date.fromisoformat(day) - timedelta(days=1):%Y-%m}")


def _day(day: str) -> str:
    return thai_day(date.fromisoformat(day) if len(day) == 10 else datetime.fromisoformat(day))


_SAID: dict[str, Callable[[Any], str]] = {
    "owners": _owners,
    "answers": _answers,
    "codes": ", ".join,
    "starts_on": _first_month,
    "ends_on": _last_month,
    "held_on": _day,
    "dated_on": _day,
    "status": lambda value: str(WorkStatus(value).label),
    "state": lambda value: str(Report.State(value).label),
    "kind": lambda value: str(Evidence.Kind(value).label),
}
