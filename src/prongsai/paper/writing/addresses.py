"""Which addresses a paper may link to."""

from __future__ import annotations

import re

_SAFE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s]|#[^\s])[^\s\x00-\x1f\x7f\"<>\\^`{|}]*\Z", re.IGNORECASE)
_LONGEST = 2_000


def followable(address: str | None) -> str | None:
    """The address if a link may lead there: the web, a mailbox or a place in the paper; None for anything else."""
    return address if address and len(address) <= _LONGEST and _SAFE.match(address) else None
