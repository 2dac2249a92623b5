"""Next year from this year: what a plan would be in another year, and the evidence of what was carried over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.assessment.queries.codes import CodeTitle, title_of
from prongsai.apps.improvement.models import Evidence, Measure, Plan, Proof, Step
from prongsai.apps.improvement.queries.evidence import evidence_seen
from prongsai.apps.improvement.queries.periods import period_words
from prongsai.apps.improvement.queries.plans import found, measures_of, measures_seen, plan_in, steps_seen
from prongsai.base.access import Viewer
from prongsai.core.carrying import CodePassage, Proposal, code_passage, proposed_text, shifted
from prongsai.core.crosswalk import Kind, Passage, crosswalk
from prongsai.core.framework import Confidence, Item, has_framework, nearest
from prongsai.core.records import Period

KIND_WORDS: dict[Kind, Promise] = {
    Kind.SAME: _("เหมือนเดิม"),
    Kind.RENAMED: _("เปลี่ยนชื่อ"),
    Kind.MOVED: _("เปลี่ยนเลขข้อ"),
    Kind.SPLIT: _("แยกเป็นหลายข้อ"),
    Kind.MERGED: _("รวมกับข้ออื่น"),
    Kind.DROPPED: _("ไม่มีแล้ว"),
}
"""What became of an item, as the screens call it."""

TEXT_LABELS: dict[str, Promise] = {
    "title": _("ชื่อมาตรการ"),
    "finding": _("ประเด็น"),
    "monitoring": _("การกำกับติดตาม"),
    "text": _("ขั้นตอน"),
    "expected_evidence": _("หลักฐานที่ควรมี"),
}


@dataclass(frozen=True, slots=True)
class CarriedCode:
    """A code of a measure, and what it is in the other year. `key` names the wish to keep one nobody can follow."""

    key: str
    passage: CodePassage
    title: CodeTitle
    targets: tuple[CodeTitle, ...]
    can_be_kept: bool

    @property
    def word(self) -> Promise | None:
        """What became of it; None where a person has to look."""
        return KIND_WORDS[self.passage.kind] if self.passage.kind else None


@dataclass(frozen=True, slots=True)
class CarriedText:
    """A text of a measure or a step that would say something else. `key` names the wish to take what is proposed."""

    key: str
    label: Promise
    proposal: Proposal


@dataclass(frozen=True)
class CarriedMeasure:
    """A measure as it would go over, with what a person has to look at. `is_there` once it was carried."""

    measure: Measure
    owners: str
    period: str
    step_count: int
    codes: tuple[CarriedCode, ...]
    texts: tuple[CarriedText, ...]
    is_there: bool


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item of the earlier year and what became of it."""

    item: Item
    word: Promise
    targets: tuple[Item, ...]
    is_unverified: bool


