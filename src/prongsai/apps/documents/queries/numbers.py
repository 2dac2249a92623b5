"""Numbers of papers by an agency's own pattern: the next one, and whether one is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prongsai.apps.documents.models import Document, Edition
from prongsai.apps.documents.queries.style import numbered, pattern_of
from prongsai.core.thai import arabic

_SPACE = re.compile(r"\s+")
_PLACE = "\x00"


def suggested_number(document: Document) -> str:
    """The number a document would get now: the one it bears already, else the next of its layout and year."""
    if borne := document.editions.exclude(number="").order_by("-version").values_list("number", flat=True).first():
        return str(borne)
    pattern = pattern_of(document.agency, document.layout)
    return numbered(pattern, next_count(pattern, document.fiscal_year, _numbers_beside(document)), document.fiscal_year)


def is_taken(document: Document, number: str) -> bool:
    """Whether another document of the layout and year bears this number, in whichever digits."""
    return normal(number) in {normal(each) for each in _numbers_beside(document)}


def next_count(pattern: str, year: int, taken: Iterable[str]) -> int:
    """One more than the highest ``{n}`` among the numbers that follow the pattern. Unit: papers, from 1."""
    around = re.escape(normal(numbered(pattern.replace("{n}", _PLACE), 0, year)))
    shape = re.compile(around.replace(_PLACE, r"(\d{1,9})", 1).replace(_PLACE, r"\1"))
    found = (shape.fullmatch(normal(each)) for each in taken)
    return max((int(each[1]) for each in found if each and each.groups()), default=0) + 1


def normal(number: str) -> str:
    """A number as it is compared: Arabic digits, no space that says nothing."""
    return _SPACE.sub(" ", arabic(number)).strip().casefold()


def _numbers_beside(document: Document) -> list[str]:
    others = Edition.objects.filter(
        agency=document.agency, document__layout=document.layout, document__fiscal_year=document.fiscal_year
    )
    return list(others.exclude(document=document).exclude(number="").values_list("number", flat=True))
