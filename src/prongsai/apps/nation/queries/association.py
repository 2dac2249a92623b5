"""Which declared measures go with a better result: what a job found, told as an association, and who declared what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from prongsai.apps.nation.models import DeclaredMeasure, MeasureAssociation, MovedAgency
from prongsai.apps.nation.queries.movement import AgencyMoved, agency_moved, comparison_of
from prongsai.apps.nation.queries.overview import framework_of
from prongsai.apps.nation.queries.runs import Country
from prongsai.base.said import said
from prongsai.core.framework import Framework
from prongsai.core.nation.association import LEAST_DECLARERS, LEAST_GROUPS, LEAST_TWINS, RATE, TOTAL
from prongsai.core.nation.twins import TWINS
from prongsai.core.practices import practice

A_PAGE = 50
"""Unit: agencies."""
SHOWN = 20
"""How many lines the chart draws at most."""


@dataclass(frozen=True, slots=True)
class Related:
    """One practice and outcome. `missing` says what it is too thin for, empty where it is told.

    Unit: points with their 95 % interval; `adjusted` is a probability as text; counts are agencies, provinces.
    """

    practice: str
    title: str
    outcome: str
    declared: int
    compared: int
    provinces: int
    twins: int | None
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    adjusted: str
    is_found: bool
    missing: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """An interval where the chart draws it. Unit: percent of the chart."""

    related: Related
    low_x: float
    high_x: float
    x: float


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """What declared measures go with. `is_compared` and `is_declared` tell what is missing where nothing is told.

    Shape: `found` stand out, `others` do not, the surest first; `zero` is where nothing stands. Unit: percent.
    """

    country: Country
    year_before: int | None
    is_compared: bool
    is_declared: bool
    found: tuple[Related, ...]
    others: tuple[Related, ...]
    thin: tuple[Related, ...]
    lines: tuple[Line, ...]
    zero: float
    method: dict[str, int]


@dataclass(frozen=True, slots=True)
class DeclarersPage:
    """Who declared one practice, a page at a time."""

    country: Country
    title: str
    declarers: Page[AgencyMoved]


def measures_page(country: Country) -> MeasuresPage:
    """What the measures declared for a year go with, in four questions at most."""
    kept = comparison_of(country)
    rows = list(MeasureAssociation.objects.filter(comparison=kept)) if kept else []
    framework = framework_of(country)
    related = [_related(country, framework, each) for each in rows]
    told = [each for each in related if not each.missing]
    lines, zero = _lines(told[:SHOWN])
    return MeasuresPage(
        country=country,
        year_before=kept.before.fiscal_year if kept else None,
        is_compared=kept is not None,
        is_declared=bool(rows),
        found=tuple(each for each in told if each.is_found),
        others=tuple(each for each in told if not each.is_found),
        thin=tuple(each for each in related if each.missing),
        lines=lines,
        zero=zero,
        method={
            "twins": TWINS,
            "least_twins": LEAST_TWINS,
            "declarers": LEAST_DECLARERS,
            "provinces": LEAST_GROUPS,
            "rate": round(RATE * 100),
        },
    )


def declarers_page(country: Country, code: str, number: int) -> DeclarersPage:
    """The agencies of both years that declared a practice, by their codes. Raises: Http404."""
    kept = comparison_of(country)
    known = practice(code)
    first = MeasureAssociation.objects.filter(comparison=kept, practice=code).first() if kept else None
    if kept is None or known is None or first is None:
        raise Http404
    declared = DeclaredMeasure.objects.filter(list=first.list_id, practice=code).values("agency")
    found = MovedAgency.objects.filter(comparison=kept, way=MovedAgency.Way.STAYED, code__in=declared)
    page: Page[Any] = Paginator(found.order_by("code"), A_PAGE).get_page(number)
    page.object_list = [agency_moved(country, each) for each in page.object_list]
    return DeclarersPage(country, known.title, page)


def _related(country: Country, framework: Framework, each: MeasureAssociation) -> Related:
    known = practice(each.practice)
    return Related(
        practice=each.practice,
        title=known.title if known else each.practice,
        outcome=_outcome(framework, each.outcome),
        declared=each.declared,
        compared=each.compared,
        provinces=each.provinces,
        twins=each.twins,
        points=each.points,
        low=each.low,
        high=each.high,
        adjusted=_probability(each.adjusted),
        is_found=each.is_found,
        missing="" if each.points is not None else _missing(each),
        address=country.address("measure-declarers", each.practice),
    )


def _outcome(framework: Framework, outcome: str) -> str:
    if outcome == TOTAL:
        return _("คะแนนรวม")
    named = next((each for each in framework.indicators if str(each.number) == outcome), None)
    words = {"number": outcome, "name": said(named.name_th, named.name_en) if named else ""}
    return _("ตัวชี้วัดที่ %(number)s %(name)s") % words


def _probability(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if value >= 0.001 else "< 0.001"


def _missing(each: MeasureAssociation) -> str:
    told = []
    if each.declarers_missing:
        told.append(_("ขาดอีก %(count)s แห่งที่มีคู่เทียบพอ") % {"count": each.declarers_missing})
    if each.provinces_missing:
        told.append(_("ขาดอีก %(count)s จังหวัด") % {"count": each.provinces_missing})
    return " ".join(told)


def _lines(told: list[Related]) -> tuple[tuple[Line, ...], float]:
    """Every interval on one scale that holds them all, and nothing."""
    ends = [float(end) for each in told for end in (each.low, each.high) if end is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    wide = (high - low) or 1.0

    def x(value: Decimal | None) -> float:
        return round(2 + 96 * (float(value or 0) - low) / wide, 2)

    return tuple(Line(each, x(each.low), x(each.high), x(each.points)) for each in told), x(Decimal(0))
