"""Evidence and what it proves, for this viewer: an officer sees what belongs to their work and what they handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.assessment.queries.papers import Table
from prongsai.apps.improvement.models import Activity, Evidence, Measure, Proof, Round, Step
from prongsai.apps.improvement.queries.activities import activities_seen
from prongsai.apps.improvement.queries.plans import WHOLE, found, measures_seen, steps_seen
from prongsai.base.access import Viewer
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.thai import fiscal_year_bounds

Rounds = Mapping[int, list[Round]]
"""The rounds of each plan, by its key."""

STATES = {
    "offered": gettext_lazy("รอตรวจ"),
    "returned": gettext_lazy("ส่งกลับให้แก้"),
    "accepted": gettext_lazy("รับแล้ว"),
    "unused": gettext_lazy("ยังไม่ได้ใช้"),
    "undated": gettext_lazy("ไม่มีวันที่"),
}
"""What the list of evidence can be narrowed to, in the order of work."""

DECISIONS = ("offered", "returned", "accepted")
"""The states of one use, in the order of work."""

ON_CARD = 3
"""Uses that a card of the list names; the rest are on the piece's page."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see of the list: a kind, a state, or all ("")."""

    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """One thing a piece proves, in words; `warning` says where the piece's own date does not fit it."""

    proof: Proof
    title: str
    year: int
    warning: str = ""
    is_unverified: bool = False

    @property
    def asked_for(self) -> str:
        """How an address names the same thing, to hand in another piece for it."""
        if self.proof.item:
            return f"item={self.proof.item}"
        kind, key = _subject_key(self.proof)
        return f"{kind}={key}"


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of evidence with what this viewer may see of its uses."""

    evidence: Evidence
    uses: tuple[Use, ...]

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """How many uses stand in each state. Shape: mark, word, count, in the order of work."""
        proofs = sorted((use.proof for use in self.uses), key=lambda each: DECISIONS.index(each.state))
        counted = Counter((each.mark, each.get_state_display()) for each in proofs)
        return [(mark, word, count) for (mark, word), count in counted.items()]

    @property
    def waiting_count(self) -> int:
        """The uses that wait for a decision, of a piece that is there to be taken. Unit: uses."""
        waiting = sum(use.proof.state == Proof.State.OFFERED for use in self.uses)
        return 0 if self.evidence.kind == Evidence.Kind.WORDS else waiting

    @property
    def on_card(self) -> tuple[Use, ...]:
        """The uses a card has room for."""
        return self.uses[:ON_CARD]

    @property
    def more_count(self) -> int:
        """The uses it has not. Unit: uses."""
        return len(self.uses) - len(self.on_card)

    @property
    def used(self) -> dict[str, set[int | str]]:
        """What it proves already. Shape: ``step``, ``measure``, ``activity`` to keys, ``item`` to codes."""
        proofs = [use.proof for use in self.uses]
        keys = {kind: {getattr(each, f"{kind}_id") for each in proofs} for kind in ("step", "measure", "activity")}
        return keys | {"item": {each.item for each in proofs}}


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of evidence shows: the pieces wished, uses at hand, and how many each state narrows it to."""

    pieces: QuerySet[Evidence]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one viewer may see, found out once."""

    pieces: QuerySet[Evidence]
    proofs: QuerySet[Proof]


def proofs_seen(viewer: Viewer) -> QuerySet[Proof]:
    """The uses of evidence in the viewer's agency that they may see: for their work, and for items of evidence seen."""
    return _sight(viewer).proofs


def evidence_seen(viewer: Viewer) -> QuerySet[Evidence]:
    """The pieces of evidence of the viewer's agency that they may see, of every year. Shape: newest first."""
    return _sight(viewer).pieces


def evidence_of(viewer: Viewer, evidence_id: int) -> Evidence:
    """One piece the viewer may see, its file at hand. Raises: Http404."""
    return found(evidence_seen(viewer).select_related("file", "added_by").filter(pk=evidence_id).first())


def proof_of(viewer: Viewer, proof_id: int) -> Proof:
    """One use of evidence that the viewer may see, the piece at hand. Raises: Http404."""
    return found(proofs_seen(viewer).select_related("evidence").filter(pk=proof_id).first())


def proofs_of(viewer: Viewer, subjects: Iterable[Step | Measure | Activity]) -> dict[tuple[str, int], list[Proof]]:
    """What was handed in for these steps, measures and activities, in one question.

    Shape: ``("step", its key)`` to proofs in the order they came, evidence and file at hand; no subject is left out.
    """
    proofs: dict[tuple[str, int], list[Proof]] = {key_of(each): [] for each in subjects}
    ids: dict[str, list[int]] = {"step": [], "measure": [], "activity": []}
    for kind, pk in proofs:
        ids[kind].append(pk)
    wanted = Q(step__in=ids["step"]) | Q(measure__in=ids["measure"]) | Q(activity__in=ids["activity"])
    standing = Proof.objects.filter(wanted, evidence__agency=viewer.agency, evidence__removed_at=None)
    for proof in standing.select_related("evidence__file"):
        proofs[_subject_key(proof)].append(proof)
    return proofs


