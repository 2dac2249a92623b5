"""How the terminal writes a paper and tells whether an issued one is still what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prongsai.core.errors import Problem, Refused
from prongsai.paper.sealing import Examined, State, examine

if TYPE_CHECKING:
    from prongsai.core.records import Reading
    from prongsai.paper.writing import Content, Layout
    from prongsai.paper.writing.style import Digits

STATES = {
    State.INTACT: ("ไม่ถูกแก้ไขแม้แต่ไบต์เดียวตั้งแต่ปิดผนึก", "not one byte has changed since it was sealed"),
    State.CHANGED: ("ถูกแก้ไขหลังปิดผนึก อย่าถือเป็นฉบับที่ออก", "it was changed after it was sealed"),
    State.UNSEALED: (
        "ไม่มีผนึก ไม่ใช่ไฟล์ของเอกสารที่ออก หรือบันทึกใหม่ทีหลัง",
        "it carries no seal: it was not issued, or saved anew since",
    ),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A paper that was written."""

    content: Content
    layout: Layout
    bytes: bytes
    to: str


def written(reading: Reading, layout_name: str | None, to: str, year: int | None, digits: Digits) -> Written:
    """The paper of a reading in a layout, the matching one where none is named; of `year`, the plan of that year.

    Raises: UnknownLayout; Refused when the layout is no table of records, or there is nothing to print.
    """
    from prongsai.paper.writing import Content, Style, layout, manuscript_of, write
    from prongsai.paper.writing.matching import matching_layout
    from prongsai.paper.writing.next_year import next_year

    content = Content(reading) if year is None else next_year(reading, year)
    wanted = layout(layout_name or matching_layout(content.reading))
    return Written(content, wanted, write(manuscript_of(content, wanted, Style(digits)), to), to)


def format_of(out: Path, to: str | None) -> str:
    """The format asked for, or that of the file's ending. Raises: Refused, naming those there are."""
    from prongsai.paper.writing import FORMATS

    found = to or out.suffix.lower().removeprefix(".")
    if found in FORMATS:
        return found
    names = ", ".join(FORMATS)
    raise Refused(f"ไม่รู้จะเขียนเป็นชนิดใด กรุณาใช้ --to {names}", f"Say with --to which format to write: {names}.")


def written_lines(done: Written, out: Path) -> Iterator[str]:
    """What was written, and what next year's catalogue changed."""
    yield f"{out}: {done.layout.th} ({done.to})"
    yield from (f"  {each}" for each in done.content.changes)
    if done.content.unverified:
        yield f"  ยังไม่ยืนยันกับแหล่งทางการ: {', '.join(done.content.unverified)}"


def written_json(done: Written, out: Path) -> dict[str, Any]:
    """Shape: schema, file, layout, format, sha256, changes, unverified."""
    return {
        "schema": "prongsai/written/1",
        "file": str(out),
        "layout": done.layout.name,
        "format": done.to,
        "sha256": hashlib.sha256(done.bytes).hexdigest(),
        "changes": list(done.content.changes),
        "unverified": list(done.content.unverified),
    }


@dataclass(frozen=True, slots=True)
class Verified:
    """An issued file held against its seal, and the key against the one that was expected."""

    examined: Examined
    sha256: str
    is_expected_key: bool | None

    @property
    def is_well(self) -> bool:
        """Whether the file is what was issued, as far as can be told from it and from what was given."""
        return self.examined.state is State.INTACT and self.is_expected_key is not False


def verified(file: Path, fingerprint: str | None) -> Verified:
    """Hold a file against its seal. Raises: Problem when the file cannot be read."""
    try:
        content = file.read_bytes()
    except OSError as trouble:
        raise Problem(f"เปิด “{file}” ไม่ได้ ({trouble.strerror})", f"“{file}” cannot be opened") from trouble
    examined = examine(content)
    expected = None if fingerprint is None else _bare(fingerprint) == _bare(examined.fingerprint)
    return Verified(examined, hashlib.sha256(content).hexdigest(), expected)


def _bare(fingerprint: str) -> str:
    return "".join(fingerprint.lower().split())


def verified_lines(found: Verified, name: str, language: str) -> Iterator[str]:
    """What the seal of a file tells, and what it does not."""
    is_thai = language == "th"
    yield f"{name}: {STATES[found.examined.state][0 if is_thai else 1]}"
    if found.examined.fingerprint:
        yield f"  {'ลายนิ้วมือกุญแจ' if is_thai else 'fingerprint of the key'}: {found.examined.fingerprint}"
        yield f"  {_about_the_key(found, is_thai)}"
    yield f"  SHA-256: {found.sha256}"


def _about_the_key(found: Verified, is_thai: bool) -> str:
    if found.is_expected_key is None:
        th, en = (
            "เทียบลายนิ้วมือนี้กับที่หน่วยงานประกาศไว้ จึงจะแน่ใจว่าเป็นของหน่วยงานนั้น",
            "compare it with the one the agency publishes, to be sure the seal is theirs",
        )
    elif found.is_expected_key:
        th, en = "ตรงกับลายนิ้วมือที่ระบุ", "it is the one you gave"
    else:
        th, en = "ไม่ตรงกับลายนิ้วมือที่ระบุ ผนึกนี้เป็นของผู้อื่น", "it is not the one you gave: somebody else sealed this"
    return th if is_thai else en


def verified_json(found: Verified, name: str) -> dict[str, Any]:
    """Shape: schema, file, state, fingerprint, expected_key, sha256."""
    return {
        "schema": "prongsai/verified/1",
        "file": name,
        "state": found.examined.state.value,
        "fingerprint": found.examined.fingerprint or None,
        "expected_key": found.is_expected_key,
        "sha256": found.sha256,
    }
