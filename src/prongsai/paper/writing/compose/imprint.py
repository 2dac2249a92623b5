"""The imprint at the end of every paper, the marks at its top and the words at the foot of its pages."""

from __future__ import annotations

from collections.abc import Iterator

from prongsai.paper.reading.imprints import (
    CODE_ALT,
    DRAFT_ADVICE,
    DRAFT_MARK,
    IMPRINT_HEADING,
    UNVERIFIED_ADVICE,
    UNVERIFIED_MARK,
)
from prongsai.paper.writing.compose.composing import Composing, thai_date
from prongsai.paper.writing.content import Imprint
from prongsai.paper.writing.layouts import Part
from prongsai.paper.writing.manuscript import Beside, Block, Code, Paragraph, Role, Span, plain

_CODE_SIZE = 25.0
_DIGEST_HALF = 32


def mark(at: Composing, part: Part) -> Iterator[Block]:
    """What a reader must know before the first word: that this is a draft, and which codes are unverified.

    ``names_codes = false`` is for papers that name none.
    """
    if at.content.imprint.state == "draft":
        yield plain(f"{DRAFT_MARK} {DRAFT_ADVICE}", Role.MARK, bold=True)
    if at.content.unverified and part.options.get("names_codes", True):
        codes = ", ".join(at.content.unverified)
        yield plain(f"{UNVERIFIED_MARK}: {codes} {UNVERIFIED_ADVICE}", Role.MARK)


def footer(at: Composing) -> str:
    """The words at the foot of every page: whose paper, which number and version; of a draft, that it is one."""
    imprint, agency = at.content.imprint, at.content.reading.agency.name
    if imprint.state == "draft":
        said = [agency, DRAFT_MARK]
    else:
        said = [agency, imprint.number and f"เลขที่ {imprint.number}", f"ฉบับที่ {imprint.version}"]
    return " · ".join(each for each in said if each)


def imprint(at: Composing, part: Part) -> Iterator[Block]:
    """What the paper says of itself: number, version, day, sign-off, digest, and the code of the page that verifies it.

    The option ``brief`` prints number, version and day alone, for a poster.
    """
    lines = tuple(plain(text, Role.NOTE) for text in _lines(at, is_brief=bool(part.options.get("brief"))))
    heading = Paragraph((Span(IMPRINT_HEADING, bold=True),), Role.NOTE)
    address = at.content.imprint.verify_address
    if address and not part.options.get("brief"):
        alt = f"{CODE_ALT} เปิดหน้าตรวจสอบ {address}"
        yield Beside(Code(address, _CODE_SIZE, alt, align="right"), (heading, *lines))
    else:
        yield heading
        yield from lines


def _lines(at: Composing, *, is_brief: bool) -> Iterator[str]:
    imprint, agency = at.content.imprint, at.content.reading.agency.name
    if imprint.state == "draft":
        yield f"{DRAFT_MARK} จัดทำโดย {agency}" if agency else DRAFT_MARK
        return
    day = f" ออกเมื่อวันที่ {thai_date(imprint.issued_on)}" if imprint.issued_on else ""
    yield f"เลขที่ {imprint.number} ฉบับที่ {imprint.version}{day}"
    if not is_brief:
        yield from _proofs(imprint)


def _proofs(imprint: Imprint) -> Iterator[str]:
    if imprint.sign_off:
        yield f"การลงนาม: {imprint.sign_off.words}"
    if imprint.reason:
        yield f"หมายเหตุการออกฉบับนี้: {imprint.reason}"
    if imprint.digest:
        # In halves, because a line of a page does not hold the whole.
        yield f"ลายนิ้วมือของเนื้อหา (SHA-256): {imprint.digest[:_DIGEST_HALF]} {imprint.digest[_DIGEST_HALF:]}"
    if imprint.verify_address:
        yield f"ตรวจสอบฉบับจริงที่ {imprint.verify_address}"
