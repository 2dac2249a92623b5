"""What an engine does not do like the loop, and why: declared here, and held by a test, never skipped.

`notimpl` = the engine could, ours does not; `notyet` = nobody has tried; `never` = it cannot be.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Gap(NamedTuple):
    engine: str
    what: str
    state: Literal["notimpl", "notyet", "never"]
    why: str


GAPS = (
    Gap(
        "spark",
        "spelling of rejected floats",
        "never",
        "a float column holding what is no whole number (1e+20) is told in the engine's own spelling (1.0E20); "
        "what is counted is the same",
    ),
)
