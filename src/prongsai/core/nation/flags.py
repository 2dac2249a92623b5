"""What is remarkable about an agency's answers, to be looked at before its scores are relied on; never a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from prongsai.core.framework import Framework
from prongsai.core.nation.agencies import NationalAgency
from prongsai.core.nation.counting import NO_PART
from prongsai.core.nation.disclosing import DISCLOSURE
from prongsai.core.nation.quotas import QUOTA_PART, quotas_of
from prongsai.core.nation.surprises import identical_answers, straight_lining
from prongsai.core.nation.tally import SurveyTally, Whole


class Flag(NamedTuple):
    """One flag; what `counted` counts, and of how many, is told by its code.

    ``below_minimum``: respondents, of those required. ``straight_lining``: respondents who gave one choice
    throughout, of all. ``identical_answers``: the largest block of forms answered alike, of all respondents.
    ``no_answers``: 0. ``question_without_answers``: statements nobody answered, of all.
    ``items_missing``: open-data items without a mark, of all items.
    """

    agency: str
    tool: str
    part: str
    flag: str
    counted: int
    of: int


class SurveyFlags(NamedTuple):
    """What stands out in one part of a questionnaire. Shape: place of an agency to respondents."""

    straight: Mapping[int, int]
    identical: Mapping[int, int]


def survey_flags(tally: SurveyTally) -> SurveyFlags:
    """The agencies whose answers would surprise in a country that answers as this one does."""
    return SurveyFlags(straight_lining(tally), identical_answers(tally))


def flags_of(
    framework: Framework,
    agencies: Sequence[NationalAgency],
    surveys: Iterable[tuple[SurveyTally, SurveyFlags]],
    unmarked: Whole,
) -> list[Flag]:
    """All flags of the agencies of the list, sorted. Shape: tallies and `unmarked` have a place for each of them."""
    flags: list[Flag] = []
    for tally, found in surveys:
        told = {
            "no_answers": dict.fromkeys(np.flatnonzero(tally.respondents == 0).tolist(), 0),
            "straight_lining": found.straight,
            "identical_answers": found.identical,
        }
        flags += [
            Flag(agencies[place].code, tally.tool, tally.part, name, count, tally.respondents.item(place))
            for name, counts in told.items()
            for place, count in counts.items()
        ]
        asked = len(tally.statements)
        flags += [
            Flag(agencies[place].code, tally.tool, tally.part, "question_without_answers", count, asked)
            for place, count in _above_none(_questions_without_answers(tally)).items()
        ]
        flags += _below_minimum(framework, agencies, tally)
    items = len(framework.items)
    flags += [
        Flag(agencies[place].code, DISCLOSURE, NO_PART, "items_missing", count, items)
        for place, count in _above_none(unmarked).items()
    ]
    return sorted(flags)


def _questions_without_answers(tally: SurveyTally) -> Whole:
    """How many statements nobody of an agency answered, where somebody answered any."""
    empty = np.zeros_like(tally.respondents)
    for each in tally.statements.values():
        empty += each.counts == 0
    return empty * (tally.respondents > 0)


def _above_none(counts: Whole) -> dict[int, int]:
    """Place -> count, where something is counted."""
    places = np.flatnonzero(counts)
    return dict(zip(places.tolist(), counts[places].tolist(), strict=True))


def _below_minimum(framework: Framework, agencies: Sequence[NationalAgency], tally: SurveyTally) -> Iterable[Flag]:
    quotas = quotas_of(framework) if tally.part == QUOTA_PART else {}
    for agency, number in zip(agencies, tally.respondents.tolist(), strict=True):
        least = agency.minimums.get(tally.part or tally.tool) if agency.minimums else None
        if not least and quotas:
            least = quotas.get(f"{agency.kind} size {agency.size}")
        if least and number < least:
            yield Flag(agency.code, tally.tool, tally.part, "below_minimum", number, least)
