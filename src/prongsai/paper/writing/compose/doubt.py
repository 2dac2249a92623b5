"""Codes that no second source bears out, marked in words where they stand."""

from __future__ import annotations

from collections.abc import Collection

from prongsai.core.thai import item_codes
from prongsai.paper.reading.derived import DOUBT_MARK


def with_doubt(text: str, unverified: Collection[str]) -> str:
    """The text with a mark behind every code that is unverified."""
    for mention in reversed(item_codes(text) if unverified else []):
        if mention.value in unverified:
            text = f"{text[: mention.end]} {DOUBT_MARK}{text[mention.end :]}"
    return text
