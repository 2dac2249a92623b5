"""Deeds on evidence: handed in, used for further work, named, taken away; each use accepted, returned or removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from prongsai.apps.improvement.models import Evidence, Proof
from prongsai.apps.improvement.operations.history import remember, state_of
from prongsai.apps.improvement.queries.evidence import evidence_of, evidence_seen, frozen
from prongsai.apps.improvement.queries.proving import Item, Subject
from prongsai.base import files as stored
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.base.names import readable_link
from prongsai.base.operation import note, operation
from prongsai.base.pictures import taken_on
from prongsai.core.errors import Refused
from prongsai.core.framework import nearest

LONGEST_TITLE, LONGEST_LINK = 300, 1000
_is_web_address = URLValidator(schemes=["http", "https"])


Piece = tuple[str, bytes]
"""A file as it was handed in: its name and its content."""


@operation("evidence.added")
def add_evidence(
    *,
    by: Viewer,
    at: datetime,
    year: int,
    subjects: Sequence[Subject] = (),
    files: Sequence[Piece] = (),
    links: Sequence[str] = (),
    dated_on: date | None = None,
    title: str = "",
) -> list[Evidence]:
    """Hand pieces in, for several subjects or for none yet. A piece that was here before keeps its `added_at`.

    Raises: Refused for a file or a link that cannot be taken, when there is neither, and for a piece somebody else
    handed in before that an officer names no work of theirs for.
    """
    if not files and not links:
        raise Refused("ยังไม่มีหลักฐาน กรุณาเลือกไฟล์หรือใส่ลิงก์", "There is no evidence yet: choose a file or give a link.")
    pieces = take_in(by=by, at=at, year=year, files=files, links=links, dated_on=dated_on, title=title)
    for piece in pieces:
        for subject in subjects:
            prove(by=by, at=at, evidence=piece, subject=subject)
    _must_be_seen(by, pieces)
    note(pieces[0], count=len(pieces))
    return pieces


@operation("evidence.used")
def use_evidence(*, by: Viewer, at: datetime, evidence: Evidence, subjects: Sequence[Subject]) -> list[Proof]:
    """Let a piece prove further steps, measures, activities or items; each waits for its own decision."""
    note(evidence, count=len(subjects))
    return [prove(by=by, at=at, evidence=evidence, subject=each) for each in subjects]


@operation("evidence.accepted")
def accept_evidence(*, by: Viewer, at: datetime, pieces: Sequence[Evidence]) -> int:
    """Take every use of these pieces that waits for a decision. Unit: uses.

    Raises: Refused for a piece that a paper only speaks of, and for one that was taken away meanwhile.
    """
    for each in sorted(pieces, key=lambda piece: piece.pk):  # always in one order, or two who do this wait for ever
        _held_piece(each)
    waiting = Proof.objects.filter(evidence__in=pieces, state=Proof.State.OFFERED)
    for proof in (proofs := list(waiting)):
        accept(by=by, at=at, proof=proof)
    note(pieces[0] if len(pieces) == 1 else None, count=len(proofs))
    return len(proofs)


@operation("evidence.edited")
def edit_evidence(*, by: Viewer, at: datetime, evidence: Evidence, title: str, dated_on: date | None) -> None:
    """Set the title and the own date of a piece right.

    Raises: Refused for a date to come, where an officer no longer may, and when it was taken away meanwhile.
    """
    held = _held_piece(evidence)
    must_be_theirs(by, held)
    _must_be_past(at, dated_on)
    describe(by=by, at=at, evidence=held, title=title, dated_on=dated_on)


@operation("evidence.removed")
def remove_evidence(*, by: Viewer, at: datetime, evidence: Evidence) -> None:
    """Take a piece away; it stays in the history, and so do its uses until it comes back.

    Raises: Refused when it was accepted in a round that is closed, where an officer no longer may, and when it was
    taken away before.
    """
    held = _held_piece(evidence)
    must_be_removable(by, held)
    before = state_of(held)
    held.removed_at = at
    held.save(update_fields=["removed_at"])
    remember(by=by, at=at, record=held, deed="evidence.removed", before=before)


@operation("proof.accepted")
def accept_proof(*, by: Viewer, at: datetime, proof: Proof) -> None:
    """Take a piece as proof of one thing.

    Raises: Refused for a piece that a paper only speaks of.
    """
    accept(by=by, at=at, proof=proof)


@operation("proof.returned")
def return_proof(*, by: Viewer, at: datetime, proof: Proof, comment: str) -> None:
    """Send one use of a piece back, saying what is missing.

    Raises: Refused without a comment, and when it was accepted in a round that is closed.
    """
    send_back(by=by, at=at, proof=proof, comment=comment)


@operation("proof.removed")
def remove_proof(*, by: Viewer, at: datetime, proof: Proof) -> None:
    """Let a piece no longer prove one thing; the piece itself stays.

    Raises: Refused when it was accepted in a round that is closed, and where an officer no longer may.
    """
    held = _held(proof)
    if not by.may("evidence.decide") and (held.state == Proof.State.ACCEPTED or held.by_id != by.person.pk):
        raise _not_theirs()
    _must_not_be_frozen([held])
    note(held.evidence)
    held.delete()


def attach(
    *,
    by: Viewer,
    at: datetime,
    year: int,
    subject: Subject,
    files: Sequence[Piece] = (),
    links: Sequence[str] = (),
    evidence_ids: Iterable[int] = (),
    dated_on: date | None = None,
    title: str = "",
) -> list[Proof]:
    """Hand pieces in as proof of one subject, inside another deed; what the agency has already is used again.

    A photograph keeps its own date; `dated_on` is for pieces that have none.
    Raises: Refused for a file or a link that cannot be taken; Http404 for a piece the viewer may not see.
    """
    pieces = take_in(by=by, at=at, year=year, files=files, links=links, dated_on=dated_on, title=title)
    pieces += [evidence_of(by, each) for each in evidence_ids]
    return [prove(by=by, at=at, evidence=each, subject=subject) for each in pieces]


def take_in(
    *,
    by: Viewer,
    at: datetime,
    year: int,
    files: Sequence[Piece] = (),
    links: Sequence[str] = (),
    dated_on: date | None = None,
    title: str = "",
) -> list[Evidence]:
    """Keep pieces inside another deed, each once in the agency, in the order they were given.

    Raises: Refused for a file or a link that cannot be taken, and for a date to come.
    """
    _must_be_past(at, dated_on)
    titles = _titles(title, len(files) + len(links))
    for name, content in files:  # before the first is kept: what is refused leaves no bytes of the others behind
        stored.kind_of(name, content, stored.PROOF_KINDS)
    links = [checked_link(each) for each in links]
    new = [_piece_of_file(by, at, piece, next(titles), dated_on) for piece in files]
    new += [_piece_of_link(each, next(titles), dated_on) for each in links]
    return [_once(by, at, year, piece) for piece in new]


def prove(*, by: Viewer, at: datetime, evidence: Evidence, subject: Subject) -> Proof:
    """Let a piece prove a subject, inside another deed; one that was returned is offered again.

    Raises: Refused for an item its year does not have.
    """
    proof, is_new = Proof.objects.get_or_create(
        evidence=evidence, **_named(subject), defaults={"by": by.person, "at": at}
    )
    if not is_new and proof.state == Proof.State.RETURNED:
        again = {"state": Proof.State.OFFERED, "by": by.person, "at": at}
        Proof.objects.filter(pk=proof.pk, state=Proof.State.RETURNED).update(**again)
        proof.refresh_from_db()
    return proof


def accept(*, by: Viewer, at: datetime, proof: Proof) -> None:
    """Take one use of a piece as proof, inside another deed.

    Raises: Refused for a piece that a paper only speaks of, and when it was taken away meanwhile.
    """
    held = _held(proof)
    if held.evidence.kind == Evidence.Kind.WORDS:
        raise Refused(
            "เอกสารเพียงกล่าวถึงหลักฐานนี้ ยังไม่มีใครส่งชิ้นจริง กรุณาขอไฟล์หรือลิงก์ก่อนรับ",
            "A paper only speaks of this; ask for the file or a link before accepting it.",
        )
    _decide(by, at, held, Proof.State.ACCEPTED, "")


def send_back(*, by: Viewer, at: datetime, proof: Proof, comment: str) -> None:
    """Send one use of a piece back, inside another deed.

    Raises: Refused without a comment, when it was accepted in a round that is closed, and when it was taken away.
    """
    if not comment.strip():
        raise Refused("กรุณาบอกผู้ส่งว่าต้องแก้อะไร", "Please tell whoever sent it what is missing.")
    held = _held(proof)
    _must_not_be_frozen([held])
    _decide(by, at, held, Proof.State.RETURNED, comment.strip())


def describe(*, by: Viewer, at: datetime, evidence: Evidence, title: str, dated_on: date | None) -> None:
    """Give a piece a title and its own date, inside another deed; an empty title leaves it as it is."""
    before = state_of(evidence)
    evidence.title, evidence.dated_on = title.strip()[:LONGEST_TITLE] or evidence.title, dated_on
    evidence.save(update_fields=["title", "dated_on"])
    remember(by=by, at=at, record=evidence, deed="evidence.edited", before=before)


def must_be_theirs(by: Viewer, evidence: Evidence) -> None:
    """Let the clerk change any piece, others only what they handed in themselves and nobody has accepted yet.

    Raises: Refused.
    """
    is_own = evidence.added_by_id == by.person.pk
    if not by.may("evidence.decide") and (not is_own or evidence.proofs.filter(state=Proof.State.ACCEPTED).exists()):
        raise _not_theirs()


def must_be_removable(by: Viewer, evidence: Evidence) -> None:
    """Let a piece be taken away that is theirs to change, unless a closed round rests on it. Raises: Refused."""
    must_be_theirs(by, evidence)
    _must_not_be_frozen(evidence.proofs.all())


def checked_link(text: str) -> str:
    """A link that can be kept: its form is looked at, it is never fetched. Raises: Refused."""
    link = text.strip()
    try:
        _is_web_address(link)
        parts = urlsplit(link)
    except (ValidationError, ValueError):
        parts = None
    if parts is None or parts.username or parts.password or len(link) > LONGEST_LINK:
        raise Refused(
            f"ลิงก์ “{link[:80]}” ใช้ไม่ได้ กรุณาคัดลอกที่อยู่เต็มที่ขึ้นต้นด้วย https:// หรือ http://",
            f"The link “{link[:80]}” cannot be taken; copy the whole address beginning with https:// or http://.",
        )
    return link


def _piece_of_file(by: Viewer, at: datetime, piece: Piece, title: str, dated_on: date | None) -> Evidence:
    name, content = piece
    file = stored.store_or_find(by=by, at=at, name=name, content=content, kinds=stored.PROOF_KINDS)
    if file.kind not in stored.PICTURE_KINDS:
        return Evidence(kind=Evidence.Kind.FILE, file=file, title=title or file.name, dated_on=dated_on)
    own = taken_on(content)
    day = own if own and own <= timezone.localdate(at) else dated_on  # some cameras live in another year
    return Evidence(kind=Evidence.Kind.PHOTO, file=file, title=title or file.name, dated_on=day)


def _piece_of_link(url: str, title: str, dated_on: date | None) -> Evidence:
    return Evidence(kind=Evidence.Kind.LINK, url=url, title=title or readable_link(url), dated_on=dated_on)


def _once(by: Viewer, at: datetime, year: int, new: Evidence) -> Evidence:
    """The piece the agency has already, also one that was taken away, or else this one.

    The agency's row is held: of two who hand the same link in at once, the second meets the first's.
    """
    Agency.objects.select_for_update(no_key=True).get(pk=by.agency.pk)
    same = {"file": new.file} if new.file else {"url": new.url, "kind": new.kind}
    pieces = Evidence.objects.filter(agency=by.agency, **same).order_by("pk")
    if there := pieces.filter(removed_at=None).first():
        return there
    if gone := pieces.last():
        return _brought_back(by, at, gone)
    new.agency, new.fiscal_year, new.added_by, new.added_at = by.agency, year, by.person, at
    new.save()
    remember(by=by, at=at, record=new, deed="evidence.added", before=None)
    return new


def _brought_back(by: Viewer, at: datetime, evidence: Evidence) -> Evidence:
    """A piece that was taken away is back with its uses, each to be decided anew."""
    before = state_of(evidence)
    evidence.removed_at = None
    evidence.save(update_fields=["removed_at"])
    evidence.proofs.update(state=Proof.State.OFFERED, comment="", decided_by=None, decided_at=None)
    remember(by=by, at=at, record=evidence, deed="evidence.added", before=before)
    return evidence


def _named(subject: Subject) -> dict[str, Any]:
    if not isinstance(subject, Item):
        return {str(subject._meta.model_name): subject}
    item = nearest(subject.fiscal_year).item(subject.code)
    if item is None:
        raise Refused(
            f"ปี {subject.fiscal_year} ไม่มีข้อ {subject.code} กรุณาเลือกข้อจากรายการ",
            f"There is no item {subject.code} in {subject.fiscal_year}; choose one from the list.",
        )
    return {"item": item.code, "item_year": subject.fiscal_year}


def _held_piece(evidence: Evidence) -> Evidence:
    """A piece as it is saved, its row held, and with it what it proves: of two deeds on it the second finds what the
    first left. Raises: Refused when it was taken away."""
    held = Evidence.objects.select_for_update().filter(pk=evidence.pk, removed_at=None).first()
    if held is None:
        raise _taken_away()
    return held


def _held(proof: Proof) -> Proof:
    """One use of a piece as it is saved, the piece held. Raises: Refused when either was taken away."""
    piece = _held_piece(proof.evidence)
    held = Proof.objects.filter(pk=proof.pk).first()
    if held is None:
        raise _taken_away()
    held.evidence = piece
    return held


def _decide(by: Viewer, at: datetime, proof: Proof, state: Proof.State, comment: str) -> None:
    proof.state, proof.comment, proof.decided_by, proof.decided_at = state, comment, by.person, at
    proof.save(update_fields=["state", "comment", "decided_by", "decided_at"])


def _titles(title: str, count: int) -> Iterator[str]:
    """The title given, numbered where it stands for several pieces; without one, no titles."""
    wanted = title.strip()[: LONGEST_TITLE - 6]
    if not wanted or count == 1:
        return repeat(wanted)
    return (f"{wanted} ({number})" for number in range(1, count + 1))


def _must_be_seen(by: Viewer, pieces: Sequence[Evidence]) -> None:
    """Refuse an officer a piece of somebody else's that would prove nothing of theirs: they could not even open it."""
    ids = {each.pk for each in pieces}
    if evidence_seen(by).filter(pk__in=ids).count() < len(ids):
        raise Refused(
            "หน่วยงานมีหลักฐานชิ้นนี้แล้ว โดยผู้อื่นเป็นผู้ส่ง กรุณาเลือกขั้นตอนหรือมาตรการของท่านที่ใช้หลักฐานนี้ แล้วส่งอีกครั้ง",
            "The agency has this piece already, from somebody else; choose your step or measure that it proves.",
        )


