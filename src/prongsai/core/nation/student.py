"""Student's t: how far 95 % reach, and how surprising a difference is that so many groups told of."""

from __future__ import annotations

from math import exp, inf, lgamma, log, log1p
from typing import Any

NORMAL = 1.959963984540054
"""The 0.975 quantile of the normal distribution."""

FEW = (12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135)
"""The 0.975 quantiles of Student's t for 1 to 8 degrees of freedom, where the expansion is too coarse."""

_STEPS = 500
_CLOSE = 1e-14
_TINY = 1e-300


def t_quantile(freedom: int) -> float:
    """The 0.975 quantile of Student's t for whole degrees of freedom, good to 0.0001.

    Source: Abramowitz and Stegun, 26.7.5 (see `expanded`), from 9 degrees of freedom on.
    Raises: ValueError below 1.
    """
    if freedom < 1:
        raise ValueError("a t distribution has at least one degree of freedom")
    return FEW[freedom - 1] if freedom <= len(FEW) else float(expanded(1.0 / freedom))


def expanded(inverse: Any) -> Any:
    """The 0.975 quantile by the expansion of Cornish and Fisher, of one by the degrees of freedom.

    Shape: a number, or an array of them. Source: Abramowitz and Stegun, 26.7.5.
    """
    z, square = NORMAL, NORMAL * NORMAL
    first = z * (square + 1) / 4
    second = z * ((5 * square + 16) * square + 3) / 96
    third = z * (((3 * square + 19) * square + 17) * square - 15) / 384
    fourth = z * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160
    return z + inverse * (first + inverse * (second + inverse * (third + inverse * fourth)))


def two_sided(t: float, degrees: int) -> float:
    """The share of samples that stand at least as far from nothing as `t` does, when there is nothing.

    Unit: a probability, 0 to 1. Source: Abramowitz & Stegun 26.7.1 by the incomplete beta function (confirmed).
    """
    return _beta_share(degrees / (degrees + t * t), degrees / 2, 0.5) if t else 1.0


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function, by its continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    upper, lower = 1.0, _kept(1 - (a + b) * x / (a + 1))
    lower = 1 / lower
    value = lower
    previous = inf
    for step in range(1, _STEPS):
        for term in (
            step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step)),
            -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1)),
        ):
            lower = 1 / _kept(1 + term * lower)
            upper = _kept(1 + term / upper)
            value *= upper * lower
        if abs(value - previous) <= _CLOSE * abs(value):
            break
        previous = value
    return value


def _kept(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
