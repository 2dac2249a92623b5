"""A plan as it was signed, and what changed since the version before, in the words of the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise

from prongsai.apps.assessment.queries.cards import text_of
from prongsai.apps.documents.queries.differences import DEEDS, LABELS
from prongsai.apps.improvement.models import Plan, SignOff
from prongsai.apps.improvement.queries.periods import period_words
from prongsai.core.records import Measure, Period, Reading, Step, from_json
from prongsai.core.versions import Deed, FieldChange, RecordChange, changes_between


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as a page shows it. Shape: `fields` are label, words before, words now."""

    mark: str
    word: Promise
    is_step: bool
    title: str
    of_measure: str
    came_from: str
    fields: tuple[tuple[Promise, str, str], ...]


@dataclass(frozen=True, slots=True)
class SignedStep:
    """A step as it was signed."""

    number: str
    text: str
    owners: str
    period: str


@dataclass(frozen=True, slots=True)
class SignedMeasure:
    """A measure as it was signed, in words."""

    number: str
    title: str
    finding: str
    codes: str
    owners: str
    period: str
    monitoring: str
    steps: tuple[SignedStep, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version as it was signed; `before` is the version signed before it, `reason` why this one was opened."""

    approval: SignOff
    before: SignOff | None
    issued: SignOff | None
    reason: str
    measures: tuple[SignedMeasure, ...]
    changes: tuple[ChangeRow, ...]
    finding_count: int


def version_page(plan: Plan, version: int) -> VersionPage:
    """A version as it was signed, beside the one signed before it. Raises: Http404 when none of this number was."""
    approvals = plan.sign_offs.filter(deed=SignOff.Deed.APPROVED, version__lte=version)
    latest = list(approvals.select_related("by").order_by("-version")[:2])
    if not latest or latest[0].version != version:
        raise Http404
    approval, before = latest[0], latest[1] if len(latest) > 1 else None
    content = from_json(approval.content or {})
    others = list(plan.sign_offs.filter(version=version).select_related("by").defer("content"))
    return VersionPage(
        approval=approval,
        before=before,
        issued=next((each for each in others if each.deed == SignOff.Deed.ISSUED), None),
        reason=next((each.reason for each in others if each.deed == SignOff.Deed.REVISED), ""),
        measures=tuple(_signed_measure(each) for each in content.measures),
        changes=tuple(row for each in _changes(before, content) if (row := _row(each))),
        finding_count=len(content.findings),
    )


def _changes(before: SignOff | None, content: Reading) -> Iterable[RecordChange]:
    return changes_between(from_json(before.content or {}), content) if before else ()


def _row(change: RecordChange) -> ChangeRow | None:
    """A change in words; None when it says the same in other words, as months that a text now names."""
    mark, word = DEEDS[change.deed]
    fields = tuple(field for each in change.fields if (field := _field(each))[1] != field[2])
    if change.deed is Deed.CHANGED and not fields:
        return None
    is_step = isinstance(change.record, Step)
    return ChangeRow(
        mark=mark,
        word=word,
        is_step=is_step,
        title=_name(change.record),
        of_measure=_name(change.measure) if is_step else "",
        came_from=_name(change.came_from) if change.deed is Deed.MOVED and change.came_from else "",
        fields=fields,
    )


def _field(change: FieldChange) -> tuple[Promise, str, str]:
    return LABELS[change.name], _words(change.before), _words(change.after)


def _words(value: object) -> str:
    return period_words(value) if isinstance(value, Period) else text_of(value)


def _name(record: Measure | Step) -> str:
    return record.text if isinstance(record, Step) else record.title or record.finding


def _signed_measure(measure: Measure) -> SignedMeasure:
    return SignedMeasure(
        number=measure.number or "",
        title=_name(measure),
        finding=measure.finding if measure.title else "",
        codes=", ".join(measure.codes),
        owners=", ".join(measure.owners),
        period=period_words(measure.period),
        monitoring=measure.monitoring,
        steps=tuple(_signed_step(each) for each in measure.steps),
    )


def _signed_step(step: Step) -> SignedStep:
    return SignedStep(step.number or "", step.text, ", ".join(step.owners), period_words(step.period))
