"""What a national run says of itself: the year, the rules and options it was scored by, what was counted, every part.

The tables and the summary are the parts a manifest answers for, by size and hash. `INPUTS` names the files that were
read and the manifest it goes with: the same answers in another order or another file make the same manifest, and
another list of inputs.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

from prongsai.core.errors import Unreadable
from prongsai.core.framework import Confidence
from prongsai.core.nation.counting import Statements
from prongsai.core.tables.national import MANIFEST, RUN_TABLES, SCHEMA, SUMMARY

INPUTS = "inputs.json"
INPUTS_SCHEMA = "prongsai/nation-inputs/1"
PARTS = (*(each.file for each in RUN_TABLES), SUMMARY)
"""The parts that a manifest answers for, in the order in which they stand in the ZIP."""
FILES = (*PARTS, MANIFEST, INPUTS)
"""Every file of a run, in order."""

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a run. Unit: bytes, 64 hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read, and as what: ``answers agencies items``. Unit: bytes, 64 hexadecimal digits."""

    role: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule that the run used and that no second official source confirms: its code, what it says, how sure it is."""

    code: str
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a run supposes otherwise than the year's rules do; without any of it, it is a plain run.

    Shape: `weights` is tool to share of 1, `thresholds` level to (total, each tool or None), both as decimal texts.
    """

    weights: Mapping[str, str]
    thresholds: Mapping[str, tuple[str, str | None]]
    rule_of: int | None
    without: tuple[str, ...]
    statements: Statements

    @property
    def is_anything(self) -> bool:
        """Whether the figures are a what-if, never to be shown as the year's own."""
        return bool(
            self.weights
            or self.thresholds
            or self.rule_of is not None
            or self.without
            or self.statements is not Statements.FIRST
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted. Shape: `respondents` and `answers` are keyed by tool or part, the rest by their codes.

    `scored` are the agencies that have a total; `levels` counts these by level, the highest first. `rejects` are rows
    of the rejects table, `rejected_answers` the answers that went with them.
    """

    agencies: int
    scored: int
    respondents: Mapping[str, int]
    answers: Mapping[str, int]
    levels: Mapping[str, int]
    flags: Mapping[str, int]
    rejects: Mapping[str, int]
    rejected_answers: int


@dataclass(frozen=True, slots=True)
class RunManifest:
    """A national run. `frameworks` is fiscal year to the hash of its rules; `answers_digest` that of all that counted.

    `unread_columns` were in the inputs and say nothing about a score.
    """

    fiscal_year: int
    program: str
    frameworks: Mapping[int, str]
    doubts: tuple[Doubt, ...]
    in_points: bool
    supposed: Supposed
    counts: Counts
    unread_columns: tuple[str, ...]
    answers_digest: str
    parts: tuple[Part, ...]


def framework_digest(fiscal_year: int) -> str:
    """The SHA-256 of a year's rules as they stand in their file. Unit: 64 hexadecimal digits."""
    file = resources.files("prongsai.core").joinpath("frameworks", f"{fiscal_year}.toml")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def manifest_bytes(manifest: RunManifest) -> bytes:
    """A manifest as a file: the same run is the same bytes."""
    plain = asdict(manifest)
    return _plain_bytes({"schema": SCHEMA, **plain, "supposes": manifest.supposed.is_anything})


def inputs_bytes(inputs: Iterable[Input], manifest: bytes) -> bytes:
    """The list of what was read, with the hash of the manifest that it goes with."""
    listed = [asdict(each) for each in sorted(inputs, key=lambda each: (each.role, each.name, each.sha256))]
    return _plain_bytes(
        {"schema": INPUTS_SCHEMA, "manifest": hashlib.sha256(manifest).hexdigest(), "inputs": listed},
    )


def _plain_bytes(document: object) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")


def manifest_of(content: bytes) -> RunManifest:
    """The manifest that a file holds. Raises: Unreadable for anything else, whatever is wrong with it."""
    try:
        document = json.loads(content)
        if document["schema"] != SCHEMA:
            raise ValueError(document["schema"])
        return _manifest(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise _unreadable(MANIFEST) from trouble


def inputs_of(content: bytes, manifest: bytes) -> tuple[Input, ...]:
    """What was read for the run of a manifest. Raises: Unreadable, also where it is the list of another run."""
    try:
        document = json.loads(content)
        if (document["schema"], document["manifest"]) != (INPUTS_SCHEMA, hashlib.sha256(manifest).hexdigest()):
            raise ValueError(document["schema"])
        return tuple(
            Input(_text(each["role"]), _text(each["name"]), _count(each["size"]), _hash(each["sha256"]))
            for each in document["inputs"]
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise _unreadable(INPUTS) from trouble


def _unreadable(name: str) -> Unreadable:
    return Unreadable(
        f"{name} ไม่ใช่ของผลการคำนวณระดับประเทศที่ระบบรุ่นนี้รู้จัก หรือถูกแก้ กรุณาคำนวณใหม่ด้วย prongsai score",
        f"{name} is none of a national run that this version knows, or it was changed; run prongsai score again.",
    )


def _manifest(document: Any) -> RunManifest:
    parts = tuple(Part(_text(each["name"]), _count(each["size"]), _hash(each["sha256"])) for each in document["parts"])
    if tuple(each.name for each in parts) != PARTS:
        raise ValueError("not the parts of a run")
    return RunManifest(
        fiscal_year=_count(document["fiscal_year"]),
        program=_text(document["program"]),
        frameworks={int(year): _hash(digest) for year, digest in document["frameworks"].items()},
        doubts=tuple(
            Doubt(_text(each["code"]), _text(each["rule"]), Confidence(each["confidence"]))
            for each in document["doubts"]
        ),
        in_points=_truth(document["in_points"]),
        supposed=_supposed(document["supposed"]),
        counts=_counts(document["counts"]),
        unread_columns=tuple(map(_text, document["unread_columns"])),
        answers_digest=_hash(document["answers_digest"]),
        parts=parts,
    )


def _supposed(plain: Any) -> Supposed:
    def threshold(pair: Any) -> tuple[str, str | None]:
        total, each_tool = pair
        return _text(total), None if each_tool is None else _text(each_tool)

    rule_of = plain["rule_of"]
    return Supposed(
        weights={tool: _text(share) for tool, share in plain["weights"].items()},
        thresholds={level: threshold(pair) for level, pair in plain["thresholds"].items()},
        rule_of=None if rule_of is None else _count(rule_of),
        without=tuple(map(_text, plain["without"])),
        statements=Statements(plain["statements"]),
    )


def _counts(plain: Any) -> Counts:
    return Counts(
        agencies=_count(plain["agencies"]),
        scored=_count(plain["scored"]),
        respondents=_counted(plain["respondents"]),
        answers=_counted(plain["answers"]),
        levels=_counted(plain["levels"]),
        flags=_counted(plain["flags"]),
        rejects=_counted(plain["rejects"]),
        rejected_answers=_count(plain["rejected_answers"]),
    )


def _counted(plain: Any) -> dict[str, int]:
    return {code: _count(count) for code, count in plain.items()}


def _text(plain: object) -> str:
    if not isinstance(plain, str):
        raise TypeError(plain)
    return plain


def _count(plain: object) -> int:
    if not isinstance(plain, int) or isinstance(plain, bool) or plain < 0:
        raise TypeError(plain)
    return plain


def _truth(plain: object) -> bool:
    if not isinstance(plain, bool):
        raise TypeError(plain)
    return plain


def _hash(plain: object) -> str:
    text = _text(plain)
    if not _HASH.fullmatch(text):
        raise ValueError(text)
    return text
