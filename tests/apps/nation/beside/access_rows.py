"""Who may open what of a run beside others: everybody, but for the lists that administrators bring."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from apps.nation.beside.made import declared, two_years
from apps.nation.made import YEAR
from cast import Cast
from house.access import administrators, anybody


def years(cast: Cast, pinned: bool = False, **more: str) -> Mapping[str, Any]:
    _, run = two_years(4)
    declared([("00001", "law-page")])
    return {"year": YEAR, **({"run_id": run.pk} if pinned else {}), **more}


PAGES: Mapping[str, Mapping[str, str]] = {
    "twins": {"code": "00000"},
    "moved": {},
    "moved-agencies": {},
    "items": {},
    "item": {"code": "o1"},
    "measures": {},
    "measure-declarers": {"code": "law-page"},
    "measure-matches": {"code": "law-page", "outcome": "total"},
}

ROWS = [
    *(anybody(f"nation:{name}", arguments=partial(years, **more)) for name, more in PAGES.items()),
    *(anybody(f"nation:run-{name}", arguments=partial(years, pinned=True, **more)) for name, more in PAGES.items()),
    administrators("nation:measure-lists"),
]
