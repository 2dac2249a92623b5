"""One agency of a run: its level and what holds it, its places, every score, the items it lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.nation.models import RunAgency
from prongsai.apps.nation.queries.overview import framework_of, listing
from prongsai.apps.nation.queries.runs import PLACED, Country, Placed, points
from prongsai.base.said import said
from prongsai.core.framework import Framework
from prongsai.core.levels import higher_levels

TOP, GROUP_HEIGHT, ROW_HEIGHT = 26, 40, 52


@dataclass(frozen=True, slots=True)
class Figure:
    """One score with its interval and how many answered. Unit: points, respondents."""

    code: str
    part: str
    label: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    answers: int | None

    @property
    def width(self) -> Decimal:
        """How long the line of the interval is. Unit: points, which are percent of a chart."""
        return (self.high or Decimal(0)) - (self.low or Decimal(0))

    @property
    def band(self) -> str:
        """How the value stands to the two thresholds, as a word for the style sheet."""
        if self.value is None:
            return "none"
        return "low" if self.value < 85 else "middle" if self.value < 95 else "high"


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure where the chart draws it. Unit: pixels."""

    figure: Figure
    text_y: int
    bar_y: int


@dataclass(frozen=True, slots=True)
class ToolBars:
    """A tool over the bars of its indicators. Unit: pixels."""

    figure: Figure
    text_y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A place among others. Shape: `address` is the list in which it stands."""

    label: str
    rank: int
    of: int
    address: str


@dataclass(frozen=True, slots=True)
class LostItem:
    """An item without points."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """One agency of a run. Unit: `height` pixels."""

    country: Country
    agency: Placed
    sentence: str
    standings: tuple[Standing, ...]
    tools: tuple[ToolBars, ...]
    height: int
    wholes: tuple[Figure, ...]
    questions: tuple[Figure, ...]
    lost: tuple[LostItem, ...]


def agency_page(country: Country, code: str) -> AgencyPage:
    """Everything of one agency, in one question. Raises: Http404."""
    found = RunAgency.objects.filter(run=country.run, code=code).values_list(*PLACED, "scores").first()
    if found is None:
        raise Http404
    agency, scores = Placed(*found[:-1]), found[-1]
    framework = framework_of(country)
    tools, height = _bars(framework, scores)
    return AgencyPage(
        country=country,
        agency=agency,
        sentence=level_sentence(framework, agency),
        standings=standings(country, agency),
        tools=tools,
        height=height,
        wholes=tuple(_wholes(framework, scores)),
        questions=tuple(_questions(framework, scores)),
        lost=tuple(_lost(framework, agency)),
    )


HELD = {
    "total": gettext_lazy("คะแนนรวม"),
    "IIT": "IIT",
    "EIT": "EIT",
    "OIT": "OIT",
    "EIT1": gettext_lazy("EIT ส่วนที่ 1"),
    "EIT2": gettext_lazy("EIT ส่วนที่ 2"),
}


def level_sentence(framework: Framework, agency: Placed) -> str:
    """The level, and what keeps it from the next, as one sentence."""
    if agency.total is None:
        return _("ยังไม่มีคะแนนรวม เพราะคำตอบหรือผลตรวจ OIT ไม่ครบ")
    words = {"level": agency.level, "total": agency.total}
    above = higher_levels(framework, agency.level)
    if not above or not agency.held_by:
        return _("%(level)s คะแนนรวม %(total)s") % words
    held = _(" และ ").join(str(HELD.get(each, each)) for each in agency.held_by.split())
    told = {**words, "above": above[0].name, "held": held}
    return _("%(level)s คะแนนรวม %(total)s ยังไม่ถึง%(above)s เพราะ %(held)s ต่ำกว่าเกณฑ์") % told


def standings(country: Country, agency: Placed) -> tuple[Standing, ...]:
    """An agency's place in the country, in its type and in its province; none without a total."""
    places = (
        (_("ทั้งประเทศ"), agency.country_rank, agency.country_of, listing(country)),
        (agency.kind, agency.kind_rank, agency.kind_of, listing(country, kind=agency.kind)),
        (
            _("จังหวัด%(province)s") % {"province": agency.province},
            agency.province_rank,
            agency.province_of,
            listing(country, province=agency.province),
        ),
    )
    return tuple(Standing(label, rank, of, address) for label, rank, of, address in places if rank and of)


def _bars(framework: Framework, scores: dict[str, list[int | None]]) -> tuple[tuple[ToolBars, ...], int]:
    top, groups = TOP, []
    names = {each.number: said(each.name_th, each.name_en) for each in framework.indicators}
    for tool in framework.tools:
        bars = tuple(
            Bar(
                _figure(scores, "indicator", str(number), "", f"{number} {names.get(number, '')}"),
                top + GROUP_HEIGHT + place * ROW_HEIGHT + 20,
                top + GROUP_HEIGHT + place * ROW_HEIGHT + 28,
            )
            for place, number in enumerate(tool.indicators)
        )
        label = f"{tool.code} {said(tool.name_th, tool.name_en)}"
        groups.append(ToolBars(_figure(scores, "tool", tool.code, "", label), top + 28, bars))
        top += GROUP_HEIGHT + len(bars) * ROW_HEIGHT
    return tuple(groups), top + 8


def _wholes(framework: Framework, scores: dict[str, list[int | None]]) -> Iterator[Figure]:
    """Tools, their parts and their indicators, with who answered."""
    for tool in framework.tools:
        yield _figure(scores, "tool", tool.code, "", said(tool.name_th, tool.name_en))
        for part in tool.parts:
            yield _figure(scores, "part", part.code, part.code, said(part.name_th, part.name_en))
        for each in framework.indicators:
            if each.number in tool.indicators:
                yield _figure(scores, "indicator", str(each.number), "", said(each.name_th, each.name_en))


def _questions(framework: Framework, scores: dict[str, list[int | None]]) -> Iterator[Figure]:
    order = {each.code: place for place, each in enumerate(framework.questions)}
    found = [key.split("|") for key in scores if key.startswith("question|")]
    for _kind, code, part in sorted(found, key=lambda key: (order.get(key[1], len(order)), key[2])):
        yield _figure(scores, "question", code, part, title_of(code, framework.fiscal_year).title)


def _figure(scores: dict[str, list[int | None]], kind: str, code: str, part: str, label: str) -> Figure:
    value, low, high, answers = scores.get(f"{kind}|{code}|{part}", (None,) * 4)
    return Figure(code, part, label, points(value), points(low), points(high), answers)


def _lost(framework: Framework, agency: Placed) -> Iterator[LostItem]:
    for code in agency.lost_items:
        item = framework.item(code)
        yield LostItem(code, item.title_th if item else "")
