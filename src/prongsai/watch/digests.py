"""Digests: whether what an address shows is still what it showed yesterday.

Of a file every byte counts. Of a page only what is meant: its title and the visible words outside menu and footer, the
files it links to and the pictures it shows. Scripts, tokens in forms, the digits of counters ("ผู้เข้าชม 1,234 คน") and
lines that hold nothing but a day or an hour change at every visit and are left out.
"""

from __future__ import annotations

import hashlib
import re

from prongsai.watch.asking import Answer
from prongsai.watch.dates import days_in
from prongsai.watch.pages import Page

_COUNTER = re.compile(
    r"(?:ผู้(?:เข้า)?(?:ชม|เยี่ยมชม)|เปิดอ่าน|ดาวน์โหลด|อ่าน|ออนไลน์|สถิติ|online|visitors?|views?|hits?|downloads?)", re.I
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:น\.|น|am|pm)?", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"วัน(?:ที่)?|(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)|เวลา|ที่|today|date|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]")


def digest_of(answer: Answer, page: Page | None) -> str:
    """What an answer means, as 64 hexadecimal digits; "" for one that was cut."""
    if answer.is_cut:
        return ""
    if page is None:
        return hashlib.sha256(answer.body).hexdigest()
    lines = [page.title, *map(_lasting, page.own), *sorted(page.files), *sorted(page.shown)]
    return hashlib.sha256("\n".join(filter(None, lines)).encode()).hexdigest()


def _lasting(segment: str) -> str:
    """A line without what changes at each visit: the digits of counters, days and hours that stand alone."""
    if len(segment) < 80 and _COUNTER.search(segment):
        return re.sub(r"[\d,]+", "#", segment)
    if len(segment) < 80 and (days_in(segment) or _CLOCK.search(segment)) and _is_only_time(segment):
        return ""
    return segment


def _is_only_time(segment: str) -> bool:
    """Whether hardly a letter is left of a line when its day, hour and weekday are taken away."""
    return len(_LETTERS.findall(_WEEKDAY.sub("", _CLOCK.sub("", segment)))) <= 14 and bool(days_in(segment))
