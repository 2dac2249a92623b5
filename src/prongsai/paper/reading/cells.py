"""What a single cell holds: nothing, a tick, a share, a status in words, units, a period."""

from __future__ import annotations

import re
from functools import lru_cache

from prongsai.core import thai
from prongsai.core.records import Status

_NOTHING = re.compile(r"[\s\-–—_.…ฯ]*|(?:ไม่มี|n/?a|ไม่พบ|ไม่ปรากฏ)", re.IGNORECASE)
_TICK = re.compile(r"[\s(\[]*[√✓✔☑✅/●•xX✗✘⁄∕ü\uf0fc\uf050][\s)\]]*")
_SHARE = re.compile(r"(?<![\d.])(\d{1,3})(?:\.0+)?\s*(?:%|％|เปอร์เซ็น)|ร้อยละ\s*(\d{1,3})(?![\d.]*\d)")
_BARE_SHARE = re.compile(r"\s*(\d{1,3})(?:\.0+)?\s*%?\s*")

_NOT_STARTED = re.compile(
    r"(?:ยัง)?(?:ไม่|มิ)(?:ได้)?(?:เริ่ม)?(?:การ)?ดำเนินการ(?!ตามระเบียบ|ใดๆ|แล้วเสร็จ)|ยังไม่(?:ได้)?(?:เริ่ม|จัด|มี|แล้ว|ทำ)|"
    r"รอ(?:การ)?ดำเนินการ|^จะดำเนินการ|^รอการ|ยังไม่ถึงกำหนด"
)
_DEFERRED = re.compile(r"ชะลอ(?:การ|ไว้|ออก)|เลื่อน(?:การ|ออก|ไป)|ยกเลิก(?:การ)?(?:จัด|ดำเนิน|โครงการ|กิจกรรม|$)|ขอเลื่อน")
_PUT_OFF = re.compile(r"(?:ขอ)?(?:ชะลอ|เลื่อน|ยกเลิก|ระงับ|พักไว้)")
_IN_PROGRESS = re.compile(
    r"(?:อยู่|อยู่ใน)?ระหว่าง(?:การ|ที่)?(?:ดำเนิน|จัด|ปรับปรุง|รวบรวม|ทบทวน|เสนอ|ตรวจ|พัฒนา|ยก|ขออนุมัติ|สรุป|ประสาน|เตรียม|สำรวจ|ออกแบบ|แก้ไข)"
    r"|กำลัง(?:ดำเนิน|จัด|ปรับ|ทำ|รวบรวม|พัฒนา|อยู่)|อยู่ระหว่าง|ยังไม่แล้วเสร็จ|ดำเนินการบางส่วน"
)
_DONE = re.compile(
    r"(?:ดำเนิน(?:การ|งาน)|จัดทำ|เผยแพร่|ประกาศ|จัด|ประชุม|อบรม|รายงาน)?(?:แล้วเสร็จ|เสร็จ(?:สิ้น|แล้ว|เรียบร้อย|สมบูรณ์)|เรียบร้อย|ครบถ้วน)|"
    r"ดำเนินการ(?:ไป)?แล้ว|ได้ดำเนินการ|ดำเนินการ(?:อย่าง)?ต่อเนื่อง"
)


def is_nothing(text: str) -> bool:
    """Whether a cell says nothing: empty, dashes, dots, "none"."""
    return bool(_NOTHING.fullmatch(text.strip()))


def is_tick(text: str) -> bool:
    """Whether a cell holds a tick and nothing else, in any of the signs that papers use."""
    return bool(_TICK.fullmatch(text))


def is_sentence(text: str) -> bool:
    """Whether a cell says something in words: neither empty nor ticks alone."""
    return bool(text) and not all(is_tick(line) or is_nothing(line) for line in text.split("\n"))


def share_in(text: str) -> int | None:
    """The share done that a text states. Unit: percent, 0-100."""
    found = _SHARE.search(thai.arabic(text))
    share = int(found[1] or found[2]) if found else None
    return share if share is not None and share <= 100 else None


def share_of_cell(text: str) -> int | None:
    """The share in a column of shares, where the sign may be left out. Unit: percent, 0-100."""
    found = _BARE_SHARE.fullmatch(thai.arabic(text))
    return int(found[1]) if found and int(found[1]) <= 100 else share_in(text)


def stated_status(text: str) -> Status:
    """The work status that words state outright; UNKNOWN where they state none."""
    key = thai.key(text)
    for pattern, status in _STATED:
        if pattern.search(key):
            return status
    return Status.UNKNOWN


_STATED = (
    (_DEFERRED, Status.DEFERRED),
    (_IN_PROGRESS, Status.IN_PROGRESS),
    (_NOT_STARTED, Status.NOT_STARTED),
    (_DONE, Status.DONE),
)


# Kept for a while: one cell may speak for each of hundreds of steps.
@lru_cache(maxsize=256)
def status_of_cell(text: str) -> Status:
    """The work status in a column of statuses, where one bare word (ชะลอ, ยกเลิก) is enough."""
    return Status.DEFERRED if _PUT_OFF.match(thai.key(text)) else stated_status(text)


def status_of_result(text: str) -> Status:
    """The work status of a result: what it states outright, else done, since something is told that exists."""
    if is_nothing(text):
        return Status.UNKNOWN
    stated = stated_status(text)
    if stated is not Status.UNKNOWN:
        return stated
    share = share_in(text)
    if share is not None and share < 100:
        return Status.IN_PROGRESS if share else Status.NOT_STARTED
    return Status.DONE
