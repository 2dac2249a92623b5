"""Evidence and what it proves, for this viewer: an officer sees what belongs to their work and what they handed in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from prongsai.apps.improvement.models import Activity, Evidence, Measure, Proof, Step
from prongsai.apps.improvement.queries.activities import activities_seen
from prongsai.apps.improvement.queries.plans import WHOLE, found, measures_seen, steps_seen
from prongsai.base.access import Viewer


def proofs_seen(viewer: Viewer) -> QuerySet[Proof]:
    """The uses of evidence in the viewer's agency that they may see: for their work, and for items of evidence seen."""
    work = (
        Q(step__in=steps_seen(viewer)) | Q(measure__in=measures_seen(viewer)) | Q(activity__in=activities_seen(viewer))
    )
    standing = Proof.objects.filter(evidence__agency=viewer.agency, evidence__removed_at=None)
    if viewer.may(WHOLE):
        return standing.filter(work | ~Q(item=""))
    own = Evidence.objects.filter(Q(added_by=viewer.person) | Q(proofs__in=standing.filter(work)))
    return standing.filter(work | ~Q(item="") & Q(evidence__in=own.order_by().values("pk")))


def evidence_seen(viewer: Viewer) -> QuerySet[Evidence]:
    """The pieces of evidence of the viewer's agency that they may see, of every year. Shape: newest first."""
    pieces = Evidence.objects.filter(agency=viewer.agency, removed_at=None)
    if viewer.may(WHOLE):
        return pieces
    return pieces.filter(Q(added_by=viewer.person) | Q(pk__in=proofs_seen(viewer).values("evidence")))


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


def frozen(proofs: Iterable[Proof]) -> bool:
    """Whether one of these uses was accepted before a round of its plan closed: what was signed off stands still."""
    accepted = Proof.objects.filter(pk__in=[each.pk for each in proofs], state=Proof.State.ACCEPTED)
    closed_after = Q(step__measure__plan__rounds__closed_at__gte=F("decided_at")) | Q(
        measure__plan__rounds__closed_at__gte=F("decided_at")
    )
    return accepted.filter(closed_after).exists()


def _subject_key(proof: Proof) -> tuple[str, int]:
    if proof.step_id:
        return "step", proof.step_id
    return ("measure", proof.measure_id) if proof.measure_id else ("activity", proof.activity_id or 0)
