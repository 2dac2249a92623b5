"""The provinces and the six regions they lie in."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from prongsai.core.thai.letters import key
from prongsai.core.thai.names import bare_place

CAPITAL = "กรุงเทพมหานคร"
"""Bangkok: no province by law, and counted as the 77th."""


@cache
def regions() -> dict[str, str]:
    """Every province with its region (``ภาคเหนือ``). Shape: 77 names, region by region.

    Source: National Geographical Committee, six regions, as the Royal Institute prints them (one source); see
    ``provinces.toml``.
    """
    text = resources.files("prongsai.core.thai").joinpath("provinces.toml").read_text("utf-8")
    return {province: region for region, names in tomllib.loads(text)["regions"].items() for province in names}


def region_of(province: str) -> str | None:
    """The region of a province, with or without the word จังหวัด before it; None for no province we know."""
    return _regions_by_key().get(key(bare_place(province)))


@cache
def _regions_by_key() -> dict[str, str]:
    return {key(province): region for province, region in regions().items()}
