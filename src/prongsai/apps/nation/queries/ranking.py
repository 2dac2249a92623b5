"""The ranking of a run: agencies in order of place, narrowed, a page at a time; as tables to take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from prongsai.apps.nation.models import RunAgency
from prongsai.apps.nation.queries.overview import PASSED, UNSCORED, framework_of
from prongsai.apps.nation.queries.runs import PLACED, Country, Placed, placed, points
from prongsai.base.said import text_said
from prongsai.core.tables.national import AGENCIES, SCORES
from prongsai.core.thai import normal

A_PAGE = 50
"""Unit: agencies."""
_ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the ranking is narrowed to; ``""`` and None for no matter. `level` may also be PASSED or UNSCORED.

    `lowest` and `highest` bound the total, both included. Unit: points.
    """

    words: str = ""
    province: str = ""
    kind: str = ""
    level: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of the ranking. Shape: choices are (value, label) of all the run has."""

    country: Country
    agencies: Page[Placed]
    provinces: tuple[str, ...]
    kinds: tuple[str, ...]
    levels: tuple[tuple[str, str], ...]


def ranking(country: Country, asked: Asked, number: int = 1) -> Ranking:
    """A page of the ranking, in a number of questions that never grows."""
    page: Page[Any] = Paginator(_asked(country, asked).values_list(*PLACED), A_PAGE).get_page(number)
    page.object_list = [Placed(*row) for row in page.object_list]
    return Ranking(
        country=country,
        agencies=page,
        provinces=_values(country, "province"),
        kinds=_values(country, "kind"),
        levels=level_choices(country),
    )


def level_choices(country: Country) -> tuple[tuple[str, str], ...]:
    """The levels one can ask for, with their words."""
    names = [each.name for each in framework_of(country).levels]
    return ((PASSED, _("ทุกระดับที่ผ่าน")), *((name, name) for name in names), (UNSCORED, _("ไม่มีคะแนนรวม")))


def agencies_table(country: Country, asked: Asked) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Every agency asked for as a table: heads and rows, with points by tool and indicator."""
    framework = framework_of(country)
    tools = [code for tool in framework.tools for code in (tool.code, *(part.code for part in tool.parts))]
    indicators = [str(each.number) for each in framework.indicators]
    heads = [text_said(each.title) for each in AGENCIES.columns]
    heads += [*tools, *(_("ตัวชี้วัด %(number)s") % {"number": number} for number in indicators)]
    return heads, (_row(each, tools, indicators) for each in placed(_asked(country, asked)))


def scores_table(country: Country) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Every single score of a run as a long table: heads and rows, read a few agencies at a time."""
    found = RunAgency.objects.filter(run=country.run).order_by("code").values_list("code", "scores")
    return [text_said(each.title) for each in SCORES.columns], (
        (agency, *key, *(points(each) for each in score[:3]), score[3])
        for agency, scores in found.iterator(_ROWS_AT_ONCE)
        for key, score in sorted((key.split("|"), score) for key, score in scores.items())  # PostgreSQL keeps no order
    )


def _row(each: Placed, tools: list[str], indicators: list[str]) -> tuple[Any, ...]:
    """One agency in the order of the columns of its table, then its tools and indicators."""
    told = {name: getattr(each, "code" if name == "agency" else name) for name in AGENCIES.names}
    told["lost_items"] = " ".join(each.lost_items)
    figures = (*map(each.tools.get, tools), *map(each.indicators.get, indicators))
    return (*told.values(), *map(points, figures))


def _asked(country: Country, asked: Asked) -> QuerySet[RunAgency]:
    found = RunAgency.objects.filter(run=country.run).order_by(F("country_rank").asc(nulls_last=True), "code")
    exact: dict[str, Any] = {name: value for name in ("province", "kind") if (value := getattr(asked, name))}
    for word in normal(asked.words).split():
        found = found.filter(name__icontains=word)
    if asked.level == PASSED:
        exact["level__in"] = [each.name for each in framework_of(country).levels if each.passes]
    elif asked.level == UNSCORED:
        exact["total__isnull"] = True
    elif asked.level:
        exact["level"] = asked.level
    if asked.lowest is not None:
        exact["total__gte"] = asked.lowest
    if asked.highest is not None:
        exact["total__lte"] = asked.highest
    return found.filter(**exact)


def _values(country: Country, field: str) -> tuple[str, ...]:
    return tuple(RunAgency.objects.filter(run=country.run).order_by(field).values_list(field, flat=True).distinct())
