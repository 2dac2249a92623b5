"""A text in two languages: the smallest thing that people are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A text in Thai and in English; `en` "" = there is none, and the Thai one is shown, marked as Thai."""

    th: str
    en: str = ""


UNSAID = Said("")
"""Nothing to say."""
