"""How the terminal tells whether a copy of a site is still what was published, and writes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prongsai.core.manifest import Manifest
from prongsai.paper.sealing import State
from prongsai.paper.site_copies import ExaminedCopy, examine_copy

STATES = {
    State.INTACT: ("ตรงกับที่เผยแพร่ทุกไฟล์ ไม่ถูกแก้แม้แต่ไบต์เดียว", "every file is as it was published, not one byte changed"),
    State.CHANGED: ("ไม่ตรงกับที่เผยแพร่ อย่าถือเป็นสำเนาของหน่วยงาน", "it is not as it was published"),
    State.UNSEALED: ("ไม่มีลายมือชื่อ จึงบอกไม่ได้ว่าเป็นของใคร", "it carries no signature: nobody can tell whose it is"),
}
FAULTS = {
    "changed": ("ถูกแก้", "changed"),
    "missing": ("หายไป", "missing"),
    "additional": ("เกินมา", "additional"),
}


@dataclass(frozen=True, slots=True)
class VerifiedCopy:
    """A copy of a site held against its manifest, and the key against the one that was expected."""

    found: ExaminedCopy
    is_expected_key: bool | None

    @property
    def state(self) -> State:
        """What it is as a whole."""
        if self.found.signature.state is State.INTACT and not self.found.is_intact:
            return State.CHANGED
        return self.found.signature.state

    @property
    def is_well(self) -> bool:
        """Whether it is what was published, as far as can be told from it and from what was given."""
        return self.found.is_intact and self.is_expected_key is not False


def verified_copy(path: Path, fingerprint: str | None) -> VerifiedCopy:
    """Hold a folder, a ZIP or a manifest against what it promises. Raises: Unreadable when there is no promise."""
    found = examine_copy(path)
    expected = None if fingerprint is None else _bare(fingerprint) == _bare(found.signature.fingerprint)
    return VerifiedCopy(found, expected)


def copy_lines(verified: VerifiedCopy, name: str, language: str) -> Iterator[str]:
    """What was found, each file that is otherwise by its name."""
    place = 0 if language == "th" else 1
    yield f"{name}: {STATES[verified.state][place]}"
    if manifest := verified.found.manifest:
        yield f"  {_about(manifest, language)}"
    for kind, words in FAULTS.items():
        yield from (f"  {words[place]}: {each}" for each in getattr(verified.found, kind))
    if verified.found.signature.fingerprint:
        said = ("ลายนิ้วมือกุญแจ", "fingerprint of the key")[place]
        yield f"  {said}: {verified.found.signature.fingerprint}"
        yield f"  {_KEY[verified.is_expected_key][place]}"


_KEY: dict[bool | None, tuple[str, str]] = {
    None: (
        "เทียบลายนิ้วมือนี้กับที่หน่วยงานประกาศไว้ จึงจะแน่ใจว่าเป็นของหน่วยงานนั้น",
        "compare it with the one the agency publishes, to be sure the copy is theirs",
    ),
    True: ("ตรงกับลายนิ้วมือที่ระบุ", "it is the one you gave"),
    False: (
        "ไม่ตรงกับลายนิ้วมือที่ระบุ สำเนานี้ลงลายมือชื่อโดยผู้อื่น",
        "it is not the one you gave: somebody else signed this copy",
    ),
}


def _about(manifest: Manifest, language: str) -> str:
    count, day = len(manifest.files), manifest.applied_on.isoformat()
    if language == "th":
        return f"{manifest.name.th} ชุดเผยแพร่ที่ {manifest.release} วันที่ {day} จำนวน {count} ไฟล์"
    return f"{manifest.name.en or manifest.name.th}, release {manifest.release} of {day}, {count} files"


def copy_json(verified: VerifiedCopy, name: str) -> dict[str, Any]:
    """Shape: schema, file, state, fingerprint, expected_key, agency, release, applied_on, files, the three faults."""
    found, manifest = verified.found, verified.found.manifest
    return {
        "schema": "prongsai/verified-site/1",
        "file": name,
        "state": verified.state.value,
        "fingerprint": found.signature.fingerprint or None,
        "expected_key": verified.is_expected_key,
        "agency": manifest.agency if manifest else None,
        "release": manifest.release if manifest else None,
        "applied_on": manifest.applied_on.isoformat() if manifest else None,
        "files": len(manifest.files) if manifest else None,
        **{kind: list(getattr(found, kind)) for kind in FAULTS},
    }


def _bare(fingerprint: str) -> str:
    return "".join(fingerprint.lower().split())
