"""What an engine hands over: whole numbers, counted and added, nothing divided and nothing rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Sums(NamedTuple):
    """Of one subject in every group: how many answered it, the sum of their points, the sum of the squares.

    Shape: three columns as long as the groups of the tally.
    """

    counts: Sequence[int]
    sums: Sequence[int]
    squares: Sequence[int]


class Repeat(NamedTuple):
    """Respondents of one group who answered everything alike: a fingerprint of the answers, and how many they are.

    Fingerprints compare within one questionnaire and run; equal answers have equal ones.
    """

    group: int
    fingerprint: int
    respondents: int


@dataclass(frozen=True, slots=True)
class SurveyTally:
    """One part of one questionnaire over all agencies, a group for each agency that anybody answered for.

    Shape: every column is as long as `agencies`, which is sorted by code. `statements` is keyed by the code of a
    statement; `indicators` by number, over respondents who answered all of its statements, by whole-number weights;
    `whole` is the same over all statements of the questionnaire. `straight` counts respondents who gave the same
    choice to every statement of the questionnaire's most common scale, having answered all of these. `repeats` holds
    the answers that two or more respondents of a group gave alike, all statements answered, sorted.
    """

    tool: str
    part: str
    agencies: Sequence[str]
    respondents: Sequence[int]
    statements: Mapping[str, Sums]
    indicators: Mapping[int, Sums]
    whole: Sums
    straight: Sequence[int]
    repeats: Sequence[Repeat] = field(default=())
