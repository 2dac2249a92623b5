"""Printed figures as spans: each stands for every exact figure that is printed so at two decimals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from prongsai.core.framework import Framework

HALF = Fraction(1, 200)
"""Half of the last printed digit. Unit: points."""


class Span(NamedTuple):
    """Where an exact figure can lie, ends included. Unit: points."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """The point in the middle."""
        return (self.low + self.high) / 2

    def meets(self, other: Span) -> bool:
        """Whether the two have a point in common."""
        return self.low <= other.high and other.low <= self.high

    def overlap(self, other: Span) -> Span:
        """What the two have in common; only for spans that meet."""
        return Span(max(self.low, other.low), min(self.high, other.high))

    def widened(self) -> Span:
        """The span of this figure once rounded to two decimals."""
        return Span(self.low - HALF, self.high + HALF)


def around(value: Decimal | Fraction) -> Span:
    """Every exact figure that is printed as this one. Unit: points."""
    return Span(Fraction(value), Fraction(value)).widened()


def weighted(framework: Framework, tools: Mapping[str, Fraction]) -> Fraction:
    """The tools by weight; those not given count nothing. Unit: points of the total."""
    return sum(
        (Fraction(tool.weight) * tools[tool.code] for tool in framework.tools if tool.code in tools), Fraction(0)
    )


def weighted_span(framework: Framework, spans: Mapping[str, Span]) -> Span:
    """Where the weighted tools can lie. Unit: points of the total."""
    low = weighted(framework, {code: span.low for code, span in spans.items()})
    return Span(low, weighted(framework, {code: span.high for code, span in spans.items()}))


def total_fits(framework: Framework, total: Decimal, spans: Mapping[str, Span], trusted: Mapping[str, Decimal]) -> bool:
    """Whether the total can be the weighted tools, taken exact or as printed.

    Shape: `trusted` holds the printed tools that are not in doubt.
    """
    rounded = {
        code: Span(Fraction(trusted[code]), Fraction(trusted[code])) if code in trusted else span.widened()
        for code, span in spans.items()
    }
    return any(weighted_span(framework, each).meets(around(total)) for each in (spans, rounded))
