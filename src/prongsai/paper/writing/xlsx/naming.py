"""Names of sheets: what Excel takes, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prongsai.paper.writing.text import printable

# Source: Excel's own refusal when a sheet is named: none of : \ / ? * [ ], no apostrophe at an end, 31 letters at most.
_FORBIDDEN = re.compile(r"[:\\/?*\[\]\s]+")
_LONGEST = 31
_TAKEN_BY_EXCEL = "history"
_NAMELESS = "แผ่น"


def sheet_names(wishes: Iterable[str]) -> Iterator[str]:
    """A valid name for each wish; the second of the same name gets a number."""
    taken = {_TAKEN_BY_EXCEL}
    for wish in wishes:
        name = base = _FORBIDDEN.sub(" ", printable(wish)).strip(" '")[:_LONGEST].strip(" '") or _NAMELESS
        number = 1
        while name.casefold() in taken:
            number += 1
            suffix = f" ({number})"
            name = base[: _LONGEST - len(suffix)].rstrip() + suffix
        taken.add(name.casefold())
        yield name
