"""Judging: what a page that opened says about itself. Cautious: where a page could be well, it is well.

Traps. A heading "ไม่พบเรื่องร้องเรียน" (no complaints came in) is content, as are "คำสั่งที่ 404/2568" and a form to
sign in beside real content. A page whose content is a scanned picture, a framed PDF or a list of files says hardly a
word and is well. A page that is drawn by script says nothing at all to us: that is no proof of anything.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from prongsai.core.thai import arabic
from prongsai.watch.addresses import Address, registrable
from prongsai.watch.pages import Page

SHORT = 300
"""Characters outside menu and footer below which a message is all that a page says."""
LONG = 1500
"""Characters above which no heading makes a page a message."""
SCANT = 120
"""Characters below which a page says hardly more than its heading."""
FEW = 25
"""Characters that a page must say of its own to be another page than the one for missing addresses."""
MOST_COMPARED = 100
"""Lines that are held against each other one by one; a page that has more of its own is another page."""

_STRONG = re.compile(
    r"ไม่พบ(?:(?:หน้า)?(?:เว็บ)?เพจ|หน้า(?:เว็บ)?|บทความ|ไฟล์|เอกสาร)"
    r"\s*(?:นี้|(?:ที่)?\s*(?:คุณ|ท่าน|ต้องการ|เรียก|ร้องขอ|ค้นหา|กำลัง|ระบุ)|$|[-–|:!.])"
    r"|(?<!เจ้า)(?:หน้า(?:เว็บ|เพจ)?(?=นี้|ที่(?:คุณ|ท่าน))|เพจ|บทความ|เอกสาร|ไฟล์)(?:นี้|ที่(?:คุณ|ท่าน)[^\n]{0,30})\s*"
    r"(?:ไม่มีอยู่|ไม่มีในระบบ|(?:อาจ)?ถูกลบ|(?:อาจ)?ถูกย้าย)"
    r"|(?:page|file|document|url|article)\s(?:you\s[\w\s]{0,30}\s)?(?:was\s|is\s)?not\sfound"
    r"|(?:page|file|document|article)\s(?:you\s[\w\s]{0,30}\s)?(?:could not|cannot|can't|can’t) be found"
    r"|(?:page|file|document|article)[\w\s]{0,40}(?:does not|doesn't|doesn’t|no longer) exists?"
    r"|\b(?:error|http)\s*404\b|\b404\s*[-–:|]?\s*(?:error|not found|page|file|ไม่พบ)|^\W*404\W*$"
    r"|error establishing a database connection|fatal error: uncaught"
    r"|account (?:has been )?suspended|bandwidth limit exceeded",
    re.IGNORECASE,
)
"""Says that nothing is here, in words that mean nothing else."""
_WEAK = re.compile(
    r"\W*(?:ขออภัย\W*|sorry\W*|oops\W*)?(?:ไม่พบข้อมูล(?:ที่(?:ต้องการ|ท่านต้องการ|ค้นหา))?|ไม่มีข้อมูล|ข้อมูลไม่ถูกต้อง"
    r"|not found|no data(?: found)?|nothing found|invalid (?:id|request|parameter))\W*",
    re.IGNORECASE,
)
"""Says so only where it is all that is said."""
_SPLIT = re.compile(r"\s[|–—:-]\s")
_SIGN_IN = re.compile(r"เข้าสู่ระบบ|ลงชื่อเข้า|กรุณาล็อกอิน|\b(?:log|sign)[ -]?in\b|\blogon\b", re.IGNORECASE)
_SIGN_IN_PATH = re.compile(
    r"(?:^|/)(?:wp-login\.php|log-?in|sign-?in|logon|servicelogin|user/login|users/sign_in|auth|oauth2?|sso)"
    r"(?:[./?]|$|\.(?:php|aspx?|html?))",
    re.IGNORECASE,
)
_SIGN_IN_HOSTS = (
    "accounts.google.com",
    "login.microsoftonline.com",
    "login.live.com",
    "login.windows.net",
    "login.yahoo.com",
)
_GUARD = re.compile(
    r"the requested url was rejected\. please consult|your support id is|just a moment\.\.\.$|attention required! \|"
    r"|checking (?:if the site connection is secure|your browser before)|request unsuccessful\. incapsula",
    re.IGNORECASE,
)
_OTHERWISE = {
    "facebook.com",
    "fb.com",
    "fb.watch",
    "instagram.com",
    "x.com",
    "twitter.com",
    "tiktok.com",
    "linkedin.com",
}
_FOR_SALE = re.compile(
    r"(?:this )?domain(?: name)? (?:[\w.-]+ )?(?:is|may be|has been) (?:for sale|parked|expired|available for)"
    r"|buy this domain|โดเมน(?:เนม)?นี้(?:ประกาศขาย|หมดอายุ|ถูกระงับ)|parked free, courtesy of",
    re.IGNORECASE,
)
_PARKING = ("sedoparking.com", "parkingcrew.net", "bodis.com", "dan.com", "afternic.com", "hugedomains.com", "sedo.com")
_FRONT = re.compile(
    r"/?(?:(?:th|en|home|main|web|www|site|intro|index|default|frontpage)(?:\.(?:php|html?|aspx?|jsp|cgi))?/?){0,2}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_NOT_A_LETTER = re.compile(r"[^\w\u0e00-\u0e7f]+")


def says_missing(page: Page) -> bool:
    """Whether a page that opened tells its reader that there is nothing here."""
    if page.own_length > LONG:
        return False
    heads = [page.title, *page.headings, *([] if page.segments else page.alerts)]
    if any(_STRONG.search(each) for each in heads):
        return True
    if page.own_length > SHORT or page.files or page.shown:
        return False
    if any(_STRONG.search(each) for each in page.own):
        return True
    parts = [part for each in heads for part in _SPLIT.split(each)]
    rest = [each for each in page.own if each not in page.headings]
    return any(_WEAK.fullmatch(each) for each in [*parts, *rest]) and sum(map(len, rest)) < SHORT / 3


def is_same_as_missing(page: Page, address: Address, missing: Page, missing_address: Address) -> bool:
    """Whether a page says nothing of its own beside what its host answers for an address that surely is not there.

    What repeats the address asked for, and all digits (counters, clocks), are left out on both sides.
    """
    if page.files - missing.files or page.shown - missing.shown:
        return False
    theirs = _said(missing, missing_address)
    known = set(theirs)
    left = 0
    for place, each in enumerate(each for each in _said(page, address) if each not in known):
        left += 0 if any(_is_alike(each, other) for other in theirs[:MOST_COMPARED]) else len(each)
        if left >= FEW or place == MOST_COMPARED:
            return False
    return True


def _said(page: Page, address: Address) -> list[str]:
    echoes = {_plain(each) for each in (address.path, address.target, address.url, address.path.rpartition("/")[2])}
    said = [_plain(each) for each in [page.title, *page.segments]]
    for echo in sorted(filter(None, echoes), key=len, reverse=True):
        said = [each.replace(echo, "") if len(echo) > 3 else each for each in said]
    return [each for each in said if each]


def _plain(text: str) -> str:
    return _DIGITS.sub("", _NOT_A_LETTER.sub("", arabic(text).lower()))


def _is_alike(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 0.2 * max(len(one), len(other)) or max(len(one), len(other)) > 500:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > 0.9 and matcher.quick_ratio() > 0.9 and matcher.ratio() > 0.9


def is_drawn_by_script(page: Page) -> bool:
    """Whether a page without scripts shows next to nothing, so that what it shows to a browser is not known."""
    return page.scripts > 0 and sum(map(len, page.segments)) < FEW and not page.shown and not page.files


def is_empty(page: Page) -> bool:
    """Whether a page shows no word, picture or document."""
    return not (page.segments or page.shown or page.files)


def is_login(page: Page, address: Address, *, was_sent: bool) -> bool:
    """Whether a page only asks who its reader is. `was_sent`: another address led here."""
    if address.host in _SIGN_IN_HOSTS or (was_sent and _SIGN_IN_PATH.search(address.path)):
        return True
    if not page.has_password or page.files:
        return False
    # Some programs put a whole page into one form: then what is in it is no form to sign in.
    beside = page.own_length - (page.login_length if page.login_length < SHORT else 0)
    asks = any(_SIGN_IN.search(each) for each in [page.title, *page.headings])
    return beside < (SHORT if asks else SCANT)


def is_held_off(page: Page) -> bool:
    """Whether a page is what a guard before a site shows to programs, with a status as if all were well."""
    return page.own_length < LONG and any(_GUARD.search(each) for each in [page.title, *page.own])


def treats_programs_otherwise(address: Address) -> bool:
    """Whether a site is known to show programs a door that it does not show a citizen's browser."""
    return registrable(address.host) in _OTHERWISE


