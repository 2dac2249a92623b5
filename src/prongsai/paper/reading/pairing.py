"""Sharing what neighbouring cells say among the steps of a row, by order, by number or by likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from prongsai.core import thai
from prongsai.paper.reading.items import flat, listing, pieces
from prongsai.paper.reading.owners import are_of_one_rank, owners_in

_STARTERS = (
    "มี", "ได้", "ดำเนินการ", "จัด", "เผยแพร่", "ประกาศ", "รายงาน", "ประชุม", "อยู่ระหว่าง", "แต่งตั้ง", "ติดตาม", "กำหนด", "ปรับปรุง",
    "ส่งเสริม", "ประชาสัมพันธ์", "ยังไม่", "แจ้ง", "สำรวจ", "อบรม", "ทบทวน", "บันทึก",
)  # fmt: skip
_BEFORE_A_RESULT = re.compile(rf"\s+(?=(?:{'|'.join(_STARTERS)}))")
_MONTH = r"(?:[มกพสตธ]\.\s?[คพยต]\.|มี\.\s?ค\.?|เม\.\s?ย\.?|มิ\.\s?ย\.?|[ก-ฮ][ก-๙]{2,8}(?:คม|ยน|พันธ์))"
_YEAR = r"(?:\s*(?:พ\.?\s?ศ\.?)?\s*\d{2,4})?"
_BINDS = re.compile(r"[/,]|\sและ")
_SPAN = re.compile(
    rf"(?:เดือน)?{_MONTH}{_YEAR}(?:\s*[-–—]\s*(?:เดือน)?{_MONTH}{_YEAR})?|ไตรมาส\s*(?:ที่)?\s*\d(?:\s*[-–]\s*\d)?"
)


def result_parts(text: str, count: int) -> list[str] | None:
    """A result cell in `count` parts, one for each step; None when it does not fall apart so.

    More paragraphs than steps are grouped in order, each with the step whose words it shares most.
    """
    parts = listing(text)
    if parts.is_numbered:
        fits = not parts.head and len(parts.items) == count
        return [item.text for item in parts.items] if fits else None
    return _fitting([[item.text for item in parts.items], pieces(text), _by_starters(text)], count)


def grouped(parts: Sequence[str], steps: Sequence[str]) -> list[str]:
    """At least as many parts as steps, grouped in order so that each group is most like its step.

    Shape: one text for each step.
    """
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for i, part in enumerate(parts, 1):
        for j, step in enumerate(steps, 1):
            before = [(best[i - 1, k][0], k) for k in (j, j - 1) if (i - 1, k) in best and k]
            before += [(best[0, 0][0], 0)] if i == j == 1 else []
            if before:
                score, came = max(before, key=lambda pair: (pair[0], pair[1]))
                best[i, j] = (score + likeness(part, step), came)
    return _groups(parts, len(steps), best)


def _groups(parts: Sequence[str], count: int, best: dict[tuple[int, int], tuple[float, int]]) -> list[str]:
    groups: list[list[str]] = [[] for _ in range(count)]
    j = count
    for i in range(len(parts), 0, -1):
        groups[j - 1].insert(0, parts[i - 1])
        j = best[i, j][1]
    return ["\n".join(group) for group in groups]


def likeness(one: str, other: str) -> float:
    """How much of a text's letters in threes stands in another. Unit: share, 0-1."""
    first, second = _threes(one), _threes(other)
    return len(first & second) / len(first) if first else 0.0


def _threes(text: str) -> set[str]:
    key = thai.key(text)
    return {key[place : place + 3] for place in range(len(key) - 2)}


def owner_parts(text: str, count: int) -> list[str] | None:
    """An owners cell in `count` parts, one for each step; None when it does not fall apart so."""
    parts = listing(text)
    if parts.is_numbered and (parts.head or len(parts.items) != count):
        return None
    candidates = [[item.text for item in parts.items], pieces(text)]
    return _fitting([*candidates, _slashless(text)], count)


def _slashless(text: str) -> list[str]:
    """The names set apart by spaces only; a slash, comma or "and" binds names that share one step."""
    names = list(owners_in(text))
    return names if are_of_one_rank(names) and not _BINDS.search(text) else []


def period_parts(text: str, count: int) -> list[str] | None:
    """A period cell in `count` parts, one for each step; None when it does not fall apart so."""
    parts = listing(text)
    return _fitting([[item.text for item in parts.items], pieces(text), _spans(text)], count)


def _spans(text: str) -> list[str]:
    found = [each[0] for each in _SPAN.finditer(thai.arabic(text))]
    left_over = thai.key(_SPAN.sub("", thai.arabic(text)))
    return [] if left_over else found


def line_parts(text: str, count: int) -> list[str] | None:
    """A cell of short marks (ticks, shares, notes) in `count` parts by its lines or numbers."""
    lines = [flat(line) for line in text.split("\n")]
    parts = listing(text)
    items = [item.text for item in parts.items] if parts.is_numbered and not parts.head else []
    return _fitting([items, lines, pieces(text)], count)


def _fitting(candidates: Sequence[list[str]], count: int) -> list[str] | None:
    return next((parts for parts in candidates if len(parts) == count), None)


def _by_starters(text: str) -> list[str]:
    return [flat(part) for part in _BEFORE_A_RESULT.split(text) if part.strip()]


Splitter = Callable[[str, int], list[str] | None]