@dataclass(frozen=True)
class CarryPage:
    """What carrying a plan over into another year would do. Shape: `choices` are years with a plan, latest first."""

    year: int
    source: Plan | None
    choices: tuple[int, ...]
    measures: tuple[CarriedMeasure, ...] = ()
    target: Plan | None = None
    unknown_years: tuple[int, ...] = ()
    changed: tuple[ChangedItem, ...] = field(default=())
    gone: tuple[ChangedItem, ...] = field(default=())
    new: tuple[CodeTitle, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether the plan of the year may be written."""
        return self.target is None or self.target.is_open

    @cached_property
    def waiting(self) -> tuple[CarriedMeasure, ...]:
        """The measures that are not carried over yet."""
        return tuple(each for each in self.measures if not each.is_there)


@dataclass(frozen=True, slots=True)
class EarlierPiece:
    """A piece of evidence of an earlier year, with its own date."""

    evidence: Evidence
    address: str
    is_attached: bool


@dataclass(frozen=True, slots=True)
class EarlierEvidence:
    """What proved the step or measure this one came from, and where to attach it again."""

    pieces: tuple[EarlierPiece, ...]
    address: str


def carry_page(viewer: Viewer, year: int, from_year: int | None) -> CarryPage:
    """What carrying a plan into `year` would do; from the latest earlier year that has one, unless one is named.

    Raises: Http404 for a year that has no plan.
    """
    choices = _years_with_plans(viewer, year)
    if from_year is not None and from_year not in choices:
        raise Http404
    if not choices:
        return CarryPage(year, None, ())
    source, target = found(plan_in(viewer, from_year or choices[0])), plan_in(viewer, year)
    measures = tuple(_carried(viewer, source, year, target))
    fed = {code for each in measures for carried in each.codes for code in carried.passage.codes}
    walk = crosswalk(nearest(source.fiscal_year).fiscal_year, nearest(year).fiscal_year)
    moves = [_changed(each) for each in walk.passages if each.kind is not Kind.SAME]
    return CarryPage(
        year=year,
        source=source,
        choices=choices,
        measures=measures,
        target=target,
        unknown_years=tuple(each for each in (source.fiscal_year, year) if not has_framework(each)),
        changed=tuple(each for each in moves if each.targets),
        gone=tuple(each for each in moves if not each.targets),
        new=tuple(title_of(each.code, year) for each in walk.new if each.code not in fed),
    )


def codes_carried(measure: Measure, from_year: int, to_year: int, kept: Collection[str] = ()) -> list[str]:
    """The codes of a measure in another year, each once; those nobody can follow only where `kept` names them."""
    found_codes: dict[str, None] = {}
    for code in measure.codes:
        passage = code_passage(code, from_year, to_year)
        codes = passage.codes if passage.is_told or _code_key(measure, code) not in kept else (passage.code,)
        found_codes.update(dict.fromkeys(codes))
    return list(found_codes)


def text_carried(record: Measure | Step, name: str, from_year: int, to_year: int, taken: Collection[str]) -> str:
    """A text of a measure or a step as it goes over: as it is, unless `taken` names what is proposed for it."""
    text = str(getattr(record, name))
    proposal = proposed_text(text, from_year, to_year) if _text_key(record, name) in taken else None
    return proposal.text if proposal else text


def carried_before(target: Plan) -> set[int]:
    """The measures of other years that stand in a plan already. Shape: their keys."""
    there = target.measures.filter(removed_at=None, came_from__isnull=False)
    return {each for each in there.values_list("came_from", flat=True) if each}


def earlier_evidence(viewer: Viewer, record: Step | Measure) -> EarlierEvidence | None:
    """What proved the record this one came from, as far as the viewer may see it; None when it came from none.

    Shape: newest first, words of papers and what was returned left out.
    """
    kind = str(record._meta.model_name)
    seen = steps_seen(viewer) if isinstance(record, Step) else measures_seen(viewer)
    if record.came_from_id is None or not seen.filter(pk=record.came_from_id).exists():
        return None
    standing = ~Q(state=Proof.State.RETURNED) & ~Q(evidence__kind=Evidence.Kind.WORDS)
    proofs = Proof.objects.filter(standing, **{f"{kind}_id": record.came_from_id})
    pieces = evidence_seen(viewer).filter(pk__in=proofs.values("evidence"))
    here = set(record.proofs.values_list("evidence_id", flat=True))
    slug, year = viewer.agency.slug, _year_of(record)
    return EarlierEvidence(
        pieces=tuple(
            EarlierPiece(each, reverse("improvement:evidence", args=[slug, year, each.pk]), each.pk in here)
            for each in pieces
        ),
        address=reverse(f"improvement:{kind}-evidence-again", args=[slug, year, record.pk]),
    )


def _year_of(record: Step | Measure) -> int:
    return record.measure.plan.fiscal_year if isinstance(record, Step) else record.plan.fiscal_year


def _years_with_plans(viewer: Viewer, year: int) -> tuple[int, ...]:
    """The earlier years whose plan holds a measure, the latest first."""
    standing = Count("measures", filter=Q(measures__removed_at=None))
    plans = Plan.objects.filter(agency=viewer.agency, fiscal_year__lt=year).annotate(measure_count=standing)
    return tuple(plans.filter(measure_count__gt=0).order_by("-fiscal_year").values_list("fiscal_year", flat=True))


def _carried(viewer: Viewer, source: Plan, year: int, target: Plan | None) -> Iterator[CarriedMeasure]:
    there = carried_before(target) if target else set()
    for measure in measures_of(viewer, source):
        yield CarriedMeasure(
            measure=measure,
            owners=", ".join(each.name for each in measure.ownerships.all()),
            period=_period_then(measure, year - source.fiscal_year),
            step_count=len(measure.steps.all()),
            codes=tuple(_code(measure, code, source.fiscal_year, year) for code in measure.codes),
            texts=tuple(_texts(measure, source.fiscal_year, year)),
            is_there=measure.pk in there,
        )


def _period_then(measure: Measure, years: int) -> str:
    start, end = (shifted(each, years) for each in (measure.starts_on, measure.ends_on))
    moved = Measure(starts_on=start, ends_on=end, period_text="" if start else measure.period_text)
    period: Period | None = moved.period
    return period_words(period)


def _code(measure: Measure, code: str, from_year: int, to_year: int) -> CarriedCode:
    passage, there = code_passage(code, from_year, to_year), nearest(to_year)
    return CarriedCode(
        key=_code_key(measure, code),
        passage=passage,
        title=title_of(code, from_year),
        targets=tuple(title_of(each, to_year) for each in passage.codes),
        can_be_kept=not passage.is_told and bool(there.item(code) or there.question(code)),
    )


def _texts(measure: Measure, from_year: int, to_year: int) -> Iterator[CarriedText]:
    names = ("title", "monitoring") if measure.title else ("finding", "monitoring")
    places: list[tuple[Measure | Step, str]] = [(measure, name) for name in names]
    places += [(step, name) for step in measure.steps.all() for name in ("text", "expected_evidence")]
    for record, name in places:
        if proposal := proposed_text(getattr(record, name), from_year, to_year):
            yield CarriedText(_text_key(record, name), TEXT_LABELS[name], proposal)


def _text_key(record: Measure | Step, name: str) -> str:
    return f"{record._meta.model_name}-{record.pk}-{name}"


def _code_key(measure: Measure, code: str) -> str:
    return f"{measure.pk}-{code}"


def _changed(passage: Passage) -> ChangedItem:
    doubts = (*(each.confidence for each in passage.links), *(each.confidence for each in passage.targets))
    is_unverified = any(each.doubt >= Confidence.UNVERIFIED.doubt for each in doubts)
    return ChangedItem(passage.item, KIND_WORDS[passage.kind], passage.targets, is_unverified)
