"""Contents to compose a letter, a poster, a photo report from; made-up throughout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import builders
from paper.writing.manuscripts import picture
from prongsai.core.records import Reading
from prongsai.paper.writing import layout, manuscript_of
from prongsai.paper.writing.content import Activity, Content, Figure, Imprint, Photo, Signatory, SignOff
from prongsai.paper.writing.manuscript import Beside, Block, Manuscript, Paragraph, Role, Signature, Table
from prongsai.paper.writing.style import Style, Wording

DIGEST = "0123456789abcdef" * 4
VERIFY = "https://prongsai.example/verify/7F3K-Q2"
PRESENT, GONE = "a" * 64, "f" * 64


def an_imprint(**changes: Any) -> Imprint:
    """The imprint of an issued second version."""
    imprint = Imprint(
        state="issued",
        number="ทฟ 52001/12",
        version=2,
        issued_on=date(2026, 11, 21),
        signatory=Signatory("นางสาวสมใจ ตัวอย่างดี", "นายกเทศมนตรีตำบลทุ่งฟ้าใส"),
        sign_off=SignOff("อนุมัติในระบบโดยนายกเทศมนตรี เมื่อ 20 พฤศจิกายน 2569", date(2026, 11, 20)),
        code="7F3K-Q2",
        digest=DIGEST,
        verify_address=VERIFY,
        reason="แก้ชื่อผู้รับผิดชอบ",
    )
    return replace(imprint, **changes)


def a_figure(**changes: Any) -> Figure:
    """A figure whose rows open."""
    figure = Figure(
        code="questions.answered",
        label="คำถามที่ตอบภายในกำหนด",
        value="96",
        unit="เรื่อง",
        period="1 ต.ค. 2568 - 31 มี.ค. 2569",
        source="ทะเบียนคำถาม",
        address="https://prongsai.example/questions/?state=answered",
    )
    return replace(figure, **changes)


def an_activity(**changes: Any) -> Activity:
    """A training with one photograph."""
    activity = Activity(
        title="อบรมการให้บริการ",
        held_on=date(2023, 3, 12),
        place="ห้องประชุมเทศบาล",
        purpose="ให้ทุกกองรู้ขั้นตอนบริการ",
        outcome="ผ่านการทดสอบทุกคน",
        people_count=42,
        codes=("o13",),
        photos=(Photo(PRESENT, "ผู้เข้าอบรม", date(2023, 3, 12)),),
    )
    return replace(activity, **changes)


def a_content(reading: Reading | None = None, **changes: Any) -> Content:
    """A draft about the sample reading, with its result."""
    known = reading or builders.a_reading(results=(builders.a_result(),))
    return replace(Content(known), **changes)


def composed(name: str, content: Content | None = None, **style: Any) -> Manuscript:
    """A layout composed in an agency's style; only the photograph `PRESENT` is still there."""
    wording = style.pop("wording", Wording())
    known = {PRESENT: picture("jpg")}
    return manuscript_of(content or a_content(), layout(name), Style(wording=wording, **style), known.get)


def blocks(manuscript: Manuscript, kind: type[Block]) -> list[Any]:
    """The blocks of a kind, in order."""
    return [block for block in manuscript.blocks if isinstance(block, kind)]


def lines(manuscript: Manuscript, *roles: Role) -> list[str]:
    """The words of the paragraphs, those beside a picture too; of certain roles only, where any is named."""
    found = [each for block in manuscript.blocks for each in _paragraphs(block)]
    return [each.text for each in found if not roles or each.role in roles]


def _paragraphs(block: Block) -> tuple[Paragraph, ...]:
    if isinstance(block, Paragraph):
        return (block,)
    return block.paragraphs if isinstance(block, Beside) else ()


def grid(table: Table) -> list[list[str]]:
    """The words of a table's cells, head first."""
    return [[each.text for each in row] for row in (*table.head, *table.body)]


def signed_lines(manuscript: Manuscript) -> list[str]:
    """The lines under the signature."""
    return [line for signature in blocks(manuscript, Signature) for line in signature.lines if line]
