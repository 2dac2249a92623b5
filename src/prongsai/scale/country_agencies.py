"""The agencies of a made-up country: how many of each type, where, how large, and how many answer.

Every name is made up and says so. Provinces are real; nothing said of one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from prongsai.core.framework import YEARS, Framework, load
from prongsai.core.thai.provinces import CAPITAL, regions
from prongsai.scale.country_draws import below, mixed, named

OTHER = "หน่วยงานอื่น"
STAFF_SHARE = (55, 95)
"""How many of its staff answer at an agency, at least and at most. Unit: percent; a choice."""
DISTRICTS = 12
SPREAD = (75, 125)
"""How far agencies of one type and size differ in who answers. Unit: percent; a choice."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type and size of agency: how many there are, and the weights by which respondents are dealt out to it."""

    kind: str
    size: str
    agencies: int
    inside: int
    outside: int


TYPES = (
    Type("อบต.", "S", 373, 20, 30),
    Type("อบต.", "M", 2327, 35, 40),
    Type("อบต.", "L", 2612, 60, 50),
    Type("เทศบาลตำบล", "S", 187, 40, 60),
    Type("เทศบาลตำบล", "M", 875, 60, 70),
    Type("เทศบาลตำบล", "L", 1180, 90, 90),
    Type("เทศบาลเมือง", "", 190, 250, 200),
    Type("เทศบาลนคร", "", 30, 800, 400),
    Type("อบจ.", "", 76, 400, 300),
    Type(OTHER, "", 453, 150, 250),
)
"""How many there are of each type: 76 + 30 + 190 + 2,242 + 5,312 local governments and 2 special ones.

Source: Department of Local Administration, 5 June 2563 (asean.dla.go.th, one source). What the `national` figure
``agencies`` (8303, FY 2565) has beyond these are other agencies. Sizes, and the weights outside, follow the sampling
entry ``eit_quota`` (one source) where it says something; all other weights are choices of ours.
"""


@dataclass(frozen=True, slots=True)
class MadeAgency:
    """A made-up agency. `inside` and `outside` say how many answer IIT and EIT; `seed` is its own chance."""

    code: str
    name: str
    kind: str
    province: str
    district: str
    region: str
    size: str
    staff: int
    inside: int
    outside: int
    seed: int


def figure(framework: Framework, code: str) -> int | None:
    """A published whole number of the country in that year (``participants``), or None. Source: `national`."""
    return next((int(each.value) for each in framework.national if each.code == code and each.value.isdecimal()), None)


def known_figure(fiscal_year: int, code: str) -> int:
    """The figure of this year or, where it has none, of the nearest year that has one, an earlier one first."""
    years = sorted(YEARS, key=lambda year: (abs(year - fiscal_year), year))
    return next(value for year in years if (value := figure(load(year), code)) is not None)


def inside_share(fiscal_year: int) -> tuple[int, int]:
    """How many of all participants answered inside agencies, and of how many. Source: `national`."""
    public, all_of_them = (known_figure(fiscal_year, code) for code in ("participants_public", "participants"))
    return max(1, all_of_them - public), all_of_them


def made_agencies(seed: int, count: int, inside: int, outside: int) -> list[MadeAgency]:
    """The agencies of the country of this seed; `inside` and `outside` respondents are dealt out to them exactly."""
    types = _types_of(count)
    seeds = [mixed(seed, named("agency"), number) for number in range(count)]
    dealt_inside = _dealt(inside, [_weight(each.inside, own, 1) for each, own in zip(types, seeds, strict=True)])
    dealt_outside = _dealt(outside, [_weight(each.outside, own, 2) for each, own in zip(types, seeds, strict=True)])
    places = _places(seed)
    return [
        _made(number, each, own, places, within, without)
        for number, (each, own, within, without) in enumerate(
            zip(types, seeds, dealt_inside, dealt_outside, strict=True), 1
        )
    ]


def _made(number: int, of: Type, seed: int, places: Sequence[str], inside: int, outside: int) -> MadeAgency:
    province = CAPITAL if of.kind == OTHER and below(3, seed, 3) else places[below(len(places), seed, 4)]
    share = STAFF_SHARE[0] + below(STAFF_SHARE[1] - STAFF_SHARE[0] + 1, seed, 5)
    return MadeAgency(
        code=f"A{number:05d}",
        name=f"{of.kind}ตัวอย่าง {number:05d}",
        kind=of.kind,
        province=province,
        district=f"ตัวอย่าง {1 + below(DISTRICTS, seed, 6)}",
        region=regions()[province],
        size=of.size,
        staff=max(1, -(-inside * 100 // share)),
        inside=inside,
        outside=outside,
        seed=seed,
    )


def _types_of(count: int) -> list[Type]:
    """The type of each of so many agencies, in proportion."""
    dealt = _dealt(count, [each.agencies for each in TYPES])
    return [each for each, of in zip(TYPES, dealt, strict=True) for _ in range(of)]


def _places(seed: int) -> list[str]:
    """The provinces, those with more agencies more often; the capital has no local government of these types."""
    names = [name for name in regions() if name != CAPITAL]
    return [name for name in names for _ in range(1 + below(3, seed, named(name)))]


def _weight(base: int, seed: int, salt: int) -> int:
    return base * (SPREAD[0] + below(SPREAD[1] - SPREAD[0] + 1, seed, salt))


def _dealt(total: int, weights: Iterable[int]) -> list[int]:
    """So many things dealt out by weight, exactly, each within one of its share."""
    sums = [0, *accumulate(weights)]
    marks = [total * each // sums[-1] for each in sums]
    return [after - before for before, after in pairwise(marks)]
