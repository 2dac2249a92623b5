"""What could answer a weak point: practices of the catalogue, the agency's own measures of earlier years, and the
measures its plan has already. Every one says why it is here; none is taken up before a person saves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.improvement.models import Measure, Ownership, Plan, Step
from prongsai.apps.improvement.queries.periods import month_words
from prongsai.apps.improvement.queries.plans import measures_seen
from prongsai.apps.improvement.queries.standings import PICTURES, WORDS, Proved, percent_of, proved_in
from prongsai.apps.improvement.queries.weak_points import WeakPoint, codes_in
from prongsai.base.access import Viewer
from prongsai.core import practices
from prongsai.core.framework import nearest
from prongsai.core.practices import Practice, PracticeStep, Reason, ReasonKind
from prongsai.core.thai import key, quarter_months

MOST_EARLIER = 5


@dataclass(frozen=True)
class DraftStep:
    """A step to start from. `quarters` are the first and last of the fiscal year, None where nothing is proposed."""

    text: str
    owners: tuple[str, ...]
    evidence: str
    quarters: tuple[int, int] | None = None
    when: str = ""
    came_from: Step | None = None


@dataclass(frozen=True)
class Draft:
    """A measure to start from; whoever takes it up changes it and answers for it.

    It is a practice of the catalogue, by its code, or a measure of an earlier year.
    """

    title: str
    owners: tuple[str, ...]
    monitoring: str
    steps: tuple[DraftStep, ...]
    why: tuple[str, ...]
    practice: str = ""
    came_from: Measure | None = None
    evidence: tuple[str, ...] = ()
    note: str = ""

    @property
    def choice(self) -> str:
        """How an address names it: ``practice=service-charts``, ``earlier=12``."""
        return f"earlier={self.came_from.pk}" if self.came_from else f"practice={self.practice}"


@dataclass(frozen=True)
class Earlier:
    """A measure of an earlier year as a draft, with how it went: its standing with its proof, and the share done."""

    draft: Draft
    year: int
    picture: str
    word: str | Promise
    percent: int | None
    address: str


@dataclass(frozen=True)
class Candidate:
    """A measure of this year's plan that a weak point can be joined to; `is_likely` when it is on the same subject."""

    measure: Measure
    name: str
    is_likely: bool


@dataclass(frozen=True)
class Suggestions:
    """Everything that could answer a weak point, the best first."""

    practices: tuple[Draft, ...]
    earlier: tuple[Earlier, ...]
    candidates: tuple[Candidate, ...]


def suggestions_for(viewer: Viewer, plan: Plan | None, point: WeakPoint, year: int) -> Suggestions:
    """What could answer a weak point of a year."""
    return Suggestions(
        practices=tuple(
            draft_of_practice(each.practice, year, _why(each.reasons, year))
            for each in practices.suggest(
                indicator=point.indicator, item_keys=point.item_keys, question=point.question, words=point.words
            )
        ),
        earlier=_earlier(viewer, point, year),
        candidates=_candidates(measures_seen(viewer).filter(plan=plan), point) if plan else (),
    )


def practice_named(code: str, year: int) -> Draft:
    """A practice of the catalogue as a draft. Raises: Http404 when the catalogue has no such."""
    found = practices.practice(code)
    if found is None:
        raise Http404
    return draft_of_practice(found, year)


def earlier_measure(viewer: Viewer, year: int, measure_id: int) -> Measure:
    """A measure of an earlier year of the viewer's agency, with steps and owners. Raises: Http404."""
    found = _whole(viewer, year).filter(pk=measure_id).first()
    if found is None:
        raise Http404
    return found


def draft_of_practice(practice: Practice, year: int, why: tuple[str, ...] = ()) -> Draft:
    """A practice as a draft for a fiscal year."""
    return Draft(
        practice=practice.code,
        title=practice.title,
        owners=(practice.owner,),
        monitoring=practice.monitoring,
        steps=tuple(_step_of_practice(each, year) for each in practice.steps),
        evidence=practice.evidence,
        why=why,
        note=practice.note,
    )


def draft_of_measure(measure: Measure, why: tuple[str, ...] = ()) -> Draft:
    """A measure of an earlier year as a draft: neither its dates nor how it went come along."""
    return Draft(
        came_from=measure,
        title=measure.title or measure.finding,
        owners=_names(measure),
        monitoring=measure.monitoring,
        steps=tuple(
            DraftStep(each.text, _names(each), each.expected_evidence, came_from=each) for each in measure.steps.all()
        ),
        why=why,
    )


def _step_of_practice(step: PracticeStep, year: int) -> DraftStep:
    return DraftStep(step.text, (step.owner,), step.evidence, step.quarters, quarters_said(step.quarters, year))


def quarters_said(quarters: tuple[int, int], year: int) -> str:
    """A first and a last quarter of a fiscal year as the office says them, with their months."""
    first, last = quarters
    months = f"{month_words(quarter_months(year, first)[0])} - {month_words(quarter_months(year, last)[1])}"
    numbers = str(first) if first == last else f"{first}-{last}"
    return _("ไตรมาส %(numbers)s (%(months)s)") % {"numbers": numbers, "months": months}


