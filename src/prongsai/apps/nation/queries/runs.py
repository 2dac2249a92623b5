"""Runs: which there are, which is shown for a year, and where its pages stand. Everybody may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from prongsai.apps.nation.models import NationalRun, RunAgency


@dataclass(frozen=True, slots=True)
class Country:
    """A run as its pages show it. `is_pinned` tells that it is named in the address, not merely the year's newest."""

    run: NationalRun
    is_pinned: bool

    @property
    def year(self) -> int:
        """The fiscal year. Unit: Buddhist era."""
        return self.run.fiscal_year

    def address(self, name: str, *words: object) -> str:
        """Where a page of this run stands. Shape: `name` is the address's of the year's own page (``agency``)."""
        if self.is_pinned:
            return reverse(f"nation:run-{name}", args=[self.year, self.run.pk, *words])
        return reverse(f"nation:{name}", args=[self.year, *words])


@dataclass(frozen=True, slots=True)
class Placed:
    """An agency as lists show it, without its single scores.

    Shape: `tools` is keyed by tool and part, `indicators` by number as text. Unit: in both, hundredths of a point;
    `total` is points.
    """

    code: str
    name: str
    kind: str
    province: str
    district: str
    region: str
    size: str
    staff: int | None
    total: Decimal | None
    level: str
    held_by: str
    country_rank: int | None
    country_of: int | None
    kind_rank: int | None
    kind_of: int | None
    province_rank: int | None
    province_of: int | None
    lost_items: list[str]
    tools: dict[str, int | None]
    indicators: dict[str, int | None]


PLACED = tuple(Placed.__dataclass_fields__)


def runs_in_force(*, assumed: bool | None = None) -> QuerySet[NationalRun]:
    """Runs that were not withdrawn, the newest year and run first; only (or without) those that ask *what if*."""
    runs = NationalRun.objects.filter(withdrawn_at=None).select_related("imported_by", "file")
    return runs if assumed is None else runs.filter(is_assumed=assumed)


def country_of(year: int, run_id: int | None = None) -> Country:
    """The run of this number, or the newest of the year that supposes nothing. Raises: Http404."""
    if run_id is None:
        runs = runs_in_force(assumed=False).filter(fiscal_year=year)
    else:
        runs = runs_in_force().filter(fiscal_year=year, pk=run_id)
    run = runs.first()
    if run is None:
        raise Http404
    return Country(run, is_pinned=run_id is not None)


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year: the run shown for it (None where all suppose something), and its other runs."""

    year: int
    shown: Country | None
    others: tuple[Country, ...]


def years() -> tuple[Year, ...]:
    """Every year that has a run, the newest first, in one question."""
    runs = list(runs_in_force())
    found = []
    for year in sorted({run.fiscal_year for run in runs}, reverse=True):
        of_year = [run for run in runs if run.fiscal_year == year]
        plain = next((run for run in of_year if not run.is_assumed), None)
        others = tuple(Country(run, is_pinned=True) for run in of_year if run is not plain)
        found.append(Year(year, Country(plain, is_pinned=False) if plain else None, others))
    return tuple(found)


def run_before(country: Country) -> NationalRun | None:
    """The run shown for the year before; None where there is none."""
    return runs_in_force(assumed=False).filter(fiscal_year=country.year - 1).first()


def placed(agencies: QuerySet[RunAgency]) -> Iterator[Placed]:
    """Agencies of a run as lists show them: one question, no single scores."""
    return (Placed(*row) for row in agencies.values_list(*PLACED))


def points(hundredths: int | None) -> Decimal | None:
    """Whole hundredths as points. Unit: points."""
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)
