"""What the rules say in two languages, in the reader's: Thai unless English was chosen."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.base.said import WEIGHTS, said
from prongsai.core.diagnosis import Sentence

__all__ = ["WEIGHTS", "said", "sentences_said"]


def sentences_said(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Each sentence, in order."""
    return tuple(said(each.th, each.en) for each in sentences)
