"""Official letters: the head, the words in their order, the day, who signs.

Source: ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 12 (บันทึกข้อความ), 16 (คำสั่ง), 20 (ประกาศ), for the elements
and their order; confirmed in two reproductions each, the Gazette itself not opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby

from prongsai.core import framework
from prongsai.core.errors import Refused
from prongsai.core.records import Measure, Status
from prongsai.paper.reading.imprints import EMBLEM_ALT
from prongsai.paper.writing.compose import facts
from prongsai.paper.writing.compose.composing import Composing, thai_date
from prongsai.paper.writing.compose.saying import status_name
from prongsai.paper.writing.layouts import Part
from prongsai.paper.writing.manuscript import (
    Align,
    Beside,
    Block,
    Paragraph,
    Picture,
    Role,
    Signature,
    Span,
    plain,
)
from prongsai.paper.writing.pictures import proportions

EMBLEM_OF_ORDER = 30.0
"""Unit: millimetres. Source: ระเบียบงานสารบรรณ ข้อ 71, the taller of two heights; confirmed in reproductions."""
EMBLEM_OF_MEMO = 15.0
_UNSIGNED_LINE = "." * 36
_NO_NUMBER = "." * 16
_NO_DATE = f"{'.' * 26} พ.ศ. {'.' * 10}"
_MOST_WEAK = 3
_NO_STATUS = "ไม่ระบุสถานะ"
_TYPED_NUMBER = re.compile(r"^\(?[0-9๐-๙]{1,2}[.)]\s+")


def first_words(at: Composing) -> dict[str, str]:
    """What the fields of the letter begin with, ready to be read once and issued: key -> text."""
    return {each.key: at.blank(each.key) for each in at.layout.blanks}


def letterhead(at: Composing, part: Part) -> Iterator[Block]:
    """The head of a letter, by the option ``form``: ``announcement``, ``order`` or ``memo``."""
    yield from _HEADS[part.options["form"]](at)


def letter(at: Composing, part: Part) -> Iterator[Block]:
    """A stretch of a letter, by the option ``as`` (``paragraphs``, the default, or one of `_STRETCHES`).

    Its text is the field ``blank`` or the wording ``word``, with the wording ``lead`` before it. Where nothing stands
    in the field ``needs``, the wording ``otherwise`` is said instead; what is empty is left out with its lead.
    """
    blocks = tuple(_STRETCHES[part.options.get("as", "paragraphs")](at, part))
    if blocks and (lead := part.options.get("lead")):
        yield plain(at.say(lead), Role.BODY)
    yield from blocks


def signature(at: Composing, part: Part) -> Iterator[Block]:
    """The day (wording ``day``, with ``{day}``) where the letter has one at its end, and who signs.

    With ``when = "present"`` only where a signatory is named.
    """
    if part.when == "present" and not at.content.imprint.signatory:
        return
    if day := part.options.get("day"):
        yield plain(at.say(day, day=_full_day(at)), Role.CENTER)
    signatory = at.content.imprint.signatory
    name = signatory.name if signatory else _UNSIGNED_LINE
    position = signatory.position if signatory else f"ตำแหน่ง {_UNSIGNED_LINE}"
    yield Signature(("", "", f"({name})", *position.split("\n")))


def emblem(at: Composing, height: float, align: Align = "center") -> Picture | None:
    """The agency's emblem, so high; None where it has none, and then nothing stands in its place. Unit: millimetres."""
    if at.style.emblem is None:
        return None
    alt = f"{EMBLEM_ALT}{at.content.reading.agency.name or 'หน่วยงาน'}"
    picture = Picture(at.style.emblem, at.style.emblem_kind, height, alt, align=align)
    across, down = proportions(picture)
    return replace(picture, width=height * across / down)


def _announcement_head(at: Composing) -> Iterator[Block]:
    yield from filter(None, (emblem(at, EMBLEM_OF_ORDER),))
    yield plain(at.say("head"), Role.TITLE, bold=True)
    yield plain(f"เรื่อง {at.say('title')}", Role.SUBTITLE, bold=True)
    yield plain("", Role.RULE)


def _order_head(at: Composing) -> Iterator[Block]:
    yield from filter(None, (emblem(at, EMBLEM_OF_ORDER),))
    yield plain(at.say("head"), Role.TITLE, bold=True)
    yield plain(f"ที่ {at.content.imprint.number or _NO_NUMBER}", Role.SUBTITLE, bold=True)
    yield plain(f"เรื่อง {at.say('title')}", Role.SUBTITLE, bold=True)
    yield plain("", Role.RULE)


def _memo_head(at: Composing) -> Iterator[Block]:
    head = plain(at.say("head"), Role.DISPLAY, bold=True)
    picture = emblem(at, EMBLEM_OF_MEMO, "left")
    yield Beside(picture, (head,)) if picture else head
    imprint = at.content.imprint
    date = thai_date(imprint.issued_on) if imprint.issued_on else ""
    yield _labelled(Role.FIELD, ("ส่วนราชการ", f"\t{at.blank('from')}"))
    yield _labelled(Role.FIELD, ("ที่", f"\t{imprint.number or _NO_NUMBER}\t"), ("วันที่", f"  {date}"))
    yield _labelled(Role.FIELD, ("เรื่อง", f"\t{at.say('title')}"))
    yield _labelled(Role.LABEL, ("เรียน", f"\t{at.blank('to')}"))


