"""A document as it is printed: its content, layout, style and template, as they stand now or as they were frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from prongsai.apps.documents.models import Document, Edition, Template
from prongsai.apps.documents.queries.style import frozen_style, style_of, template_of
from prongsai.apps.documents.queries.subjects import content_of
from prongsai.base.access import Viewer
from prongsai.base.files import PICTURE_KINDS, shown
from prongsai.base.models import Agency, StoredFile
from prongsai.core.errors import Refused
from prongsai.paper.writing import Content, Layout, Style, layout, manuscript_of
from prongsai.paper.writing.compose.composing import Composing
from prongsai.paper.writing.compose.letters import first_words
from prongsai.paper.writing.content import Imprint, Photographs, Signatory, digest_of, from_json
from prongsai.paper.writing.manuscript import Manuscript

TITLE = "title"
"""The wording of every layout, and the key in `Content.letter`, that names the paper."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that goes into a paper. `frozen_style` is the style as an edition keeps it."""

    content: Content
    layout: Layout
    style: Style
    frozen_style: dict[str, Any]
    template: Template | None

    @property
    def digest(self) -> str:
        """The SHA-256 of what the paper says."""
        return digest_of(self.content)

    @property
    def has_lost_emblem(self) -> bool:
        """Whether it is to carry an emblem whose bytes are gone."""
        return self.style.emblem is None and bool(self.frozen_style.get("emblem"))

    def manuscript(self, agency: Agency) -> Manuscript:
        """The paper, ready for any writer.

        Raises: Refused when there is nothing yet of what the layout shows, and when its emblem was lost.
        """
        if self.has_lost_emblem:
            raise Refused(
                "ไม่พบไฟล์ตราของหน่วยงานในที่เก็บของระบบ จึงจัดทำเอกสารไม่ได้ กรุณาส่งไฟล์ตราเดิมอีกครั้งที่หน้ารูปแบบเอกสาร",
                "The agency's emblem is missing from the store; hand the same picture in again on the style page.",
            )
        return manuscript_of(self.content, self.layout, self.style, photographs_of(agency))


def printed_now(viewer: Viewer, document: Document) -> Printed:
    """A document as it would be printed now: as it was frozen where it was put forward, signed or issued.

    Raises: Http404 when what it is about is gone, UnknownLayout when its layout is.
    """
    edition = None if document.is_open else document.editions.filter(version=document.version).first()
    if edition:
        return printed_of(document, edition)
    content = content_of(viewer, document.fiscal_year, document.subject)
    letter = {**content.letter, **document.letter, TITLE: document.title}
    content = replace(content, letter=letter, imprint=_draft_imprint(document))
    style, frozen = style_of(document.agency, document.layout)
    return _printed(document, content, style, frozen, template_of(document.agency, document.layout))


def printed_of(document: Document, edition: Edition) -> Printed:
    """A document as one of its editions froze it. Raises: UnknownLayout."""
    style = frozen_style(document.agency, edition.style)
    return _printed(document, from_json(edition.content), style, edition.style, edition.template)


def begun_letter(viewer: Viewer, year: int, subject: str, wanted: Layout) -> dict[str, str]:
    """What the fields of a paper begin with: its title and every blank, their placeholders filled.

    Raises: Http404 when the subject is not there.
    """
    content = content_of(viewer, year, subject)
    style, _frozen = style_of(viewer.agency, wanted.name)
    at = Composing(content, wanted.worded(style.wording), style, lambda sha256: None)
    return {TITLE: at.say(TITLE), **first_words(at)}


def titling_blank(wanted: Layout) -> str | None:
    """The field of a letter that is its title too (a memo's subject), so that nobody types it twice."""
    word = wanted.word(TITLE).removeprefix("{").removesuffix("}")
    return next((each.key for each in wanted.blanks if each.key == word), None)


def photographs_of(agency: Agency) -> Photographs:
    """Where papers of an agency get their photographs: the copies that may be shown, by the hash of the original."""

    def photograph(sha256: str) -> bytes | None:
        file = StoredFile.objects.filter(agency=agency, sha256=sha256, kind__in=PICTURE_KINDS).first()
        try:
            return shown(file, "large").read_bytes() if file else None
        except OSError:  # its bytes were lost: the paper says so in its place
            return None

    return photograph


def _printed(
    document: Document, content: Content, style: Style, frozen: dict[str, Any], template: Template | None
) -> Printed:
    wording = replace(style.wording, words={**style.wording.words, TITLE: content.letter[TITLE]})
    return Printed(content, layout(document.layout), replace(style, wording=wording), frozen, template)


def _draft_imprint(document: Document) -> Imprint:
    """What a draft says of itself: its version, and who is to sign it."""
    who = document.signatory
    return Imprint(version=document.version, signatory=Signatory(who.name, who.position) if who else None)
