"""What is remarkable about an agency's answers, to be looked at before its scores are relied on; never a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from prongsai.core.framework import Framework
from prongsai.core.nation.agencies import NationalAgency
from prongsai.core.nation.counting import NO_PART
from prongsai.core.nation.disclosing import DISCLOSURE
from prongsai.core.nation.surprises import identical_answers, straight_lining
from prongsai.core.nation.tally import SurveyTally

QUOTA, QUOTA_PART = "eit_quota", "EIT1"
"""The sourced rule of how many must answer, and whom it speaks of."""


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
    """What stands out in one part of a questionnaire. Shape: group of the tally to respondents."""

    straight: Mapping[int, int]
    identical: Mapping[int, int]


def survey_flags(tally: SurveyTally) -> SurveyFlags:
    """The groups whose answers would surprise in a country that answers as this one does."""
    return SurveyFlags(straight_lining(tally), identical_answers(tally))


Counted = tuple[SurveyTally, Sequence[int], SurveyFlags]
"""A tally, the place in it of every agency of the list (-1 for none), and what stands out in it."""


def flags_of(
    framework: Framework,
    agencies: Sequence[NationalAgency],
    surveys: Mapping[tuple[str, str], Counted],
    unmarked: Sequence[int],
) -> list[Flag]:
    """All flags of the agencies of the list, sorted."""
    flags: list[Flag] = []
    for (tool, part), (tally, places, found) in surveys.items():
        empty = _questions_without_answers(tally)
        for agency, place in zip(agencies, places, strict=True):
            number = tally.respondents[place] if place >= 0 else 0
            if number == 0:
                flags.append(Flag(agency.code, tool, part, "no_answers", 0, 0))
            else:
                for name, counts in (("straight_lining", found.straight), ("identical_answers", found.identical)):
                    if place in counts:
                        flags.append(Flag(agency.code, tool, part, name, counts[place], number))
                if place in empty:
                    asked = len(tally.statements)
                    flags.append(Flag(agency.code, tool, part, "question_without_answers", empty[place], asked))
        flags.extend(_below_minimum(framework, agencies, tool, part, tally, places))
    items = len(framework.items)
    flags.extend(
        Flag(agency.code, DISCLOSURE, NO_PART, "items_missing", count, items)
        for agency, count in zip(agencies, unmarked, strict=True)
        if count
    )
    return sorted(flags)


def _questions_without_answers(tally: SurveyTally) -> dict[int, int]:
    """Group -> statements nobody of it answered."""
    empty: dict[int, int] = {}
    for sums in tally.statements.values():
        if 0 in sums.counts:
            for group, count in enumerate(sums.counts):
                if count == 0:
                    empty[group] = empty.get(group, 0) + 1
    return empty


def _below_minimum(
    framework: Framework,
    agencies: Sequence[NationalAgency],
    tool: str,
    part: str,
    tally: SurveyTally,
    places: Sequence[int],
) -> Iterable[Flag]:
    quotas = quotas_of(framework) if part == QUOTA_PART else {}
    for agency, place in zip(agencies, places, strict=True):
        least = (agency.minimums or {}).get(part or tool) or quotas.get(f"{agency.kind} size {agency.size}")
        number = tally.respondents[place] if place >= 0 else 0
        if least and number < least:
            yield Flag(agency.code, tool, part, "below_minimum", number, least)


def quotas_of(framework: Framework) -> dict[str, int]:
    """How many must answer EIT part 1, by ``type size X``; empty where the year has no sourced rule.

    Source: sampling ``eit_quota`` (one source, some types alone).
    """
    return {
        quota.agency_type: quota.respondents
        for rule in framework.sampling
        if rule.code == QUOTA
        for quota in rule.values
    }
