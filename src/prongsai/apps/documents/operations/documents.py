"""Documents begun, and their fields written while they are drafts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from prongsai.apps.documents.models import Document
from prongsai.apps.documents.operations.printing import let_go
from prongsai.apps.documents.operations.signing import held_document
from prongsai.apps.documents.queries.document_page import can_be_discarded
from prongsai.apps.documents.queries.printed import TITLE, begun_letter, titling_blank
from prongsai.apps.documents.queries.style import signatories_of, signatory_of
from prongsai.apps.documents.queries.subjects import subject_of
from prongsai.base.access import Viewer
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.paper.writing.layouts import layout

LONGEST_TITLE = 300


class Overtaken(Refused):
    """Somebody else saved the document meanwhile: `document` is as they left it."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            "มีผู้อื่นบันทึกเอกสารนี้ระหว่างที่ท่านแก้ กรุณาดูช่องที่ต่างกัน แล้วบันทึกอีกครั้ง",
            "Somebody else saved this document meanwhile; look at what differs and save again.",
        )
        self.document = document


@operation("document.opened")
def open_document(*, by: Viewer, at: datetime, year: int, subject: str, layout_name: str, title: str) -> Document:
    """Begin a paper about a subject in a layout; its fields begin with the layout's own words.

    Raises: Http404 when the subject is not there; Refused when the layout does not suit it, without a title, and when
    the very same draft was begun already.
    """
    found = subject_of(by, year, subject)
    if layout_name not in found.layouts:
        raise Refused(
            f"“{found.label}” ออกเป็นเอกสารรูปแบบนี้ไม่ได้ กรุณาเลือกรูปแบบอื่น",
            f"“{found.label}” cannot be printed in this layout; choose another.",
        )
    named = _title(title)
    same = Document.objects.filter(agency=by.agency, fiscal_year=year, layout=layout_name, subject=subject, title=named)
    if same.filter(state=Document.State.DRAFT).exists():
        raise Refused(
            "มีร่างของเอกสารนี้อยู่แล้ว กรุณาทำต่อจากร่างเดิมในรายการเอกสาร หรือตั้งชื่ออื่น",
            "There is a draft of this paper already; go on with it, or give this one another title.",
        )
    wanted = layout(layout_name)
    letter = begun_letter(by, year, subject, wanted) | {titling_blank(wanted) or TITLE: named}
    signatories = signatories_of(by.agency)
    made = Document.objects.create(
        agency=by.agency,
        fiscal_year=year,
        layout=layout_name,
        subject=subject,
        title=named,
        letter={key: text for key, text in letter.items() if key != TITLE},
        signatory=signatories[0] if len(signatories) == 1 else None,
        opened_by=by.person,
        opened_at=at,
    )
    note(made, year=year)
    return made


@operation("document.edited")
def edit_document(
    *,
    by: Viewer,
    at: datetime,
    document: Document,
    basis: int,
    title: str,
    letter: Mapping[str, str],
    signatory_id: int | None,
) -> None:
    """Write the title, the fields and the signatory of a draft. `basis` is the saving that was shown.

    Where a field of the layout is its title too, the title follows that field.
    Raises: Refused when it is no draft, without a title; Overtaken when somebody saved it since; Http404 for a
    signatory who does not sign for the agency, and for a draft that was thrown away.
    """
    held = held_document(document)
    if not held.is_open:
        raise Refused(
            "เอกสารนี้เสนอหรือลงนามแล้ว แก้ไม่ได้ หากต้องแก้ ให้ส่งกลับหรือเปิดแก้เป็นฉบับใหม่",
            "This document was put forward or signed; it must be returned or revised before it changes.",
        )
    if held.basis != basis:
        raise Overtaken(held)
    wanted = layout(held.layout)
    known = {each.key for each in wanted.blanks}
    held.title = _title(letter.get(titling_blank(wanted) or TITLE, title))
    held.letter = {**held.letter, **{key: text for key, text in letter.items() if key in known}}
    held.signatory = None if signatory_id is None else signatory_of(by, signatory_id)
    held.basis += 1
    held.save(update_fields=["title", "letter", "signatory", "basis"])
    note(held, version=held.version)


@operation("document.discarded")
def discard_document(*, by: Viewer, at: datetime, document: Document) -> None:
    """Throw away a draft that was begun by mistake, with its pages; nothing that was signed or issued goes.

    Raises: Refused when it is no draft, or an earlier version was signed or issued; Http404 when it is gone already.
    """
    held = held_document(document)
    if not can_be_discarded(held):
        raise Refused(
            "ทิ้งได้เฉพาะร่างที่ยังไม่เคยลงนามหรือออกเลข หากออกเอกสารแล้ว ให้ถอนฉบับนั้นแทน",
            "Only a draft of which nothing was signed or issued can be thrown away; withdraw what was issued.",
        )
    note(held, version=held.version)
    let_go(held.previews.all())
    Document.objects.filter(pk=held.pk).delete()


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(
            f"กรุณาตั้งชื่อเอกสาร ไม่เกิน {LONGEST_TITLE} ตัวอักษร",
            f"Please give the document a title of at most {LONGEST_TITLE} characters.",
        )
    return title