def _must_be_past(at: datetime, dated_on: date | None) -> None:
    if dated_on and dated_on > timezone.localdate(at):
        raise Refused(
            "วันที่ของหลักฐานยังมาไม่ถึง กรุณาตรวจวันที่อีกครั้ง", "The date of the evidence is still to come; please look again."
        )


def _must_not_be_frozen(proofs: Iterable[Proof]) -> None:
    if frozen(proofs):
        raise Refused(
            "หลักฐานนี้รับไว้ในรอบรายงานที่ปิดแล้ว จึงเปลี่ยนไม่ได้ ถ้าต้องแก้ให้ส่งหลักฐานใหม่ในรอบถัดไป",
            "This was accepted in a round that is closed and cannot change; hand in a new piece in the next round.",
        )


def _taken_away() -> Refused:
    return Refused(
        "มีผู้นำหลักฐานนี้ออก หรือเลิกใช้กับรายการนี้ไปแล้ว กรุณาเปิดหน้าหลักฐานดูอีกครั้ง",
        "This was taken away meanwhile, or proves this no longer; please look at the page of evidence again.",
    )


def _not_theirs() -> Refused:
    return Refused(
        "หลักฐานนี้ผู้อื่นเป็นผู้ส่ง หรือรับแล้ว กรุณาแจ้งเจ้าหน้าที่ธุรการให้แก้",
        "Somebody else handed this in, or it is accepted already; please ask the clerk.",
    )
