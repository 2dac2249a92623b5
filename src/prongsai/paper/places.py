"""Provinces and districts of Thailand, for checking where a paper says its agency is.

Source: geothai 3.2 (code MIT; data CC-BY-4.0, see its NOTICE), 77 provinces and 928 districts of the
Department of Provincial Administration.
"""

from __future__ import annotations

from functools import cache

from prongsai.core.thai import CAPITAL_DISTRICT, bare_place, key


class Gazetteer:
    """The list of places, read at the first question. Names go with or without อำเภอ, เขต, จังหวัด."""

    def is_province(self, name: str) -> bool:
        """Whether there is a province of this name."""
        return key(bare_place(name)) in _districts_by_province()

    def provinces(self) -> tuple[str, ...]:
        """The names of all provinces. Shape: 77 names, official spelling."""
        return tuple(_province_names().values())

    def districts_of(self, province: str) -> frozenset[str]:
        """The names of a province's districts, without อำเภอ; empty for an unknown province."""
        return frozenset(_districts_by_province().get(key(bare_place(province)), {}).values())

    def provinces_of(self, district: str) -> frozenset[str]:
        """The provinces that have a district of this name; for the bare word เมือง, all with a capital district."""
        wanted = key(bare_place(district))
        return frozenset(
            _province_names()[province] for province, names in _districts_by_province().items() if wanted in names
        )


# geothai is imported at the first question, never when the terminal starts.


@cache
def _province_names() -> dict[str, str]:
    import geothai

    return {key(each.name_th): each.name_th for each in geothai.provinces()}


@cache
def _districts_by_province() -> dict[str, dict[str, str]]:
    import geothai

    return {
        key(province.name_th): {
            spelling: bare_place(each.name_th)
            for each in geothai.districts(province.code)
            for spelling in _spellings(bare_place(each.name_th), province.name_th)
        }
        for province in geothai.provinces()
    }


def _spellings(district: str, province: str) -> tuple[str, ...]:
    if key(district) == key(CAPITAL_DISTRICT + province):
        return key(district), CAPITAL_DISTRICT
    return (key(district),)
