"""A document signed off: put before the executive, returned, approved, signed on paper, opened as a new version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.http import Http404
from django.utils import timezone

from prongsai.apps.documents.models import Deed, Document, Edition
from prongsai.apps.documents.queries.document_page import after_deed, missing_blanks, printable_now
from prongsai.apps.documents.queries.printed import Printed
from prongsai.apps.documents.queries.printing import seen_of
from prongsai.base import files
from prongsai.base.access import Viewer
from prongsai.base.models import Membership
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.paper.writing.compose.composing import thai_date
from prongsai.paper.writing.content import SignOff, as_json, from_json

STANDS = {
    Document.State.DRAFT: (
        "เอกสารนี้เป็นร่างอยู่ ต้องเสนอผู้บริหารหรือลงนามก่อน จึงจะทำขั้นนี้ได้",
        "This document is a draft; it must be put before the executive or signed first.",
    ),
    Document.State.SUBMITTED: (
        "เอกสารนี้เสนอผู้บริหารแล้ว รอผู้บริหารอนุมัติหรือส่งกลับ",
        "This document is before the executive, who approves or returns it.",
    ),
    Document.State.APPROVED: (
        "เอกสารนี้ลงนามแล้ว ขั้นต่อไปคือออกเลข หากต้องแก้ ให้เปิดแก้เป็นฉบับใหม่",
        "This document is signed; issue it, or open a new version to change it.",
    ),
    Document.State.ISSUED: (
        "เอกสารนี้ออกแล้ว หากต้องแก้ ให้เปิดแก้เป็นฉบับใหม่",
        "This document is issued; open a new version to change it.",
    ),
}


@operation("document.submitted")
def submit_document(*, by: Viewer, at: datetime, document: Document, reason: str = "") -> None:
    """Put a document before the executive; what it says and how it looks are frozen with it.

    `reason` is a word to the executive. Raises: Refused when it is no draft, lacks a required field, holds nothing of
    what its layout shows, or what it is about is gone.
    """
    held = held_for("submit", document)
    _freeze(held, at, _printed(by, held))
    do(held, "submit", Deed.Kind.SUBMITTED, by, at, reason)
    note(held, version=held.version)


@operation("document.returned")
def return_document(*, by: Viewer, at: datetime, document: Document, reason: str) -> None:
    """Send a document back to be put right; what was frozen goes. Raises: Refused when it was not put forward, or
    without a reason."""
    held = held_for("return", document)
    if not reason.strip():
        raise Refused("กรุณาบอกเหตุผลว่าต้องแก้อะไร ก่อนส่งเอกสารกลับ", "Please say what is to be changed before returning it.")
    held.editions.filter(version=held.version, issued_at=None).delete()
    do(held, "return", Deed.Kind.RETURNED, by, at, reason)
    note(held, version=held.version)


@operation("document.approved")
def approve_document(*, by: Viewer, at: datetime, document: Document, submission: int | None) -> None:
    """Approve a document as it was put forward.

    `submission` is the deed by which the document was put forward that the executive read.
    Raises: Refused when it was not put forward, or was returned and put forward again since.
    """
    held = held_for("approve", document)
    latest = held.deeds.filter(deed=Deed.Kind.SUBMITTED).order_by("-pk").first()
    if latest is None or latest.pk != submission:
        raise Refused(
            "เอกสารนี้เสนอใหม่หลังจากที่ท่านเปิดหน้านี้ กรุณาอ่านฉบับล่าสุดแล้วกดอนุมัติอีกครั้ง",
            "The document was put forward anew since this page was opened; read it again, then approve.",
        )
    on = timezone.localdate(at)
    words = f"อนุมัติในระบบโดย {by.person.name}{_as_what(by)} เมื่อวันที่ {thai_date(on)}"
    edition = held.editions.get(version=held.version)
    _sign(edition, Edition.Signed.SCREEN, SignOff(words, on))
    edition.save(update_fields=["signed", "content"])
    do(held, "approve", Deed.Kind.APPROVED, by, at)
    note(held, version=held.version)


@operation("document.signed")
def record_signature(
    *,
    by: Viewer,
    at: datetime,
    document: Document,
    signed_on: date,
    digest: str,
    scan: tuple[str, bytes] | None = None,
) -> None:
    """Record that a document was signed on paper, with a scan of it where there is one.

    `digest` is of what the clerk saw on the page, its words and its looks. Raises: Refused when it is signed already,
    lacks a required field, says something else or looks otherwise since, on a day to come, or with a scan that is not
    taken.
    """
    held = held_for("sign", document)
    _must_be_past(signed_on, at)
    printed = _printed(by, held)
    if seen_of(printed) != digest:
        raise Refused(
            "เนื้อหาเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ กรุณาตรวจว่าตรงกับกระดาษที่ลงนาม แล้วบันทึกอีกครั้ง",
            "What it says changed since this page was opened; hold it against the signed paper, then record again.",
        )
    edition = held.editions.filter(version=held.version).first() or _freeze(held, at, printed)
    _sign(edition, Edition.Signed.PAPER, SignOff(_signed_words(printed, signed_on), signed_on))
    if scan:
        name, content = scan
        edition.signed_scan = files.store_or_find(by=by, at=at, name=name, content=content, kinds=files.PROOF_KINDS)
    edition.save(update_fields=["signed", "content", "signed_scan"])
    do(held, "sign", Deed.Kind.SIGNED, by, at)
    note(held, version=held.version)


@operation("document.revised")
def revise_document(*, by: Viewer, at: datetime, document: Document, reason: str) -> None:
    """Open a signed document to change as its next version; what was signed or issued stays as it is.

    Raises: Refused when it is not signed yet, or without a reason.
    """
    held = held_for("revise", document)
    if not reason.strip():
        raise Refused("กรุณาบอกเหตุผลที่ต้องแก้เอกสารที่ลงนามแล้ว", "Please say why a document that is signed must change.")
    held.version += 1
    do(held, "revise", Deed.Kind.REVISED, by, at, reason)
    note(held, version=held.version)


def held_for(deed: str, document: Document) -> Document:
    """The document as it is saved, its row held: of two who press at once the second finds the state changed.

    Raises: Refused when the deed cannot be done in this state, saying what can; Http404 when it was thrown away.
    """
    held = held_document(document)
    if after_deed(deed, held.sign_off) is None:
        raise Refused(*STANDS[Document.State(held.state)])
    return held


def held_document(document: Document) -> Document:
    """The document as it is saved, its row held until the deed is done. Raises: Http404 when it was thrown away."""
    held = Document.objects.select_for_update().filter(pk=document.pk).first()
    if held is None:
        raise Http404
    return held


def do(held: Document, deed: str, done: Deed.Kind, by: Viewer, at: datetime, reason: str = "") -> None:
    """Move a held document on, and remember who did it."""
    held.state = Document.State(after_deed(deed, held.sign_off) or held.state)
    held.save(update_fields=["state", "version"])
    Deed.objects.create(document=held, version=held.version, deed=done, reason=reason.strip(), by=by.person, at=at)


def _printed(by: Viewer, held: Document) -> Printed:
    if printed := printable_now(by, held):
        return printed
    raise Refused(
        "เรื่องหรือรูปแบบที่เอกสารนี้ใช้ไม่มีในระบบแล้ว กรุณาออกเอกสารใหม่จากเรื่องที่มีอยู่",
        "What this document is about, or its layout, is gone; begin a new one about what there is.",
    )


def _freeze(held: Document, at: datetime, printed: Printed) -> Edition:
    if missing := missing_blanks(printed):
        labels = ", ".join(each.label for each in missing)
        raise Refused(f"ยังไม่ได้กรอก {labels} กรุณากรอกให้ครบก่อนเสนอ", f"Please fill in {labels} before it goes on.")
    printed.manuscript(held.agency)  # refuses what has nothing to print while somebody can still mend it
    return Edition.objects.create(
        agency=held.agency,
        document=held,
        version=held.version,
        content=as_json(printed.content),
        style=printed.frozen_style,
        digest=printed.digest,
        template=printed.template,
        made_at=at,
    )


def _sign(edition: Edition, signed: Edition.Signed, sign_off: SignOff) -> None:
    content = from_json(edition.content)
    imprint = replace(content.imprint, sign_off=sign_off)
    edition.signed, edition.content = signed, as_json(replace(content, imprint=imprint))


def _signed_words(printed: Printed, on: date) -> str:
    who = printed.content.imprint.signatory
    by_whom = f"โดย {who.name} {who.position} " if who else ""
    return f"ลงนามในกระดาษ{by_whom or ''}เมื่อวันที่ {thai_date(on)}"


def _as_what(by: Viewer) -> str:
    return f" ({Membership.Role(by.role).label})" if by.role else ""


def _must_be_past(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused("วันที่ลงนามอยู่ในอนาคต กรุณาตรวจวันที่", "The day of signing is still to come; check it.")
