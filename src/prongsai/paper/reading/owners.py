"""Names of units: a cell of owners taken apart."""

from __future__ import annotations

import re

from prongsai.paper.reading.cells import is_nothing
from prongsai.paper.reading.items import flat, listing

_HEAD = (
    r"(?:กอง|สำนัก|ฝ่าย|งาน(?!ที่|ใน|ของ)|ส่วน(?:การ|ราชการ|โยธา)|หน่วย|หัวหน้า|ผู้อำนวยการ|ผอ\.|ปลัด|รองปลัด|นายก|นัก(?:ทรัพยากร|วิเคราะห์|จัดการ|วิชาการ|พัฒนา|ประชา|บริหาร)|"
    r"นิติกร|เจ้าพนักงาน|เจ้าหน้าที่|คณะ|ทุก|ผู้บริหาร|พนักงาน|ศูนย์|โรงเรียน|กลุ่ม)"
)
_BETWEEN = re.compile(
    rf"\s*[/,;]\s*|\n|\s{{2,}}|\s+(?={_HEAD})|\s+(?:และ|หรือ|กับ)\s*(?={_HEAD})|(?<=[ก-๙])และ(?=(?:กอง|สำนัก))"
)
_CONTINUES = re.compile(r"(?:ใน|ของ|และ|กับ|หรือ|(?<!หน้า)ที่|ประจำ|การ)\s*$")
_LEADING = re.compile(r"^(?:และ|[-–•*.:)(])\s*|^\(?[0-9๐-๙]{1,2}[.)]\s*")


def owners_in(text: str) -> tuple[str, ...]:
    """The units or posts named in a cell, each once, in order; a name that holds "and" stays whole."""
    parts = listing(text)
    texts = [parts.head, *(item.text for item in parts.items)] if parts.is_numbered else [text]
    names = [name for each in texts for name in _split(each)]
    return tuple(dict.fromkeys(name for name in names if not is_nothing(name)))


def _split(text: str) -> list[str]:
    names: list[str] = []
    for part in _BETWEEN.split(text):
        name = flat(_LEADING.sub("", part.strip()))
        if names and _CONTINUES.search(names[-1]):
            names[-1] = f"{names[-1]} {name}"
        elif name:
            names.append(name)
    return names