def key_of(subject: Step | Measure | Activity) -> tuple[str, int]:
    """What `proofs_of` calls a subject: its kind and its key."""
    return str(subject._meta.model_name), subject.pk


def evidence_in(viewer: Viewer, year: int) -> QuerySet[Evidence]:
    """The evidence of a year that the viewer may see: handed in for it, or used in it. Shape: newest first."""
    return _of_year(_sight(viewer), year)


def listed(viewer: Viewer, year: int, wish: Wish) -> Listed:
    """The evidence of a year, narrowed to what is wished, and what else it can be narrowed to."""
    sight = _sight(viewer)
    pieces = _of_year(sight, year)
    return Listed(_with_uses(sight, _narrowed(sight, pieces, wish)), _counts(sight, pieces))


def wished(viewer: Viewer, year: int, wish: Wish) -> QuerySet[Evidence]:
    """The evidence of a year, narrowed to what is wished. Shape: newest first."""
    sight = _sight(viewer)
    return _narrowed(sight, _of_year(sight, year), wish)


def counts_of(viewer: Viewer, year: int) -> dict[str, int]:
    """How many pieces each state narrows the list of a year to, and all of them under "". Unit: pieces."""
    sight = _sight(viewer)
    return _counts(sight, _of_year(sight, year))


def card_of(evidence: Evidence, rounds: Rounds | None = None) -> Card:
    """A piece as it is shown; asks nothing of one that came with its uses at hand."""
    return Card(evidence, tuple(_use(evidence, each, rounds or {}) for each in evidence.proofs.all()))


def piece(viewer: Viewer, evidence_id: int) -> Card:
    """One piece with everything it proves, and where its date does not fit. Raises: Http404."""
    sight = _sight(viewer)
    evidence = found(_with_uses(sight, sight.pieces).filter(pk=evidence_id).first())
    return card_of(evidence, _rounds_of(evidence))


def hidden_count(card: Card) -> int:
    """How many uses of a piece are of work this viewer does not see. Unit: uses."""
    return _standing().filter(evidence=card.evidence).count() - len(card.uses)


def frozen(proofs: Iterable[Proof]) -> bool:
    """Whether one of these uses was accepted before a round of its plan closed: what was signed off stands still."""
    accepted = Proof.objects.filter(pk__in=[each.pk for each in proofs], state=Proof.State.ACCEPTED)
    closed_after = Q(step__measure__plan__rounds__closed_at__gte=F("decided_at")) | Q(
        measure__plan__rounds__closed_at__gte=F("decided_at")
    )
    return accepted.filter(closed_after).exists()


def evidence_table(viewer: Viewer, year: int) -> Table:
    """The evidence of a year as a table to take away."""
    cards = [card_of(each) for each in listed(viewer, year, Wish()).pieces]
    rows: list[tuple[object, ...]] = [
        (
            each.evidence.title,
            each.evidence.get_kind_display(),
            thai_day(each.evidence.dated_on),
            each.evidence.file.name if each.evidence.file else each.evidence.url,
            each.evidence.file.sha256 if each.evidence.file else "",
            "; ".join(f"{use.title} ({use.proof.get_state_display()})" for use in each.uses),
        )
        for each in cards
    ]
    heads = [_("หลักฐาน"), _("ชนิด"), _("วันที่ของหลักฐาน"), _("ไฟล์หรือลิงก์"), "SHA-256", _("พิสูจน์งานใด")]
    return rows, heads, f"evidence-{year}"


def _standing() -> QuerySet[Proof]:
    """Uses for what is still there: the database says "nothing removed" of what a proof has none of, too."""
    return Proof.objects.filter(
        step__removed_at=None,
        step__measure__removed_at=None,
        measure__removed_at=None,
        activity__removed_at=None,
    )


def _sight(viewer: Viewer) -> _Sight:
    pieces = Evidence.objects.filter(agency=viewer.agency, removed_at=None)
    proofs = _standing().filter(evidence__agency=viewer.agency, evidence__removed_at=None)
    if viewer.may(WHOLE):
        return _Sight(pieces, proofs)
    work = Q(pk__in=_uses_of_own_work(viewer))
    own = Q(added_by=viewer.person) | Q(pk__in=Proof.objects.filter(work).order_by().values("evidence"))
    seen = pieces.filter(own)
    return _Sight(seen, proofs.filter(work | ~Q(item="") & Q(evidence__in=seen.order_by().values("pk"))))


def _uses_of_own_work(viewer: Viewer) -> list[int]:
    """Keys of the uses for an officer's own work. They are looked up first: SQLite cannot nest questions this deep."""
    uses = Proof.objects.filter(evidence__agency=viewer.agency).order_by()
    own = (
        uses.filter(step__isnull=False, step__in=steps_seen(viewer)),
        uses.filter(measure__isnull=False, measure__in=measures_seen(viewer)),
        uses.filter(activity__isnull=False, activity__in=activities_seen(viewer)),
    )
    return [key for each in own for key in each.values_list("pk", flat=True)]


