"""The house's own words in both languages of the public site; an agency's texts are Thai, and stay it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import override

from prongsai.base.templatetags.thai import thai_day
from prongsai.core.publication import Said


def both(say: Promise | Callable[[], object]) -> Said:
    """A text of the house as it is said in Thai and in English, whatever language the page was asked for in."""
    with override("th"):
        th = str(say() if callable(say) else say)
    with override("en"):
        en = str(say() if callable(say) else say)
    return Said(th, en)


def in_thai(say: Callable[[], str]) -> str:
    """A text as Thai papers say it, for what stands inside an agency's own Thai words."""
    with override("th"):
        return say()


def day_said(day: date) -> Said:
    """A day in both languages."""
    return both(lambda: thai_day(day))
