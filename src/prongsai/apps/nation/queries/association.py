"""Which declared measures go with a better result: what a job found, told as an association, and who declared what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from prongsai.apps.nation.models import Comparison, DeclaredMeasure, MeasureAssociation, MovedAgency
from prongsai.apps.nation.queries.movement import AgencyMoved, Asked, Door, as_listed, comparison_of, listed
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

    Unit: points with their 95 % interval; `adjusted` is a probability as text; doors count agencies, provinces.
    """

    practice: str
    title: str
    outcome: str
    declared: Door
    compared: Door
    provinces: int
    twins: Door | None
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    adjusted: str
    is_found: bool
    missing: str


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
    """Who declared one practice, a page at a time; `outcome` is the score that is shown."""

    country: Country
    title: str
    outcome: str
    declarers: Page[AgencyMoved]


@dataclass(frozen=True, slots=True)
class Matched:
    """An agency that declared a practice and the twins it was compared with; or such a twin, and how `often` it served.

    Unit: `difference` is points.
    """

    agency: AgencyMoved
    difference: Decimal | None
    twins: Door | None
    often: int | None


@dataclass(frozen=True, slots=True)
class MatchesPage:
    """What one number of an association rests on, a page at a time.

    `of` is the agency whose twins these are, None where they are of all; `mean` is the association, None where it is
    too thin to tell. Unit: points.
    """

    country: Country
    year_before: int
    title: str
    outcome: str
    address: str
    are_twins: bool
    of: AgencyMoved | None
    mean: Decimal | None
    matches: Page[Matched]


class MatchesAsked(NamedTuple):
    """Which agencies behind an association: those that declared, or `twins`; only those `of` one agency, if named."""

    twins: bool = False
    of: str = ""


class _Match(NamedTuple):
    difference: Decimal
    twins: Sequence[str]


def measures_page(country: Country) -> MeasuresPage:
    """What the measures declared for a year go with, in four questions at most."""
    kept = comparison_of(country)
    rows = list(MeasureAssociation.objects.filter(comparison=kept).defer("matches")) if kept else []
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


def declarers_page(country: Country, code: str, asked: Asked, number: int) -> DeclarersPage:
    """The agencies of both years that declared a practice, by their codes; of a score, those that have it in both.

    Raises: Http404.
    """
    kept, first = _association(country, code, asked.subject)
    declared = DeclaredMeasure.objects.filter(list=first.list_id, practice=code).values("agency")
    prefix, found = listed(kept, asked.subject)
    found = found.filter(**{f"{prefix}code__in": declared, f"{prefix}way": MovedAgency.Way.STAYED})
    page: Page[Any] = Paginator(found.order_by(f"{prefix}code"), A_PAGE).get_page(number)
    page.object_list = [as_listed(country, each) for each in page.object_list]
    return DeclarersPage(country, _title(code), _outcome(framework_of(country), asked.subject or TOTAL), page)


def matches_page(country: Country, code: str, outcome: str, asked: MatchesAsked, number: int) -> MatchesPage:
    """The agencies that an association compares: those that rose most above their twins first. Raises: Http404."""
    kept, found = _association(country, code, outcome)
    matches = {agency: _Match(Decimal(str(difference)), twins) for agency, difference, twins in found.matches}
    if asked.of and asked.of not in matches:
        raise Http404
    figures: Mapping[str, Decimal | int]
    if asked.twins:
        compared = [matches[asked.of]] if asked.of else matches.values()
        figures = Counter(twin for each in compared for twin in each.twins)
    else:
        figures = {agency: each.difference for agency, each in matches.items()}
    ordered = sorted(figures, key=lambda each: (-figures[each], each))
    page: Page[Any] = Paginator(ordered, A_PAGE).get_page(number)
    agencies = _agencies(country, kept, outcome, {*page.object_list, *filter(None, [asked.of])})
    address = country.address("measure-matches", code, outcome)

    def matched(each: str) -> Matched:
        if asked.twins:
            return Matched(agencies[each], None, None, int(figures[each]))
        twins = _door(address, len(matches[each].twins), twins=1, of=each)
        return Matched(agencies[each], round(matches[each].difference, 2), twins, None)

    page.object_list = [matched(each) for each in page.object_list]
    return MatchesPage(
        country=country,
        year_before=kept.before.fiscal_year,
        title=_title(code),
        outcome=_outcome(framework_of(country), outcome),
        address=address,
        are_twins=asked.twins,
        of=agencies[asked.of] if asked.of else None,
        mean=found.points,
        matches=page,
    )


def _association(country: Country, code: str, outcome: str) -> tuple[Comparison, MeasureAssociation]:
    """What is kept of a practice in one outcome, or in any. Raises: Http404."""
    kept = comparison_of(country)
    found = MeasureAssociation.objects.filter(comparison=kept, practice=code) if kept and practice(code) else None
    if found is not None and outcome:
        found = found.filter(outcome=outcome)
    first = found.first() if found is not None else None
    if kept is None or first is None:
        raise Http404
    return kept, first


def _agencies(country: Country, kept: Comparison, outcome: str, codes: set[str]) -> dict[str, AgencyMoved]:
    prefix, found = listed(kept, outcome)
    rows = found.filter(**{f"{prefix}code__in": codes})
    return {each.agency.code if prefix else each.code: as_listed(country, each) for each in rows}


def _door(address: str, count: int, **asked: str | int) -> Door:
    return Door(count, f"{address}?{urlencode(asked)}" if asked else address)


def _title(code: str) -> str:
    known = practice(code)
    return known.title if known else code


def _related(country: Country, framework: Framework, each: MeasureAssociation) -> Related:
    behind = country.address("measure-matches", each.practice, each.outcome)
    declarers = country.address("measure-declarers", each.practice)
    return Related(
        practice=each.practice,
        title=_title(each.practice),
        outcome=_outcome(framework, each.outcome),
        declared=_door(declarers, each.declared, subject=each.outcome),
        compared=_door(behind, each.compared),
        provinces=each.provinces,
        twins=None if each.twins is None else _door(behind, each.twins, twins=1),
        points=each.points,
        low=each.low,
        high=each.high,
        adjusted=_probability(each.adjusted),
        is_found=each.is_found,
        missing="" if each.points is not None else _missing(each),
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