def _why(reasons: Iterable[Reason], year: int) -> tuple[str, ...]:
    """Why a practice is suggested, a sentence a kind of reason, the strongest first."""
    told: dict[ReasonKind, list[str]] = {}
    for each in reasons:
        told.setdefault(each.kind, []).append(each.value)
    return tuple(_reason(kind, values, year) for kind, values in told.items())


def _reason(kind: ReasonKind, values: Sequence[str], year: int) -> str:
    if kind is ReasonKind.ITEM:
        items = [item for value in values if (item := nearest(year).item_by_key(value))]
        names = ", ".join(f"{item.code} {item.title_th}" for item in items)
        return _("ทำแล้วมีข้อมูลสำหรับข้อ %s") % names if names else _("เคยตรงกับข้อของปีอื่น")
    if kind is ReasonKind.TOPIC:
        return _("ข้อสังเกตพูดถึง %s") % " ".join(f"“{value}”" for value in values)
    return _("อยู่ในตัวชี้วัดที่ %s") % ", ".join(values)


def _earlier(viewer: Viewer, point: WeakPoint, year: int) -> tuple[Earlier, ...]:
    """The agency's own earlier measures that have something in common with the point, the latest years first."""
    measures = _of_earlier_years(viewer, year).only("pk", "title", "finding", "indicator", "codes", "plan__fiscal_year")
    topics = _topics_of(point)
    found = [(each.pk, why) for each in measures if (why := _in_common(point, topics, each, year))]
    chosen = dict(sorted(found, key=lambda pair: -len(pair[1]))[:MOST_EARLIER])
    whole = {each.pk: each for each in _whole(viewer, year).filter(pk__in=chosen)}
    proved = {plan.pk: proved_in(plan) for plan in {each.plan for each in whole.values()}}
    return tuple(_as_earlier(viewer, whole[pk], why, proved[whole[pk].plan_id]) for pk, why in chosen.items())


def _as_earlier(viewer: Viewer, measure: Measure, why: tuple[str, ...], proved: Proved) -> Earlier:
    standing, year = proved.standing_of(measure), measure.plan.fiscal_year
    return Earlier(
        draft=draft_of_measure(measure, why),
        year=year,
        picture=PICTURES[standing],
        word=WORDS[standing],
        percent=percent_of(measure),
        address=reverse("improvement:measure", args=[viewer.agency.slug, year, measure.pk]),
    )


def _in_common(point: WeakPoint, topics: Iterable[str], measure: Measure, year: int) -> tuple[str, ...]:
    """What a measure of an earlier year has in common with a weak point, in words, the strongest first."""
    before = nearest(measure.plan.fiscal_year)
    codes = set(codes_in(year, before, measure.codes)) & set(point.codes)
    why = [_("เคยทำเพื่อข้อ %s") % f"{code} {title_of(code, year).title}" for code in sorted(codes)]
    if shared := _shared_topic(measure, topics):
        why.append(_("พูดถึงเรื่องเดียวกัน “%s”") % shared)
    if measure.indicator and measure.indicator == point.indicator:
        why.append(_("อยู่ในตัวชี้วัดที่ %s") % measure.indicator)
    return tuple(why)


def _topics_of(point: WeakPoint) -> tuple[str, ...]:
    """The topics of the catalogue that a weak point speaks of, the longest first."""
    said = key(point.words)
    spoken = {topic for each in practices.practices() for topic in each.topics if key(topic) in said}
    return tuple(sorted(spoken, key=lambda topic: (-len(topic), topic)))


def _shared_topic(measure: Measure, topics: Iterable[str]) -> str:
    """The longest of the topics that a measure speaks of too; "" where it speaks of none."""
    said = key(f"{measure.title} {measure.finding}")
    return next((topic for topic in topics if key(topic) in said), "")


def _candidates(measures: Iterable[Measure], point: WeakPoint) -> tuple[Candidate, ...]:
    """The plan's measures that do not answer the point yet, those on its subject first."""
    answering = {each.pk for each in point.measures}
    found = [_candidate(each, point) for each in measures if each.pk not in answering]
    return tuple(sorted(found, key=lambda each: not each.is_likely))


def _candidate(measure: Measure, point: WeakPoint) -> Candidate:
    is_likely = not set(measure.codes).isdisjoint(point.codes) or bool(
        measure.indicator and measure.indicator == point.indicator
    )
    name = " · ".join(part for part in (measure.number, str(measure)) if part)
    return Candidate(measure, name, is_likely)


def _of_earlier_years(viewer: Viewer, year: int) -> QuerySet[Measure]:
    measures = Measure.objects.filter(agency=viewer.agency, removed_at=None, plan__fiscal_year__lt=year)
    return measures.select_related("plan").order_by("-plan__fiscal_year", "position", "pk")


def _whole(viewer: Viewer, year: int) -> QuerySet[Measure]:
    owners = Prefetch("ownerships", Ownership.objects.order_by("pk"))
    steps = Prefetch("steps", Step.objects.filter(removed_at=None).prefetch_related(owners))
    return _of_earlier_years(viewer, year).prefetch_related(owners, steps)


def _names(row: Measure | Step) -> tuple[str, ...]:
    return tuple(each.name for each in row.ownerships.all())
