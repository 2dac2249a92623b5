"""One document for this viewer: where it stands, what is asked of them, what is wrong with it, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.apps.documents.models import Deed, Document, Edition, EditionFile
from prongsai.apps.documents.queries.checking import Doubt, doubts_in
from prongsai.apps.documents.queries.documents import layout_word
from prongsai.apps.documents.queries.numbers import suggested_number
from prongsai.apps.documents.queries.printed import TITLE, Printed, printed_now, titling_blank
from prongsai.apps.documents.queries.printing import seen_of
from prongsai.apps.documents.queries.subjects import Subject, subjects_in
from prongsai.base.access import Viewer
from prongsai.core.lifecycle import SignOff, after
from prongsai.paper.writing.layouts import Blank, UnknownLayout

DEEDS = {
    "submit": "document.submit",
    "sign": "document.submit",
    "return": "document.decide",
    "approve": "document.decide",
    "issue": "document.issue",
    "revise": "document.submit",
}
"""Each deed of issuing, and the permission it needs."""

_COME = (Document.State.DRAFT, Document.State.SUBMITTED, Document.State.APPROVED, Document.State.ISSUED)
_LEADS_TO = {
    Document.State.SUBMITTED: (Deed.Kind.SUBMITTED,),
    Document.State.APPROVED: (Deed.Kind.APPROVED, Deed.Kind.SIGNED),
    Document.State.ISSUED: (Deed.Kind.ISSUED,),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the stages of a version: passed, at hand or to come, and the deed that led there."""

    word: str
    mark: str
    is_current: bool
    deed: Deed | None


