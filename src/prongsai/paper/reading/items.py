"""Lists inside a text: numbered items, bullets or paragraphs, however the numbers are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prongsai.core import thai

_CANDIDATE = re.compile(
    r"(?P<before>^|\n|\s|(?<=[ก-๛a-z)\]\"”]))"
    r"(?:ข้อ(?:ที่)?\s*|ขั้นตอนที่\s*|ขั้นที่\s*)?"
    r"(?P<open>\()?(?P<number>\d{1,2})(?P<close>\)|\.(?!\d)|\.\)|\s(?=[ก-ฮเ-ไ])|(?=[ก-ฮเ-ไ]))[ \t]*(?=[^\s\d.,)%/\-–])"
)
_COUNTED = re.compile(
    r"\s?(?:เดือน|ครั้ง|คน|ปี|วัน|ราย|ชั่วโมง|นาที|บาท|เล่ม|ชุด|แห่ง|ช่อง|ข้อ|โครงการ|หมู่|ภารกิจ|สัปดาห์|ไตรมาส|เรื่อง|ประเภท|ด้าน|"
    r"ขั้นตอน|กิจกรรม|ฉบับ|หน่วย|ระบบ|ระดับ|กลุ่ม|ตำบล|มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|ม\.|ก\.|มี\.|เม\.|พ\.|มิ\.|ส\.|ต\.|ธ\.)"
)
_COUNTING = re.compile(
    r"(?:ที่|รอบ|ไตรมาส|อย่างน้อย|จำนวน|ทุก|ละ|ปี|เดือน|วันที่|ภายใน|มาตรา|หมวด|เลข|หมู่|ตอน|ส่วน|แบบ|ลำดับ|ชั้น|พ\.ศ\.)\s?$"
)
_BULLET = re.compile(r"(?:^|(?<=[\s]))(?:[-–—•●▪➢➤✓✔*·o◦□■◆]|\uf0b7|\uf0d8|\uf0fc)[ \t]*(?=[ก-๙A-Za-z0-9(\"“])")
_LINE_BULLET = re.compile(r"^\s*(?:[-–—•●▪➢➤✓✔*·◦□■◆]|\uf0b7|\uf0d8|\uf0fc)\s*")
_DOTTED = re.compile(r"(?:^|(?<=\s))(?P<chapter>\d{1,2})\.(?P<number>\d{1,2})[.)]?\s*(?=[ก-ฮเ-ไA-Za-z\"“(])")
_PAIRED = re.compile(r"(?:ติดต่อ|ถาม|ยืม|รับ|จัดซื้อ|เบิก|เข้า|ขาย|\d|\.)\s*$")
_SHORTEST_ITEM = 12
_SEPARATOR = re.compile(r"(?<![/,])\n|(?<![/,])[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `number` in Arabic digits where it has one."""

    text: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A text taken apart: what stands before the first item, and the items."""

    head: str
    items: tuple[Item, ...]

    @property
    def is_numbered(self) -> bool:
        """Whether its items carry numbers."""
        return bool(self.items) and all(item.number for item in self.items)


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def listing(text: str, first: int = 1) -> Listing:
    """A text as a list: by its numbers, else by its bullets, else by its paragraphs.

    Numbers count as such where they run on from 1 (or from `first`, for a list carried on from the row above).
    """
    numbered = _numbered(text, first) or _dotted(text)
    if numbered:
        return numbered
    return _bulleted(text) or Listing("", tuple(Item(piece) for piece in pieces(text)))


def pieces(text: str) -> list[str]:
    """The paragraphs of a text: lines, or stretches set apart by two spaces; bullets are taken off."""
    parts = (flat(_LINE_BULLET.sub("", part)) for part in _SEPARATOR.split(text))
    return [part for part in parts if part]


def _numbered(text: str, first: int) -> Listing | None:
    plain = thai.arabic(text)
    marks = _run_of_numbers(plain, first)
    if not marks:
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    items = tuple(
        Item(flat(text[mark.end() : end]), mark["number"].lstrip("0")) for mark, end in zip(marks, ends, strict=True)
    )
    return Listing(flat(text[: marks[0].start()]), items)


def _dotted(text: str) -> Listing | None:
    """A text as a list that counts 1.1, 1.2, 1.3, from its first word on."""
    marks = list(_DOTTED.finditer(thai.arabic(text)))
    run = [mark for place, mark in enumerate(marks) if _is_next_of_chapter(marks[0], mark, place)]
    if len(run) < 2 or len(run) < len(marks) or text[: run[0].start()].strip():
        return None
    ends = [mark.start() for mark in run[1:]] + [len(text)]
    items = (
        Item(flat(text[mark.end() : end]), f"{mark['chapter']}.{mark['number']}")
        for mark, end in zip(run, ends, strict=True)
    )
    return Listing("", tuple(items))


def _is_next_of_chapter(first: re.Match[str], mark: re.Match[str], place: int) -> bool:
    return mark["chapter"] == first["chapter"] and int(mark["number"]) == int(first["number"]) + place


def _run_of_numbers(plain: str, first: int) -> list[re.Match[str]]:
    """The numbers that count the items: each one more than the one before, or by a slip the same again."""
    run: list[re.Match[str]] = []
    for found in _CANDIDATE.finditer(plain):
        if _counts_on(plain, found, run, first) and (run or _may_begin(plain, found, first)):
            run.append(found)
    return run


def _counts_on(plain: str, found: re.Match[str], run: list[re.Match[str]], first: int) -> bool:
    number, wanted = int(found["number"]), int(run[-1]["number"]) + 1 if run else first
    if _is_marked(found):
        return number == wanted or (bool(run) and number == wanted - 1 and found["before"] != "")
    return number == wanted and _may_be_bare(plain, found, bool(run))


def _is_marked(found: re.Match[str]) -> bool:
    return found["close"].strip() != ""


def _may_be_bare(plain: str, found: re.Match[str], goes_on: bool) -> bool:
    """Whether a number without dot or bracket can head an item: it does not count or date what stands beside it."""
    if _COUNTED.match(plain, found.end("number")) or _COUNTING.search(plain[: found.start("number")]):
        return False
    at_start = not plain[: found.start()].strip() or found["before"] == "\n"
    return at_start or (goes_on and found["before"] != "")


def _may_begin(plain: str, found: re.Match[str], first: int) -> bool:
    """Whether a list may begin here; one that stands alone inside a sentence is no list."""
    before = plain[: found.start()]
    if not before.strip() or found["before"] == "\n":
        return True
    if first > 1 and _is_marked(found) and found["before"]:
        return True
    if _COUNTING.search(before) or found["before"] == "":
        return False
    following = re.compile(rf"(?:\s|[ก-๛]){first + 1}\s?[.)]")
    return bool(following.search(plain, found.end()))


def _bulleted(text: str) -> Listing | None:
    marks = list(_BULLET.finditer(text))
    is_list = len(marks) > 1 and not text[: marks[0].start()].strip() and not _is_dash_between(text, marks)
    if not is_list:
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return Listing("", tuple(Item(flat(text[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)))


def _is_dash_between(text: str, marks: list[re.Match[str]]) -> bool:
    """Whether a dash stands between words with spaces on both sides, as in a span of months."""
    return any(
        mark[0] != mark[0].rstrip() and text[mark.start() - 1] == " " and _is_joint(text, before.end(), mark, after)
        for before, mark, after in zip(marks, marks[1:], [*marks[2:], None], strict=False)
    )


def _is_joint(text: str, start: int, mark: re.Match[str], after: re.Match[str] | None) -> bool:
    """Whether what stands before or after a dash is too short for an item of its own, or one of a pair of words."""
    before, behind = text[start : mark.start()], text[mark.end() : after.start() if after else len(text)]
    return bool(_PAIRED.search(before)) or min(len(thai.key(before)), len(thai.key(behind))) < _SHORTEST_ITEM