def is_parked(page: Page, address: Address) -> bool:
    """Whether a page is what a seller of names shows."""
    if any(address.host == each or address.host.endswith(f".{each}") for each in _PARKING):
        return True
    heads = [page.title, *page.headings, *(page.own if page.own_length < LONG else [])]
    return any(_FOR_SALE.search(each) for each in heads)


def is_front(address: Address) -> bool:
    """Whether an address is a site's front page."""
    return _FRONT.fullmatch(address.path) is not None and not address.query


def is_elsewhere(asked: Address, final: Address) -> bool:
    """Whether an address inside a site led to the front page of this site or of another one."""
    return not is_front(asked) and is_front(final) and asked.url != final.url


def is_same_place(one: Address, other: Address) -> bool:
    """Whether two addresses differ only in how the site spells them: https, www, a final slash, letters' case.

    A permanent redirect between such two is no move: whoever follows the old one is where they wanted to be.
    """

    def place(address: Address) -> tuple[str, str, str]:
        host = address.host.removeprefix("www.")
        return host, re.sub(r"/+", "/", address.path).rstrip("/").lower(), address.query

    return place(one) == place(other) and _is_same_port(one, other)


def _is_same_port(one: Address, other: Address) -> bool:
    usual = {80, 443}
    return one.port == other.port or {one.port, other.port} <= usual
