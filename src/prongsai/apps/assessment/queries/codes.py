"""What a code of the catalogue is called in a year, also when the paper took it from another year's."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from prongsai.apps.assessment.queries.cells import indicator_label
from prongsai.core.crosswalk import crosswalk
from prongsai.core.framework import YEARS, Confidence, nearest


@dataclass(frozen=True, slots=True)
class CodeTitle:
    """A code with its title. `year` is the year whose catalogue has it (None: none does).

    Where that is another year than the one asked for, `today` is what the item is called there.
    """

    code: str
    title: str
    year: int | None
    is_unverified: bool = False
    is_other_year: bool = False
    today: tuple[CodeTitle, ...] = ()


def title_of(code: str, year: int) -> CodeTitle:
    """The title of an item or question in a year; where the year has no such item, that of the nearest year that
    has one, followed through the crosswalk to what it is in the year asked for."""
    framework = nearest(year)
    if item := framework.item(code):
        return CodeTitle(code, item.title_th, framework.fiscal_year, item.confidence is not Confidence.CONFIRMED)
    if question := framework.question(code):
        indicator = framework.indicator(question.indicator)
        title = _("ข้อคำถามของตัวชี้วัดที่ %(number)s %(name)s") % {
            "number": indicator.number,
            "name": indicator_label(indicator),
        }
        unsure = (question.indicator_confidence or question.confidence) is not Confidence.CONFIRMED
        return CodeTitle(code, title, framework.fiscal_year, unsure)
    return _from_another_year(code, framework.fiscal_year)


def _from_another_year(code: str, year: int) -> CodeTitle:
    for other in sorted(YEARS, key=lambda each: abs(each - year)):
        if passage := crosswalk(other, year).of(code):
            today = tuple(title_of(each.code, year) for each in passage.targets)
            unsure = passage.item.confidence is not Confidence.CONFIRMED
            return CodeTitle(code, passage.item.title_th, other, unsure, is_other_year=True, today=today)
    return CodeTitle(code, "", None)
