"""What a paper is made of: the content that is handed to the printing house, and what is frozen when it is issued.

The JSON form (`as_json`, `from_json`) is what an edition keeps; photographs stand in it by their hash.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from prongsai.core import records

SCHEMA = "prongsai/content/1"

Photographs = Callable[[str], bytes | None]
"""From the SHA-256 of a photograph to the JPEG that may be shown; None where it is gone."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its source: what it counts, of which days, from where, and the address that opens its rows.

    `value` is final (``12``, ``83.39``); `source` and `period` are sentences without a full stop.
    """

    code: str
    label: str
    value: str
    unit: str = ""
    period: str = ""
    source: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of an activity, by its hash."""

    sha256: str
    caption: str = ""
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that was held, for a photo report."""

    title: str
    held_on: date
    place: str
    purpose: str
    outcome: str = ""
    people_count: int | None = None
    codes: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: name and position as they stand under the signature."""

    name: str
    position: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """How the content was signed off. `words` is a sentence: who approved it, as what, when."""

    words: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an issued paper carries of itself; a draft has no number and says so on every page.

    `verify_address` is the public page of this very edition, `code` its name there, `digest` the SHA-256 of its
    content (`digest_of`). `version` counts from 1; `reason` says why it was issued all the same, or why this version
    follows another.
    """

    state: Literal["draft", "issued"] = "draft"
    number: str = ""
    version: int = 1
    issued_on: date | None = None
    signatory: Signatory | None = None
    sign_off: SignOff | None = None
    code: str = ""
    digest: str = ""
    verify_address: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that a layout may draw on; a layout takes what it needs.

    `letter` is what a person typed into the fields of a letter layout (key -> text). `unverified` names the codes
    (``o13``, ``i7``) whose mapping or title no second official source bears out: papers mark them.
    `changes` are sentences on what next year's catalogue changed, dropped or added.
    """

    reading: records.Reading
    figures: tuple[Figure, ...] = ()
    activities: tuple[Activity, ...] = ()
    letter: dict[str, str] = field(default_factory=dict)
    imprint: Imprint = Imprint()
    changes: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()


def as_json(content: Content) -> dict[str, Any]:
    """The content as one JSON document of schema ``prongsai/content/1``; days are ISO dates."""
    return {
        "schema": SCHEMA,
        "reading": records.as_json(content.reading),
        **{name: records.plain_value(getattr(content, name)) for name in _OWN},
    }


def from_json(document: dict[str, Any]) -> Content:
    """The content that `as_json` wrote; unknown keys are ignored.

    Raises: ValueError when the document is not of schema ``prongsai/content/1``.
    """
    if document.get("schema") != SCHEMA:
        raise ValueError(f"not a {SCHEMA} document")
    content = records.record_of(Content, {**document, "reading": None})
    reading = records.from_json(document["reading"])
    return Content(reading, *(getattr(content, name) for name in _OWN))


def digest_of(content: Content) -> str:
    """The SHA-256 of what a paper says, whatever its number, date and file format: as hexadecimal."""
    import hashlib  # loads OpenSSL

    document = as_json(replace(content, imprint=Imprint()))
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


_OWN = ("figures", "activities", "letter", "imprint", "changes", "unverified")