@dataclass(frozen=True)
class DocumentPage:
    """A document on its way to being issued. Shape: `log` begins with the first deed.

    `printed` is None where nothing can be printed of it any more; `subject` where what it is about is gone. `files`
    are those of the version at hand.
    """

    viewer: Viewer
    document: Document
    layout: str
    subject: Subject | None
    printed: Printed | None
    editions: tuple[Edition, ...]
    log: tuple[Deed, ...]
    doubts: tuple[Doubt, ...]
    suggested_number: str
    files: tuple[EditionFile, ...]

    @cached_property
    def may(self) -> dict[str, bool]:
        """Which deeds this viewer may do now. Shape: keyed by deed."""
        state = self.document.sign_off
        return {
            deed: bool(after_deed(deed, state)) and self.viewer.may(right) and self.printed is not None
            for deed, right in DEEDS.items()
        }

    @cached_property
    def may_discard(self) -> bool:
        """Whether this viewer may throw it away: a draft begun by mistake."""
        is_draft = self.document.is_open and not self.editions
        return is_draft and self.viewer.may("document.write")

    @property
    def seen(self) -> str:
        """What a signature on paper is held against: the digest of everything shown here; "" where nothing is."""
        return seen_of(self.printed) if self.printed else ""

    @property
    def asked(self) -> Promise:
        """What happens next, in a sentence for this viewer."""
        if self.edition and self.edition.withdrawn_at:
            return _("ฉบับนี้ถอนแล้ว ใช้อ้างอิงไม่ได้ หากต้องออกใหม่ ให้เปิดแก้เป็นฉบับใหม่")
        mine, others = _NEXT_SENTENCES[self.document.state]
        return mine if any(self.may[deed] for deed in ("submit", "approve", "issue")) else others

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the version at hand, in order; what was signed on paper was put before nobody here."""
        done = {each.deed for each in self.log if each.version == self.document.version}
        is_skipped = Deed.Kind.SIGNED in done and Deed.Kind.SUBMITTED not in done
        come = [each for each in _COME if not (is_skipped and each == Document.State.SUBMITTED)]
        place = come.index(Document.State(self.document.state))
        return tuple(self._stage(number, state, place) for number, state in enumerate(come))

    @property
    def basis(self) -> str:
        """Which deed a reason answers: a draft begun before the last one is stale."""
        return str(self.log[-1].pk) if self.log else ""

    @property
    def edition(self) -> Edition | None:
        """The edition of the version at hand, once it was put forward or signed."""
        return next((each for each in self.editions if each.version == self.document.version), None)

    @property
    def issued(self) -> tuple[Edition, ...]:
        """The editions that were issued, the newest first."""
        return tuple(each for each in self.editions if each.issued_at)

    @property
    def errors(self) -> tuple[Doubt, ...]:
        """What contradicts itself: with it a paper is issued only for a reason."""
        return tuple(each for each in self.doubts if each.is_error)

    @property
    def unsettled(self) -> str:
        """What of the subject may still change, in a sentence; "" when nothing does."""
        return self.subject.unsettled if self.subject else ""

    @property
    def fields(self) -> tuple[tuple[str | Promise, str], ...]:
        """What a person filled in for this paper. Shape: label and text, the title first."""
        if self.printed is None:
            return ()
        content, layout = self.printed.content, self.printed.layout
        who = content.imprint.signatory
        typed = [(each.label, content.letter.get(each.key, "")) for each in layout.blanks]
        title = [] if titling_blank(layout) else [(_("ชื่อเอกสาร"), content.letter[TITLE])]
        return (*title, *typed, (_("ผู้ลงนาม"), f"{who.name} {who.position}" if who else ""))

    @property
    def missing(self) -> tuple[Blank, ...]:
        """The fields that a paper must have and this one has not."""
        return missing_blanks(self.printed) if self.printed else ()

    @property
    def submission(self) -> Deed | None:
        """The last time the document was put before the executive."""
        return next((each for each in reversed(self.log) if each.deed == Deed.Kind.SUBMITTED), None)

    @property
    def returned(self) -> Deed | None:
        """Why the document was sent back, while it was not put forward again."""
        last = self.log[-1] if self.log else None
        return last if last and last.deed == Deed.Kind.RETURNED else None

    def _stage(self, number: int, state: Document.State, place: int) -> Stage:
        marks = {-1: "done", 0: "in_progress", 1: "not_started"}
        is_over = state == Document.State.ISSUED == self.document.state
        mark = "done" if is_over else marks[(number > place) - (number < place)]
        kinds = _LEADS_TO.get(state, ())
        deeds = [each for each in self.log if each.version == self.document.version and each.deed in kinds]
        return Stage(str(state.label), mark, number == place, deeds[-1] if deeds and number <= place else None)


_NEXT_SENTENCES: dict[str, tuple[Promise, Promise]] = {
    Document.State.DRAFT: (
        _("ขั้นต่อไปเป็นของท่าน: ตรวจเนื้อหาด้านล่าง แล้วเสนอผู้บริหาร หรือบันทึกว่าลงนามในกระดาษแล้ว"),
        _("เอกสารยังเป็นร่าง เจ้าหน้าที่กำลังเตรียม ยังไม่มีอะไรให้ท่านต้องทำ"),
    ),
    Document.State.SUBMITTED: (
        _("ขั้นต่อไปเป็นของท่าน: อ่านเอกสารด้านล่าง แล้วอนุมัติ หรือส่งกลับพร้อมเหตุผล"),
        _("เอกสารอยู่ระหว่างผู้บริหารพิจารณา ระหว่างนี้แก้เนื้อหาไม่ได้"),
    ),
    Document.State.APPROVED: (
        _("ขั้นต่อไปเป็นของท่าน: ใส่เลขที่และวันที่ แล้วออกเอกสาร"),
        _("ลงนามแล้ว รอเจ้าหน้าที่ออกเลขที่"),
    ),
    Document.State.ISSUED: (
        _("เอกสารออกแล้ว ดาวน์โหลดไฟล์และดูหน้าตรวจสอบได้ด้านล่าง"),
        _("เอกสารออกแล้ว ดาวน์โหลดไฟล์และดูหน้าตรวจสอบได้ด้านล่าง"),
    ),
}


def document_page(viewer: Viewer, document: Document) -> DocumentPage:
    """Everything the page of a document shows."""
    printed = printable_now(viewer, document)
    subjects = subjects_in(viewer, document.fiscal_year)
    editions = document.editions.select_related("job", "signed_scan").defer("content", "style")
    is_to_number = document.state == Document.State.APPROVED
    return DocumentPage(
        viewer=viewer,
        document=document,
        layout=layout_word(document.layout),
        subject=next((each for each in subjects if each.key == document.subject), None),
        printed=printed,
        editions=tuple(editions),
        log=tuple(document.deeds.select_related("by")),
        doubts=doubts_in(printed.content.reading) if printed else (),
        suggested_number=suggested_number(document) if is_to_number else "",
        files=tuple(issued_files(document)),
    )


def issued_files(document: Document) -> QuerySet[EditionFile]:
    """The files of the version at hand, once it is issued and they are written."""
    files = EditionFile.objects.filter(edition__document=document, edition__version=document.version)
    return files.select_related("file")


def can_be_discarded(document: Document) -> bool:
    """Whether it is a draft of which nothing was ever signed or issued."""
    return document.is_open and not document.editions.exists()


def after_deed(deed: str, state: SignOff) -> SignOff | None:
    """The state a deed leads to, None when it cannot be done; a signature on paper submits and approves at once."""
    if deed == "sign":
        return after("approve", after("submit", state) or state)
    return after(deed, state)


def printable_now(viewer: Viewer, document: Document) -> Printed | None:
    """A document as it would be printed now; None where its subject or its layout is gone."""
    try:
        return printed_now(viewer, document)
    except (Http404, UnknownLayout):
        return None


def missing_blanks(printed: Printed) -> tuple[Blank, ...]:
    """The fields that a paper of this layout must have and this one has not."""
    letter = printed.content.letter
    return tuple(each for each in printed.layout.blanks if each.is_required and not letter.get(each.key, "").strip())
