"""The country of a year at a glance: levels, spreads by type, provinces in order; and one province or type of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import FloatField
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.http import urlencode

from prongsai.apps.nation.models import RunAgency
from prongsai.apps.nation.queries.runs import Country, Placed, placed, points
from prongsai.apps.nation.queries.spreads import Spread, median_of, spread_of
from prongsai.core.framework import Framework, load

PASSED, UNSCORED = "passed", "unscored"
"""Beside the names of levels: all that pass, and agencies without a total."""
FIRST = 20
"""How many agencies a province or type begins with. Unit: agencies."""


class _Row(NamedTuple):
    kind: str
    province: str
    level: str
    total: int | None


@dataclass(frozen=True, slots=True)
class Door:
    """A number and the list behind it. `share` is of those that have a total. Unit: percent."""

    label: str
    count: int
    share: Decimal | None
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """A province, a type or the whole country. Shape: `levels` highest first. Unit: `median` points."""

    name: str
    address: str
    all_of_it: Door
    passed: Door
    levels: tuple[Door, ...]
    unscored: Door
    median: Decimal | None
    rank: int | None = None
    """Its place among groups of its sort, by median; 1 is the highest, None without a total."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A run at a glance. Shape: `kinds` by count, most first; `provinces` by median, highest first."""

    country: Country
    whole: Group
    spread: Spread
    kinds: tuple[tuple[Group, Spread], ...]
    provinces: tuple[Group, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A province or type. Shape: `parts` are its types, or its provinces; `first` its agencies by place."""

    country: Country
    group: Group
    spread: Spread
    parts: tuple[Group, ...]
    first: tuple[Placed, ...]
    levels: tuple[str, ...]
    of: int
    """How many groups of its sort there are."""


def overview(country: Country) -> Overview:
    """A run at a glance, in one question."""
    found = _Found(country)
    by_kind = found.by("kind")
    kinds = sorted(by_kind, key=lambda kind: (-len(by_kind[kind]), kind))
    return Overview(
        country=country,
        whole=found.group("", country.address("country"), found.rows, {}),
        spread=found.spread(found.rows, {}),
        kinds=tuple(
            (found.group_of("kind", kind, by_kind[kind]), found.spread(by_kind[kind], {"kind": kind})) for kind in kinds
        ),
        provinces=found.ranked("province"),
        levels=found.levels,
    )


def province_page(country: Country, province: str) -> GroupPage:
    """One province of a run, in two questions. Raises: Http404 where no agency lies in it."""
    return _group_page(country, "province", province, "kind")


def kind_page(country: Country, kind: str) -> GroupPage:
    """One type of agency of a run, in two questions. Raises: Http404 where no agency is of it."""
    return _group_page(country, "kind", kind, "province")


def framework_of(country: Country) -> Framework:
    """The rules of the run's year."""
    return load(country.year)


def listing(country: Country, **asked: str) -> str:
    """The address of the ranking, narrowed."""
    narrowed = {name: value for name, value in asked.items() if value}
    return country.address("agencies") + (f"?{urlencode(narrowed)}" if narrowed else "")


def _group_page(country: Country, sort: str, name: str, part: str) -> GroupPage:
    found = _Found(country)
    groups = found.ranked(sort)
    group = next((each for each in groups if each.name == name), None)
    if group is None:
        raise Http404
    rows = found.by(sort)[name]
    inner = found.within(rows, part, {sort: name})
    agencies = RunAgency.objects.filter(run=country.run, **{sort: name})
    return GroupPage(
        country=country,
        group=group,
        spread=found.spread(rows, {sort: name}),
        parts=inner,
        first=tuple(placed(agencies[:FIRST])),
        levels=found.levels,
        of=sum(each.rank is not None for each in groups),
    )


class _Found:
    """Every agency of a run by what it is counted by."""

    def __init__(self, country: Country) -> None:
        self.country = country
        asked = RunAgency.objects.filter(run=country.run).order_by()
        told = asked.values_list("kind", "province", "level", Cast("total", FloatField()))
        # As a float it comes at half the price of a decimal, and two decimals are whole again once rounded.
        self.rows = [_Row(kind, province, level, _hundredths(total)) for kind, province, level, total in told]

    @cached_property
    def bands(self) -> tuple[tuple[str, bool], ...]:
        """The year's levels, highest first, and whether each is a pass; then any other that the run gave."""
        known = {each.name: each.passes for each in framework_of(self.country).levels}
        others = sorted({row.level for row in self.rows if row.level} - known.keys())
        return (*known.items(), *((name, False) for name in others))

    @property
    def levels(self) -> tuple[str, ...]:
        """The names of the levels, highest first."""
        return tuple(name for name, _passes in self.bands)

    def by(self, sort: str) -> Mapping[str, list[_Row]]:
        """The agencies by province or by type."""
        groups: defaultdict[str, list[_Row]] = defaultdict(list)
        for row in self.rows:
            groups[getattr(row, sort)].append(row)
        return groups

    def ranked(self, sort: str) -> tuple[Group, ...]:
        """Every province or type, by median; those without a total last."""
        groups = self.by(sort)
        medians = {name: median_of(list(_totals(rows))) for name, rows in groups.items()}
        in_order = sorted((each for each in medians.values() if each is not None), reverse=True)
        names = sorted(groups, key=lambda name: (-(medians[name] or 0), name))
        places = {median: place for place, median in reversed(list(enumerate(in_order, 1)))}
        return tuple(self.group_of(sort, name, groups[name], places.get(medians[name] or 0)) for name in names)

    def within(self, rows: Iterable[_Row], sort: str, narrowed: Mapping[str, str]) -> tuple[Group, ...]:
        """The types of a province, or the provinces of a type, by median."""
        groups: defaultdict[str, list[_Row]] = defaultdict(list)
        for row in rows:
            groups[getattr(row, sort)].append(row)
        made = [
            self.group(name, self.country.address(sort, name), each, {**narrowed, sort: name})
            for name, each in groups.items()
        ]
        return tuple(sorted(made, key=lambda group: (-(group.median or 0), group.name)))

    def spread(self, rows: Iterable[_Row], narrowed: Mapping[str, str]) -> Spread:
        """How the totals of some agencies are spread, every bar with the list behind it."""

        def listed(lowest: Decimal, highest: Decimal) -> str:
            return listing(self.country, **narrowed, lowest=str(lowest), highest=str(highest))

        return spread_of(_totals(rows), listed)

    def group_of(self, sort: str, name: str, rows: list[_Row], rank: int | None = None) -> Group:
        """One province or type."""
        return self.group(name, self.country.address(sort, name), rows, {sort: name}, rank)

    def group(
        self, name: str, address: str, rows: list[_Row], narrowed: Mapping[str, str], rank: int | None = None
    ) -> Group:
        """Agencies counted by level, every number with the list behind it."""
        counts = Counter(row.level for row in rows if row.total is not None)
        scored = sum(counts.values())
        passing = sum(counts[level] for level, passes in self.bands if passes)

        def door(label: str, count: int, level: str, of: int = scored) -> Door:
            share = round(Decimal(count * 100) / of, 1) if of else None
            return Door(label, count, share, listing(self.country, **narrowed, level=level))

        return Group(
            name=name,
            address=address,
            all_of_it=door(name, len(rows), "", len(rows)),
            passed=door("", passing, PASSED),
            levels=tuple(door(level, counts[level], level) for level, _passes in self.bands),
            unscored=door("", len(rows) - scored, UNSCORED, len(rows)),
            median=points(median_of(list(_totals(rows)))),
            rank=rank,
        )


def _totals(rows: Iterable[_Row]) -> Iterable[int]:
    return (row.total for row in rows if row.total is not None)


def _hundredths(total: float | None) -> int | None:
    return None if total is None else round(total * 100)