def _labelled(role: Role, *pairs: tuple[str, str]) -> Paragraph:
    return Paragraph(tuple(span for label, text in pairs for span in (Span(label, bold=True), Span(text))), role)


_HEADS: dict[str, Callable[[Composing], Iterator[Block]]] = {
    "announcement": _announcement_head,
    "order": _order_head,
    "memo": _memo_head,
}


def _text_of(at: Composing, part: Part) -> str:
    options = part.options
    if (needs := options.get("needs")) and not at.blank(needs).strip():
        return at.say(options["otherwise"]) if "otherwise" in options else ""
    return at.say(options["word"]) if "word" in options else at.blank(options["blank"])


def _lines_of(at: Composing, part: Part) -> list[str]:
    return [line.strip() for line in _text_of(at, part).splitlines() if line.strip()]


def _paragraphs(at: Composing, part: Part) -> Iterator[Block]:
    return (plain(line, Role.BODY) for line in _lines_of(at, part))


def _numbered(at: Composing, part: Part) -> Iterator[Block]:
    return (plain(f"{i}. {_unnumbered(line)}", Role.ITEM) for i, line in enumerate(_lines_of(at, part), 1))


def _members(at: Composing, part: Part) -> Iterator[Block]:
    """Members of a working group, one a line: ``position | duty in the group``."""
    for i, line in enumerate(_lines_of(at, part), 1):
        position, _, duty = map(str.strip, line.partition("|"))
        yield plain(f"{i}. {_unnumbered(position)}" + (f"\t{duty}" if duty else ""), Role.ITEM)


def _measures(at: Composing, part: Part) -> Iterator[Block]:
    """The measures in one line each, under the tools they belong to; a plan that names no tools has one list."""
    reading = at.content.reading
    if not reading.measures:
        raise Refused("ยังไม่มีมาตรการให้ประกาศ โปรดทำแผนก่อน", "There is no measure to announce yet. Make the plan first.")
    book = framework.nearest(reading.fiscal_year or framework.YEARS[-1])
    names = {each.code: each.name_th for each in book.tools}
    numbers = count(1)
    for tool, group in groupby(reading.measures, lambda each: each.tool or ""):
        if tool in names:
            yield plain(at.say("tool_lead", tool=tool, tool_name=names[tool]), Role.BODY, bold=True)
        yield from (plain(f"{next(numbers)}. {_said(at, measure)}", Role.ITEM) for measure in group)


def _said(at: Composing, measure: Measure) -> str:
    owners = ", ".join(facts.owners_of((measure,)))
    said = [measure.title.strip() or measure.finding.strip()]
    said += [at.say("owned_by", owners=owners)] if owners else []
    said += [at.say("done_within", period=measure.period.text)] if measure.period and measure.period.text else []
    return " ".join(" ".join(said).split())


def _found(at: Composing, part: Part) -> Iterator[Block]:
    """What the reading shows, as numbered sentences: the level, the weakest indicators, remarks, measures by status."""
    return (plain(f"{i}. {said}", Role.ITEM) for i, said in enumerate(_found_sentences(at), 1))


def _found_sentences(at: Composing) -> Iterator[str]:
    reading = at.content.reading
    if result := facts.latest_result(reading):
        if result.total is not None:
            yield at.say("found_level" if result.level else "found_total")
        if weak := facts.weakest(result, _MOST_WEAK):
            yield at.say("found_weakest", weakest=", ".join(f"{name} ({points:.2f} คะแนน)" for name, points in weak))
    if reading.findings:
        yield at.say("found_findings")
    if reading.measures:
        yield at.say("found_measures")
        if any(each.status is not Status.UNKNOWN for each in reading.measures):
            yield at.say("found_status", statuses=", ".join(_statuses(reading.measures)))
        if at.facts["unproved_count"]:
            yield at.say("found_unproved")


def _statuses(measures: Sequence[Measure]) -> Iterator[str]:
    """How many measures stand where, those at nothing left out."""
    for status in Status:
        if number := sum(each.status is status for each in measures):
            yield f"{status_name(status) or _NO_STATUS} {number} มาตรการ"


_STRETCHES: dict[str, Callable[[Composing, Part], Iterator[Block]]] = {
    "paragraphs": _paragraphs,
    "numbered": _numbered,
    "members": _members,
    "measures": _measures,
    "found": _found,
}


def _unnumbered(line: str) -> str:
    """A line without the number that a person typed before it: the list numbers itself."""
    return _TYPED_NUMBER.sub("", line)


def _full_day(at: Composing) -> str:
    """A day as the end of an announcement or an order has it: ``21 พฤศจิกายน พ.ศ. 2569``; dots where there is none."""
    day = at.content.imprint.issued_on
    if day is None:
        return _NO_DATE
    said, _, year = thai_date(day).rpartition(" ")
    return f"{said} พ.ศ. {year}"
