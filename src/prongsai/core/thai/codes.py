"""Codes of the catalogue as papers spell them: o14, O14, ๐14, 014, i7, E15."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prongsai.core.thai.letters import arabic

_LETTER = re.compile(r"(?<![A-Za-z0-9])(?<![A-Za-z][&/.\-])([oOiIeE])\s?(\d{1,2})(?!\d|[.,:]\d|\s?%|[A-Za-z])")
_ZERO = re.compile(r"(?<![A-Za-z0-9.,:/\-])0 ?(\d{1,2})(?!\d|[.,:/]\d|\s?%|[A-Za-z]|[\s-]{1,3}\d{3})")
_PHONE = re.compile(r"(?:โทร|แฟกซ์|Fax|Tel)[^\n]{0,12}$", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:ข้อ|จาก|อ้างอิง|รายการ|ตาม|OIT)(?:ที่)?[\s(:.]*$")
_BETWEEN_CODES = re.compile(r"[\s,/()]*(?:และ|หรือ|ถึง|-|–)?\s*")
_NOT_A_TITLE = re.compile(
    r"\s*(?:(?:น\.|นาฬิกา|นาที|ชั่วโมง|วัน|เดือน|ปี|บาท|คน|ราย|ครั้ง|เล่ม|ชุด|ต่อ|เรื่อง|แห่ง|หมู่|ข้อ)(?![ก-ฮะ-ฺเ-๎])|"
    r"มกราคม|กุมภา|มีนาคม|เมษายน|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|(?:[มกพสตธ]|มี|เม|มิ)\.\s?[คพย])"
)
_TITLE = re.compile(r"\s?[ก-ฮเแโใไ]")

_LAST_ITEM = 43


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A code named in a text: the paper's spelling, the normal one, and where it starts. Unit: characters from 0."""

    text: str
    value: str
    start: int
    zero_for_o: bool = False

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


def item_codes(text: str) -> list[CodeMention]:
    """The codes of items and questions in a text, in any spelling, in the order they stand.

    A zero typed for the letter o counts only where nothing else is meant: after ข้อ, จาก, อ้างอิง, beside another code,
    before a title, alone in brackets, or as a Thai zero with Arabic digits; years, shares, times, dates and telephone
    numbers do not.
    """
    plain = arabic(text)
    sure = [_mention(text, found, found[1].lower()) for found in _LETTER.finditer(plain)]
    unsure: list[CodeMention] = []
    for found in _ZERO.finditer(plain):
        if 1 <= int(found[1]) <= _LAST_ITEM and not _PHONE.search(plain[: found.start()]):
            (sure if _is_code(text, plain, found) else unsure).append(_mention(text, found, "o"))
    return _with_neighbours(plain, [each for each in sure if each.value[1:] != "0"], unsure)


def _mention(text: str, found: re.Match[str], letter: str) -> CodeMention:
    spelling = text[found.start() : found.end()]
    digits = found[found.re.groups]
    return CodeMention(spelling, f"{letter}{int(digits)}", found.start(), spelling[0] in "0๐")


def _is_code(text: str, plain: str, found: re.Match[str]) -> bool:
    spelling, after = text[found.start() : found.end()], plain[found.end() :]
    if spelling[0] == "๐" and spelling[1:].strip().isascii():
        return True
    if _NOT_A_TITLE.match(after):
        return False
    if len(found[1]) == 2 and after.startswith(")") and plain[: found.start()].endswith("("):
        return True
    if _REFERENCE.search(plain[: found.start()]):
        return True
    return len(found[1]) == 2 and bool(_TITLE.match(after))


def _with_neighbours(plain: str, sure: list[CodeMention], unsure: list[CodeMention]) -> list[CodeMention]:
    """The sure codes, and every unsure one that stands beside a sure one in a list."""
    for each in unsure:
        if any(_side_by_side(plain, each, other) for other in sure):
            return _with_neighbours(plain, [*sure, each], [other for other in unsure if other is not each])
    return sorted(sure, key=lambda mention: mention.start)


def _side_by_side(plain: str, one: CodeMention, other: CodeMention) -> bool:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return bool(_BETWEEN_CODES.fullmatch(plain, first.end, second.start))
