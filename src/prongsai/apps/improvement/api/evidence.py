"""Evidence: listed, handed in as a link or a file, used for further work; each use taken or sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import File, Form, Path, Query, Router, Status, UploadedFile
from pydantic import Field

from prongsai.apps.improvement.api.access import ApiRequest, within
from prongsai.apps.improvement.api.fields import EvidenceKind, InYear, Listed, OfEvidence, OfProof, Slice
from prongsai.apps.improvement.api.lists import listed
from prongsai.apps.improvement.api.problems import RefusedField, answers, answers_to_sent
from prongsai.apps.improvement.api.sent import FileWords, LinkNew, ProofReturn, Uses
from prongsai.apps.improvement.api.shapes import EvidenceShown, ProofShown, evidence_shown, proof_shown
from prongsai.apps.improvement.operations import evidence as deeds
from prongsai.apps.improvement.queries import evidence as query
from prongsai.apps.improvement.queries.listed import listed_proofs
from prongsai.base import files

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Evidence
    from prongsai.base.access import Viewer

router = Router(tags=["หลักฐาน · Evidence"])

BYTES = {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


class EvidenceWish(Slice):
    """Which part of the evidence, of which kind, in which state."""

    kind: EvidenceKind | None = Field(default=None, description="ชนิด · Kind")
    state: Literal["offered", "returned", "accepted", "unused", "undated"] | None = Field(
        default=None, description="สถานะ · State of a use, or what has none, or no date"
    )


@router.get(
    "/evidence",
    **within("evidence.read", "evidence.read"),
    response=answers(Listed[EvidenceShown]),
    summary="หลักฐานของปี",
)
def evidence_list(request: ApiRequest, here: Path[InYear], part: Query[EvidenceWish]) -> Listed[EvidenceShown]:
    """The evidence of a year with what it proves, newest first; an officer's is that of their work and their own."""
    viewer = request.auth.viewer
    wish = query.Wish(part.kind or "", part.state or "")
    return listed(query.listed(viewer, here.year, wish).pieces, part, evidence_shown)


@router.post(
    "/evidence",
    **within("evidence.write", "evidence.add"),
    response=answers_to_sent(EvidenceShown, 201),
    summary="ส่งหลักฐานเป็นลิงก์",
)
def evidence_add(request: ApiRequest, here: Path[InYear], sent: LinkNew) -> Status[EvidenceShown]:
    """Hand a link in, and say what it proves; one that is here already is used again."""
    viewer = request.auth.viewer
    (piece,) = deeds.add_evidence(
        by=viewer,
        at=timezone.now(),
        year=here.year,
        subjects=sent.subjects(viewer, here.year),
        links=[sent.url],
        title=sent.title,
        dated_on=sent.dated_on,
    )
    return _handed_in(viewer, piece)


@router.post(
    "/evidence/files",
    **within("evidence.write", "evidence.add"),
    response=answers_to_sent(EvidenceShown, 201),
    summary="ส่งหลักฐานเป็นไฟล์หรือภาพถ่าย",
)
def evidence_add_file(
    request: ApiRequest, here: Path[InYear], file: File[UploadedFile], sent: Form[FileWords]
) -> Status[EvidenceShown]:
    """Hand a file or a photograph in, and say what it proves; one that is here already is used again."""
    viewer = request.auth.viewer
    (piece,) = deeds.add_evidence(
        by=viewer,
        at=timezone.now(),
        year=here.year,
        subjects=sent.uses().subjects(viewer, here.year),
        files=[(file.name or "", file.read())],
        title=sent.title,
        dated_on=sent.dated_on,
    )
    return _handed_in(viewer, piece)


@router.get(
    "/evidence/{int:evidence_id}",
    **within("evidence.read", "evidence.read"),
    response=answers(EvidenceShown),
    summary="หลักฐานหนึ่งชิ้น",
)
def evidence(request: ApiRequest, here: Path[OfEvidence]) -> EvidenceShown:
    """One piece, and what it proves."""
    return evidence_shown(query.piece(request.auth.viewer, here.evidence_id).evidence)


@router.get(
    "/evidence/{int:evidence_id}/file",
    **within("evidence.read", "evidence.read", responses=BYTES),
    response=answers(None),
    summary="ไฟล์ของหลักฐาน",
)
def evidence_file(request: ApiRequest, here: Path[OfEvidence]) -> FileResponse:
    """The file as it was handed in."""
    file = query.evidence_of(request.auth.viewer, here.evidence_id).file
    if file is None:
        raise Http404
    return FileResponse(
        files.open_stored(file), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )


@router.post(
    "/evidence/{int:evidence_id}/proofs",
    **within("evidence.write", "evidence.add"),
    response=answers_to_sent(list[ProofShown], 201),
    summary="ใช้หลักฐานกับงานเพิ่ม",
)
def evidence_use(request: ApiRequest, here: Path[OfEvidence], sent: Uses) -> Status[list[ProofShown]]:
    """Let a piece prove further steps, measures, activities or items; each waits for its own decision."""
    viewer = request.auth.viewer
    piece = query.evidence_of(viewer, here.evidence_id)
    subjects = sent.subjects(viewer, here.year)
    if not subjects:
        raise RefusedField("step_ids", "ยังไม่ได้บอกว่าใช้กับงานใด", "Nothing is named that it is to prove.")
    proofs = deeds.use_evidence(by=viewer, at=timezone.now(), evidence=piece, subjects=subjects)
    return Status(201, [proof_shown(each) for each in listed_proofs(viewer, proofs)])


@router.post(
    "/proofs/{int:proof_id}/accept",
    **within("evidence.write", "evidence.decide"),
    response=answers(ProofShown),
    summary="รับหลักฐาน",
)
def proof_accept(request: ApiRequest, here: Path[OfProof]) -> ProofShown:
    """Take a piece as proof of one thing."""
    viewer = request.auth.viewer
    proof = query.proof_of(viewer, here.proof_id)
    deeds.accept_proof(by=viewer, at=timezone.now(), proof=proof)
    return proof_shown(query.proof_of(viewer, here.proof_id))


@router.post(
    "/proofs/{int:proof_id}/return",
    **within("evidence.write", "evidence.decide"),
    response=answers_to_sent(ProofShown),
    summary="ส่งหลักฐานกลับให้แก้",
)
def proof_return(request: ApiRequest, here: Path[OfProof], sent: ProofReturn) -> ProofShown:
    """Send one use of a piece back, saying what is missing."""
    viewer = request.auth.viewer
    proof = query.proof_of(viewer, here.proof_id)
    deeds.return_proof(by=viewer, at=timezone.now(), proof=proof, comment=sent.comment)
    return proof_shown(query.proof_of(viewer, here.proof_id))


def _handed_in(viewer: Viewer, piece: Evidence) -> Status[EvidenceShown]:
    return Status(201, evidence_shown(query.piece(viewer, piece.pk).evidence))
