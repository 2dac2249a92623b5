"""Names of units: a cell of owners taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.paper.reading.cells import is_nothing
from prongsai.paper.reading.items import flat, listing

_HEAD = (
    r"(?:กอง|สำนัก|ฝ่าย|งาน(?!ที่|ใน|ของ)|ส่วน(?:การ|ราชการ|โยธา)|หน่วย|หัวหน้า|ผู้อำนวยการ|ผอ\.|ปลัด|รองปลัด|นายก|นัก(?:ทรัพยากร|วิเคราะห์|จัดการ|วิชาการ|พัฒนา|ประชา|บริหาร)|"
    r"นิติกร|เจ้าพนักงาน|เจ้าหน้าที่(?=[ก-๙])|คณะ|ทุก|ผู้บริหาร|พนักงาน|ศูนย์|โรงเรียน|กลุ่ม)"
)
_BETWEEN = re.compile(rf"\s*[/,;]\s*|\s+(?={_HEAD})|\s+(?:และ|หรือ|กับ)\s*(?={_HEAD})|(?<=[ก-๙])และ(?=(?:กอง|สำนัก))")
_BARE_HEAD = re.compile(r"กอง|สำนัก|ฝ่าย|งาน|ส่วน|หน่วย|หัวหน้า|นัก|ผู้อำนวยการ")
_PARAGRAPH = re.compile(r"\n|\s{2,}")
_CONTINUES = re.compile(r"(?:(?<!ภาย)ใน|ของ|และ|กับ|หรือ|(?<!หน้า)ที่|ประจำ|^งานการ)\s*$")
_LEADING = re.compile(r"^(?:และ|[-–•*.:)(])\s*|^\(?[0-9๐-๙]{1,2}[.)]\s*")


def owners_in(text: str) -> tuple[str, ...]:
    """The units or posts named in a cell, each once, in order; a name that holds "and" stays whole."""
    parts = listing(text)
    texts = [parts.head, *(item.text for item in parts.items)] if parts.is_numbered else [text]
    names = [name for each in texts for name in _split(each)]
    return tuple(dict.fromkeys(name for name in names if not is_nothing(name)))


def _split(text: str) -> list[str]:
    return [name for paragraph in _PARAGRAPH.split(text) for name in _split_paragraph(paragraph)]


def _split_paragraph(text: str) -> list[str]:
    names: list[str] = []
    for part in _BETWEEN.split(text):
        name = flat(_LEADING.sub("", part.strip()))
        if names and name and _BARE_HEAD.fullmatch(names[-1]):
            names[-1] += name
        elif names and _CONTINUES.search(names[-1]):
            names[-1] = f"{names[-1]} {name}"
        elif name:
            names.append(name)
    return names


def are_of_one_rank(names: Sequence[str]) -> bool:
    """Whether names stand beside each other; a งาน before its กอง or สำนัก is one owner said in two words."""
    are_divisions = [name.startswith(("กอง", "สำนัก", "ฝ่าย", "ส่วน")) for name in names]
    return all(are_divisions) or not any(are_divisions)
