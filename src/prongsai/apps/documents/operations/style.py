"""An agency's style is chosen: digits, face, numbers, emblem, who signs; a layout is worded, a template handed in."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TypedDict

from prongsai.apps.documents.models import HouseStyle, LayoutWording, Signatory, Template
from prongsai.apps.documents.queries.style import USUAL_PATTERN, check_pattern, template_of
from prongsai.apps.documents.queries.wording import check_columns, check_words, told_apart
from prongsai.base.access import Viewer
from prongsai.base.files import keep_made, kind_of, store_or_find
from prongsai.base.operation import note, operation
from prongsai.base.pictures import emblem_of
from prongsai.core.errors import Refused
from prongsai.paper.writing.layouts import Layout
from prongsai.paper.writing.style import FACES, Wording


class Overtaken(Refused):
    """Somebody saved the same in the meantime: nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "มีผู้อื่นบันทึกหน้านี้ไปแล้วระหว่างที่ท่านแก้ ข้อความของท่านยังอยู่ เทียบสองฉบับแล้วเลือกก่อนบันทึก",
            "Somebody else saved this meanwhile; your text is kept: compare the two and choose.",
        )


class StyleChoice(TypedDict):
    """What is chosen for all papers; `patterns` are number patterns by layout."""

    digits: str
    face: str
    patterns: dict[str, str]


@operation("style.edited")
def edit_style(*, by: Viewer, at: datetime, version: int, choice: StyleChoice) -> HouseStyle:
    """Choose digits, face and number patterns for all papers of an agency; a usual pattern is not remembered.

    Raises: Overtaken when somebody saved meanwhile; Refused for a face that is not there or a pattern that cannot be.
    """
    style = _held_style(by)
    if style.version != version:
        raise Overtaken
    if choice["face"] not in FACES or choice["digits"] not in HouseStyle.Digits.values:
        raise Refused("กรุณาเลือกแบบอักษรและตัวเลขจากรายการ", "Choose a face and digits from the list.")
    patterns = {name: pattern.strip() for name, pattern in choice["patterns"].items() if pattern.strip()}
    for pattern in patterns.values():
        check_pattern(pattern)
    style.digits, style.face = choice["digits"], choice["face"]
    style.patterns = {name: pattern for name, pattern in patterns.items() if pattern != USUAL_PATTERN}
    style.version = version + 1
    style.save()
    note(style, version=style.version)
    return style


@operation("style.emblem_set")
def set_emblem(*, by: Viewer, at: datetime, name: str, content: bytes) -> HouseStyle:
    """Put an emblem on an agency's papers, drawn anew as a PNG. Raises: Refused for what is no PNG or JPEG."""
    kind_of(name, content, {"png", "jpg"})
    emblem = BytesIO(emblem_of(name, content))
    style = _held_style(by)
    style.emblem = keep_made(agency=by.agency, at=at, name="emblem.png", content=emblem)
    style.save(update_fields=["emblem"])
    note(style)
    return style


@operation("style.emblem_removed")
def remove_emblem(*, by: Viewer, at: datetime) -> HouseStyle:
    """Let papers carry no emblem; those that were issued keep theirs."""
    style = _held_style(by)
    style.emblem = None
    style.save(update_fields=["emblem"])
    note(style)
    return style


@operation("signatory.added")
def add_signatory(*, by: Viewer, at: datetime, name: str, position: str) -> Signatory:
    """Let somebody sign papers for the agency. Raises: Refused without a name or a position."""
    name, position = " ".join(name.split()), " ".join(position.split())
    if not name or not position:
        raise Refused("กรุณากรอกทั้งชื่อและตำแหน่งของผู้ลงนาม", "Both the name and the position of who signs are needed.")
    return Signatory.objects.create(agency=by.agency, name=name, position=position, started_at=at)


@operation("signatory.ended")
def end_signatory(*, by: Viewer, at: datetime, signatory: Signatory) -> None:
    """Let somebody sign no further papers; those that carry the name keep it."""
    signatory.ended_at = at
    signatory.save(update_fields=["ended_at"])


@operation("wording.edited")
def edit_wording(*, by: Viewer, at: datetime, layout: Layout, version: int, wording: Wording) -> LayoutWording:
    """Word a layout the agency's own way; what is as the layout has it is not remembered, so that it follows it.

    Raises: Overtaken when somebody saved meanwhile; Refused for a placeholder nobody fills, or a column that cannot go.
    """
    check_words(layout, wording.words)
    check_columns(layout, wording.columns)
    LayoutWording.objects.get_or_create(agency=by.agency, layout=layout.name)
    row = LayoutWording.objects.select_for_update().get(agency=by.agency, layout=layout.name)
    if row.version != version:
        raise Overtaken
    own = told_apart(layout, wording)
    row.words, row.titles, row.columns, row.version = own.words, own.titles, list(own.columns), version + 1
    row.save()
    note(row, version=row.version, count=len(own.words) + len(own.titles))
    return row


@operation("template.set")
def set_template(*, by: Viewer, at: datetime, layout: Layout, name: str, content: bytes) -> Template:
    """Let a layout be printed in Word from the agency's own DOCX; the one before keeps its row.

    Raises: Refused for what is no DOCX, or names what nobody fills.
    """
    from prongsai.paper.writing.docx import check_template

    kind_of(name, content, {"docx"})
    if faults := check_template(content):
        thai, english = " ".join(each.th for each in faults), " ".join(each.en for each in faults)
        raise Refused(f"ใช้แม่แบบนี้ไม่ได้: {thai}", f"This template cannot be used: {english}")
    file = store_or_find(by=by, at=at, name=name, content=content, kinds={"docx"})
    _held_style(by)  # of two who hand a template in at once the second replaces the first's
    _end_template(by, at, layout)
    return Template.objects.create(agency=by.agency, layout=layout.name, file=file, added_by=by.person, added_at=at)


@operation("template.removed")
def remove_template(*, by: Viewer, at: datetime, layout: Layout) -> None:
    """Print a layout as the house does again; papers that were put forward with the template keep it.

    Raises: Refused when there is none.
    """
    ended = _end_template(by, at, layout)
    if ended is None:
        raise Refused("รูปแบบนี้ไม่มีแม่แบบของหน่วยงานอยู่แล้ว", "This layout has no template of the agency's own.")
    note(ended)


def _end_template(by: Viewer, at: datetime, layout: Layout) -> Template | None:
    held = template_of(by.agency, layout.name)
    if held:
        held.ended_at = at
        held.save(update_fields=["ended_at"])
    return held


def _held_style(by: Viewer) -> HouseStyle:
    """The agency's style, its row held until the deed is done; begun where it never chose."""
    HouseStyle.objects.get_or_create(agency=by.agency, defaults={"face": FACES[0]})
    return HouseStyle.objects.select_for_update().get(agency=by.agency)
