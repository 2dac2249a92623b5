"""Who may open what of the country: everybody what is public, administrators the runs, members their own place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from apps.nation.made import YEAR, a_country, a_run
from cast import Cast
from house.access import administrators, anybody, desk


def a_year(cast: Cast, pinned: bool = False, **more: str) -> Mapping[str, Any]:
    run = a_run(a_country(4))
    return {"year": YEAR, **({"run_id": run.pk} if pinned else {}), **more}


def a_run_number(cast: Cast) -> Mapping[str, Any]:
    return {"run_id": a_run(a_country(4)).pk}


PAGES: Mapping[str, Mapping[str, str]] = {
    "country": {},
    "province": {"province": "สระบุรี"},
    "kind": {"kind": "เทศบาลตำบล"},
    "agencies": {},
    "agencies-file": {},
    "scores-file": {},
    "agency": {"code": "00000"},
}

ROWS = [
    anybody("nation:years"),
    *(anybody(f"nation:{name}", arguments=partial(a_year, **more)) for name, more in PAGES.items()),
    *(anybody(f"nation:run-{name}", arguments=partial(a_year, pinned=True, **more)) for name, more in PAGES.items()),
    administrators("nation:imports"),
    administrators("nation:import-withdraw", arguments=a_run_number),
    administrators("nation:import-flags", arguments=a_run_number),
    desk("nation-desk:place", "members"),
]
