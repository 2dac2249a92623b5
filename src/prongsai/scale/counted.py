"""What counting a country's answers comes to: tallies, who and what could not be counted, and where it was read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from prongsai.core.nation.agencies import Marks, NationalAgency
from prongsai.scale.scratch import Scratch

if TYPE_CHECKING:
    from prongsai.core.nation.tally import SurveyTally


class Reason(StrEnum):
    """Why answers are not counted; the first that holds, in this order."""

    UNKNOWN_TOOL = "unknown_tool"
    UNKNOWN_AGENCY = "unknown_agency"
    NO_RESPONDENT = "no_respondent"
    DUPLICATE_RESPONDENT = "duplicate_respondent"
    UNKNOWN_QUESTION = "unknown_question"
    OFF_SCALE = "off_scale"
    UNKNOWN_ITEM = "unknown_item"
    DUPLICATE_ITEM = "duplicate_item"


class Reject(NamedTuple):
    """One row of the table of rejects (`prongsai.core.tables.national.REJECTS`). Unit: `answers` counts answers."""

    reason: str
    agency: str
    tool: str
    part: str
    respondent: str
    question: str
    answer: str
    answers: int


class Rejected(NamedTuple):
    """How much was rejected for one reason: rows of the table of rejects, and the answers that went with them."""

    rows: int
    answers: int


class Told(Protocol):
    """Hears how far the counting is. `stage` is ``open``, ``check`` or the name of a survey part. Unit: 0 to 1."""

    def __call__(self, stage: str, share: float) -> None:
        """One more step."""


def told_nothing(stage: str, share: float) -> None:
    """For whoever does not want to hear."""


class Stages(Protocol):
    """Where finished survey parts are kept, so that a run that was stopped can go on.

    A stage is named by `stage_of`; whoever keeps stages sees to it that they are of the same inputs and rules.
    """

    def listed(self, agencies: Sequence[NationalAgency]) -> None:
        """Hear which agencies are counted, before any part is."""

    def taken(self, stage: str) -> SurveyTally | None:
        """The tally of a survey part that was finished before, or None."""

    def keep(self, stage: str, tally: SurveyTally) -> None:
        """Keep a survey part that is finished."""


class NoStages:
    """Keeps nothing."""

    def listed(self, agencies: Sequence[NationalAgency]) -> None:
        """Nothing rests on it."""

    def taken(self, stage: str) -> SurveyTally | None:
        """Nothing was finished before."""
        return None

    def keep(self, stage: str, tally: SurveyTally) -> None:
        """Nothing is kept."""


def stage_of(tool: str, part: str) -> str:
    """The name of a survey part: ``IIT``, ``EIT/EIT1``."""
    return f"{tool}/{part}" if part else tool


@dataclass(frozen=True, slots=True)
class Rejects:
    """Everything that was not counted, on disk: it may be more than fits into memory.

    Shape: `by_reason` holds only reasons that occurred, in their order.
    """

    by_reason: Mapping[Reason, Rejected]
    file: Path

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(each.rows for each in self.by_reason.values())

    def write(self, path: Path) -> None:
        """Put the table of rejects at this path: Parquet, sorted by all columns."""
        shutil.copyfile(self.file, path)


@dataclass(frozen=True, slots=True)
class Counted:
    """A country counted. Close it when the rejects are written: they lie in a folder that goes with it.

    Shape: `surveys` holds one tally for each part of each questionnaire of the year, in order, also where nobody
    answered; `agencies` is sorted by code. `unread_columns` are columns of the files that nobody asked for.
    """

    surveys: tuple[SurveyTally, ...]
    agencies: tuple[NationalAgency, ...]
    marks: Marks
    rejects: Rejects
    unread_columns: tuple[str, ...]
    folder: Scratch

    def close(self) -> None:
        """Let the rejects on disk go."""
        self.folder.close()

    def __enter__(self) -> Counted:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()


def by_reason(counts: Iterable[tuple[str, int, int]]) -> dict[Reason, Rejected]:
    """Rejected rows and answers by reason, from (reason, rows, answers)."""
    found = {Reason(reason): Rejected(rows, answers) for reason, rows, answers in counts}
    return {reason: found[reason] for reason in Reason if reason in found}
