"""Checking an issued paper: what anybody may know of an edition, and whether a file is that edition byte for byte.

Public, so it answers for a code or a file that somebody holds already; it never lists what an agency issued.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet

from prongsai.apps.documents.models import Edition, EditionFile
from prongsai.apps.documents.queries.documents import layout_word
from prongsai.apps.documents.queries.printed import TITLE
from prongsai.core.errors import Unreadable
from prongsai.paper.reading.package import Package
from prongsai.paper.sealing import PAPER_MARK, SealingKey, State, examine
from prongsai.paper.writing.content import Imprint, from_json

_LOOKALIKES = str.maketrans("018", "OIB")
"""A code has no 0, 1 or 8: whoever reads one off a paper means a letter."""
_CODE = re.compile(r"[A-Z2-7]{16}")
_MARK = re.compile(re.escape(PAPER_MARK).encode() + rb"\s*([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})")
_SAYS_OF_ITSELF = ("docProps/core.xml", "docProps/custom.xml", "docProps/app.xml", "meta.xml")


class Standing(StrEnum):
    """What an issued edition is worth today."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Match(StrEnum):
    """What a file turned out to be."""

    SAME = "same"
    CHANGED = "changed"
    UNKNOWN_OURS = "unknown_ours"
    OTHER_KEY = "other_key"
    UNSEALED = "unsealed"


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody may know of an issued edition; `newer` is the newest that was issued after it."""

    edition: Edition
    imprint: Imprint
    title: str
    layout: str
    files: tuple[EditionFile, ...]
    newer: Edition | None

    @property
    def standing(self) -> Standing:
        """What it is worth today."""
        if self.edition.withdrawn_at:
            return Standing.WITHDRAWN
        return Standing.SUPERSEDED if self.newer else Standing.IN_FORCE


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file held against what was issued. `verified` is the edition it is, or says it was made from; `form` the
    format it is; `fingerprint` names the key that sealed it, where it is sealed."""

    match: Match
    sha256: str
    verified: Verified | None = None
    form: str = ""
    fingerprint: str = ""


def normal_code(text: str) -> str | None:
    """A code as it is kept, from however it was typed; None for what cannot be one."""
    letters = re.sub(r"[\s\-–—_.]+", "", text).upper().translate(_LOOKALIKES)
    if not _CODE.fullmatch(letters):
        return None
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def verified_by_code(text: str) -> Verified | None:
    """The issued edition of a code, of whichever agency; None where there is none."""
    code = normal_code(text)
    edition = _issued().filter(code=code).first() if code else None
    return _verified(edition) if edition else None


def outcome_of(content: bytes) -> Outcome:
    """What a file is: the very bytes that were issued, or what its seal and its own words tell instead."""
    sha256 = hashlib.sha256(content).hexdigest()
    same = EditionFile.objects.filter(file__sha256=sha256, edition__issued_at__isnull=False)
    if found := same.order_by("-pk").first():
        return Outcome(Match.SAME, sha256, _verified(_issued().get(pk=found.edition_id)), found.format)
    seal = examine(content)
    claimed = verified_by_code(_claimed_code(content))
    return Outcome(_told_by(seal.state, seal.fingerprint), sha256, claimed, fingerprint=seal.fingerprint)


def our_fingerprint() -> str:
    """The fingerprint of the key that this installation seals with."""
    return SealingKey.from_hex(settings.SEALING_KEY).fingerprint


def _told_by(state: State, fingerprint: str) -> Match:
    if state is State.UNSEALED:
        return Match.UNSEALED
    if state is State.CHANGED:
        return Match.CHANGED
    return Match.UNKNOWN_OURS if fingerprint == our_fingerprint() else Match.OTHER_KEY


def _claimed_code(content: bytes) -> str:
    """The code that a file says of itself, wherever its format keeps that; "" where it says none."""
    if found := _MARK.search(content):
        return found[1].decode()
    return next((found[1].decode() for part in _own_words(content) if (found := _MARK.search(part))), "")


def _own_words(content: bytes) -> list[bytes]:
    """What a package that a program saved again says of itself, unpacked within bounds."""
    if not content.startswith(b"PK\x03\x04"):
        return []
    try:
        package = Package("", content)
        return [package.part(each) for each in _SAYS_OF_ITSELF if each in package]
    except (Unreadable, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError):
        return []


def _issued() -> QuerySet[Edition]:
    return Edition.objects.filter(issued_at__isnull=False).select_related("agency", "document")


def _verified(edition: Edition) -> Verified:
    content = from_json(edition.content)
    newer = _issued().filter(document=edition.document_id, version__gt=edition.version).order_by("-version").first()
    return Verified(
        edition=edition,
        imprint=content.imprint,
        title=content.letter[TITLE],
        layout=layout_word(edition.document.layout),
        files=tuple(edition.files.select_related("file")),
        newer=newer,
    )