def _of_year(sight: _Sight, year: int) -> QuerySet[Evidence]:
    used = sight.proofs.filter(
        Q(step__measure__plan__fiscal_year=year)
        | Q(measure__plan__fiscal_year=year)
        | Q(activity__fiscal_year=year)
        | Q(item_year=year)
    )
    return sight.pieces.filter(Q(fiscal_year=year) | Q(pk__in=used.order_by().values("evidence")))


def _counts(sight: _Sight, of_year: QuerySet[Evidence]) -> dict[str, int]:
    pieces = dict(of_year.order_by().values_list("pk", "dated_on"))
    states: dict[str, set[int]] = {state: set() for state in DECISIONS}
    uses = sight.proofs.filter(evidence__in=list(pieces)).order_by()
    for evidence_id, state in uses.values_list("evidence_id", "state"):
        states[state].add(evidence_id)
    counts = {state: len(ids) for state, ids in states.items()}
    unused = pieces.keys() - set().union(*states.values())
    undated = [day for day in pieces.values() if day is None]
    return {"": len(pieces), **counts, "unused": len(unused), "undated": len(undated)}


def _narrowed(sight: _Sight, pieces: QuerySet[Evidence], wish: Wish) -> QuerySet[Evidence]:
    if wish.kind:
        pieces = pieces.filter(kind=wish.kind)
    return pieces.filter(_in_state(sight, wish.state)) if wish.state else pieces


def _in_state(sight: _Sight, state: str) -> Q:
    if state == "undated":
        return Q(dated_on=None)
    uses = sight.proofs.filter(evidence=OuterRef("pk")).order_by()
    return ~Q(Exists(uses)) if state == "unused" else Q(Exists(uses.filter(state=state)))


def _with_uses(sight: _Sight, pieces: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """These pieces with file and uses at hand, for `card_of`."""
    proofs = sight.proofs.select_related("step__measure__plan", "measure__plan", "activity", "by", "decided_by")
    return pieces.select_related("file", "added_by").prefetch_related(Prefetch("proofs", proofs))


def _use(evidence: Evidence, proof: Proof, rounds: Rounds) -> Use:
    if proof.item:
        title = title_of(proof.item, proof.item_year or evidence.fiscal_year)
        said = f"{proof.item} {title.title}".strip()
        return Use(proof, said, proof.item_year or 0, _beside_item(evidence, proof), title.is_unverified)
    if proof.activity:
        return Use(proof, proof.activity.title, proof.activity.fiscal_year, _beside_activity(evidence, proof.activity))
    work = proof.step or found(proof.measure)
    plan = (proof.step.measure if proof.step else found(proof.measure)).plan
    return Use(proof, str(work), plan.fiscal_year, _beside_work(evidence, work, rounds.get(plan.pk, [])))


def _beside_work(evidence: Evidence, work: Step | Measure, rounds: list[Round]) -> str:
    """What is to be said of a piece whose own day lies outside the work's period, or outside every round."""
    day = evidence.dated_on
    timed = work.measure if isinstance(work, Step) and work.starts_on is None else work
    if day is None:
        return ""
    if (timed.starts_on and day < timed.starts_on) or (timed.ends_on and day >= timed.ends_on):
        is_step = isinstance(timed, Step)
        return _("วันที่ของหลักฐานอยู่นอกช่วงของขั้นตอน") if is_step else _("วันที่ของหลักฐานอยู่นอกช่วงของมาตรการ")
    if rounds and not any(each.starts_on <= day < each.ends_on for each in rounds):
        return _("วันที่ของหลักฐานอยู่นอกรอบรายงาน")
    return ""


def _beside_activity(evidence: Evidence, activity: Activity) -> str:
    differs = evidence.dated_on is not None and evidence.dated_on != activity.held_on
    return _("วันที่ของหลักฐานไม่ตรงกับวันที่จัดกิจกรรม") if differs else ""


def _beside_item(evidence: Evidence, proof: Proof) -> str:
    first, after = fiscal_year_bounds(proof.item_year or evidence.fiscal_year)
    outside = evidence.dated_on is not None and not first <= evidence.dated_on < after
    return _("วันที่ของหลักฐานอยู่นอกปีงบประมาณ %d") % (proof.item_year or 0) if outside else ""


def _rounds_of(evidence: Evidence) -> Rounds:
    works = [each.step.measure if each.step else each.measure for each in evidence.proofs.all()]
    rounds: dict[int, list[Round]] = {each.plan_id: [] for each in works if each}
    for each in Round.objects.filter(plan__in=rounds):
        rounds[each.plan_id].append(each)
    return rounds


def _subject_key(proof: Proof) -> tuple[str, int]:
    if proof.step_id:
        return "step", proof.step_id
    return ("measure", proof.measure_id) if proof.measure_id else ("activity", proof.activity_id or 0)
