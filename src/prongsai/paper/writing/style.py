"""How an agency wants its papers: digits, face, emblem, who signs, and its own wording of a layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from prongsai.core import records

Digits = Literal["arabic", "thai"]

FACES = ("TH Sarabun New", "TH SarabunPSK", "Sarabun")
"""The faces an office's Word has; TH SarabunPSK is the one the government asked offices to use."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What an agency changed of a layout: words by key, column titles by key, and which columns in which order.

    An empty `columns` leaves the layout's own; a column that is not named is left out.
    """

    words: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """An agency's choices. `emblem` is a PNG or JPEG (None = no emblem stands on papers)."""

    digits: Digits = "arabic"
    face: str = FACES[0]
    emblem: bytes | None = None
    emblem_kind: Literal["png", "jpg"] = "png"
    wording: Wording = Wording()


PLAIN = Style()
"""What an agency that chose nothing gets."""


def as_json(style: Style, emblem_sha256: str = "") -> dict[str, Any]:
    """The style as an edition freezes it; the emblem stands in it by its hash."""
    return {
        "digits": style.digits,
        "face": style.face,
        "emblem": emblem_sha256,
        "emblem_kind": style.emblem_kind,
        "wording": records.plain_value(style.wording),
    }


def from_json(document: dict[str, Any], emblem: bytes | None = None) -> Style:
    """The style that `as_json` wrote; unknown keys are ignored. `emblem` are the bytes its hash names."""
    style = records.record_of(Style, {**document, "emblem": None})
    return Style(style.digits, style.face, emblem, style.emblem_kind, style.wording)
