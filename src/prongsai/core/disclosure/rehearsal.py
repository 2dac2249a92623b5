"""The rehearsal: the OIT score that the items complete today would give, and what to complete first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.core.errors import Problem
from prongsai.core.framework import Confidence, Framework, Indicator, Item, SubIndicator
from prongsai.core.scoring import FULL, mean, oit_indicator_score, points_of, reach_confidence, round_points

OIT = "OIT"


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Something with points of the total at stake. Unit: `worth` and `lost` points of the total, exact."""

    worth: Fraction
    lost: Fraction

    @property
    def kept(self) -> Fraction:
        """The points of the total that it gives. Unit: points of the total, exact."""
        return self.worth - self.lost

    @property
    def worth_points(self) -> Decimal:
        """What full marks give, as printed. Unit: points of the total, two decimals."""
        return round_points(self.worth)

    @property
    def lost_points(self) -> Decimal:
        """What is lost, as printed. Unit: points of the total, two decimals."""
        return round_points(self.lost)

    @property
    def kept_points(self) -> Decimal:
        """What is kept, as printed. Unit: points of the total, two decimals."""
        return round_points(self.kept)


@dataclass(frozen=True, slots=True)
class ItemRehearsed(_Weighed):
    """An item: all its points, or none."""

    code: str
    sub_indicator: str
    title_th: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class _Scored(_Weighed):
    """Something with a score of its own. Unit: `score` 0-100, exact."""

    score: Fraction

    @property
    def score_printed(self) -> Decimal:
        """The score as printed. Unit: points 0-100, two decimals."""
        return round_points(self.score)


@dataclass(frozen=True, slots=True)
class SubIndicatorRehearsed(_Scored):
    """A sub-indicator: the share of its items that are complete."""

    code: str
    indicator: int
    name_th: str
    item_count: int
    complete_count: int


@dataclass(frozen=True, slots=True)
class IndicatorRehearsed(_Scored):
    """An OIT indicator: the mean of its sub-indicators."""

    number: int
    name_th: str


@dataclass(frozen=True, slots=True)
class Rehearsal(_Scored):
    """What the open-data page would be given: `score` is that of OIT, `worth` what OIT can give to the total.

    Shape: items, sub-indicators and indicators in the framework's order; in each of the three the columns `worth` and
    `lost` add up exactly to those of OIT. `confidence` is the weakest of the rules it rests on.
    """

    fiscal_year: int
    items: tuple[ItemRehearsed, ...]
    sub_indicators: tuple[SubIndicatorRehearsed, ...]
    indicators: tuple[IndicatorRehearsed, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ToDo:
    """An item to complete. Unit: `lost` and `each` (by missing element) points of the total, exact."""

    code: str
    sub_indicator: str
    lost: Fraction
    missing_count: int

    @property
    def each(self) -> Fraction:
        """The points that each missing element stands for. Unit: points of the total, exact."""
        return self.lost / self.missing_count

    @property
    def lost_points(self) -> Decimal:
        """What completing the item gives, as printed. Unit: points of the total, two decimals."""
        return round_points(self.lost)


def rehearse(framework: Framework, complete: Collection[str]) -> Rehearsal:
    """The score and the points when exactly the items `complete` (codes, any case) are at 100 and the others at 0.

    Everything is exact; round what is printed, never what is added. Raises: Problem for a code the year does not have.
    Source: the scoring rules ``oit_item`` and ``oit_indicator`` (inferred), ``tool`` and ``total`` (confirmed).
    """
    codes = {code.lower() for code in complete}
    if unknown := sorted(codes - {item.code for item in framework.items}):
        raise Problem(
            f"ปีงบประมาณ พ.ศ. {framework.fiscal_year} ไม่มีข้อ “{unknown[0]}”",
            f"Fiscal year {framework.fiscal_year} has no item “{unknown[0]}”.",
        )
    numbers = framework.tool(OIT).indicators
    items = tuple(_item(framework, item, item.code in codes) for item in framework.items)
    indicators = tuple(_indicator(framework, framework.indicator(number), codes) for number in numbers)
    return Rehearsal(
        worth=points_of(framework, OIT),
        lost=sum((each.lost for each in indicators), Fraction(0)),
        score=mean(each.score for each in indicators),
        fiscal_year=framework.fiscal_year,
        items=items,
        sub_indicators=tuple(_sub_indicator(framework, sub, codes) for sub in framework.sub_indicators),
        indicators=indicators,
        confidence=max((reach_confidence(framework, each) for each in numbers), key=lambda each: each.doubt),
    )


def work_order(rehearsal: Rehearsal, missing_counts: Mapping[str, int]) -> tuple[ToDo, ...]:
    """What to complete first: the most points for each element still missing, then the most points.

    Shape: `missing_counts` says by item code how many elements are still to be shown; an incomplete item that it does
    not name, or names with 0, has nothing to be done now (it may not be due yet) and is left out.
    """
    lost = [each for each in rehearsal.items if not each.is_complete and missing_counts.get(each.code, 0) > 0]
    to_do = [ToDo(each.code, each.sub_indicator, each.lost, missing_counts[each.code]) for each in lost]
    return tuple(sorted(to_do, key=lambda each: (-each.each, -each.lost)))


def _item(framework: Framework, item: Item, is_complete: bool) -> ItemRehearsed:
    worth = points_of(framework, item.code)
    lost = Fraction(0) if is_complete else worth
    return ItemRehearsed(worth, lost, item.code, item.sub_indicator, item.title_th, is_complete)


def _sub_indicator(framework: Framework, sub: SubIndicator, complete: Collection[str]) -> SubIndicatorRehearsed:
    count = sum(code in complete for code in sub.items)
    score = Fraction(FULL * count, len(sub.items))
    worth = points_of(framework, sub.code)
    return SubIndicatorRehearsed(
        worth=worth,
        lost=_lost(worth, score),
        score=score,
        code=sub.code,
        indicator=sub.indicator,
        name_th=sub.name_th,
        item_count=len(sub.items),
        complete_count=count,
    )


def _indicator(framework: Framework, indicator: Indicator, complete: Collection[str]) -> IndicatorRehearsed:
    lost = [item.code for item in framework.items if item.code not in complete]
    score = oit_indicator_score(framework, indicator.number, lost)
    worth = points_of(framework, indicator.number)
    return IndicatorRehearsed(worth, _lost(worth, score), score, indicator.number, indicator.name_th)


def _lost(worth: Fraction, score: Fraction) -> Fraction:
    return worth * (FULL - score) / FULL
