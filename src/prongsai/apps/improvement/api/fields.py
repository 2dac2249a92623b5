"""What the values are made of that programs send: bounded, without control characters, exact in OpenAPI."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from prongsai.base.access import FIRST_YEAR, LAST_YEAR

LARGEST_KEY = 2**63 - 1
LARGEST_VERSION = 2**31 - 1
LONGEST_TEXT, LONGEST_REPORT, LONGEST_COMMENT, LONGEST_NAME = 4000, 10_000, 2000, 300
LONGEST_TITLE, LONGEST_LINK, LONGEST_NUMBER = 290, 1000, 20
MOST_STEPS, MOST_OWNERS, MOST_CODES, MOST_USES = 50, 50, 60, 100
FIRST_DAY = date(1900, 1, 1)

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_TEXT = rf"^[^{_CONTROLS}]*$"
_SOME_TEXT = rf"^[^{_CONTROLS}]*[^\s{_CONTROLS}][^{_CONTROLS}]*$"
_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Row = TypeVar("Row")


def text(longest: int, *, is_needed: bool = False) -> StringConstraints:
    """Words over several lines; what is needed says something. Unit: characters."""
    pattern = _SOME_TEXT if is_needed else _TEXT
    return StringConstraints(strip_whitespace=True, max_length=longest, pattern=pattern)


def line(longest: int) -> StringConstraints:
    """Words on one line. Unit: characters."""
    return StringConstraints(strip_whitespace=True, max_length=longest, pattern=_LINE)


def day_only(value: Any) -> Any:
    """A day as ``YYYY-MM-DD`` and nothing looser: no moments, no numbers."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Text = Annotated[str, text(LONGEST_TEXT)]
NeededText = Annotated[str, text(LONGEST_TEXT, is_needed=True)]
ReportText = Annotated[str, text(LONGEST_REPORT)]
Comment = Annotated[str, text(LONGEST_COMMENT)]
NeededComment = Annotated[str, text(LONGEST_COMMENT, is_needed=True)]
Name = Annotated[str, line(LONGEST_NAME)]
Title = Annotated[str, line(LONGEST_TITLE)]
Number = Annotated[str, line(LONGEST_NUMBER)]
Link = Annotated[str, StringConstraints(max_length=LONGEST_LINK, pattern=r"^https?://[^\s\x00-\x1f\x7f-\x9f]+$")]
Month = Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
Code = Annotated[str, StringConstraints(pattern=r"^[oie][1-9][0-9]?$")]
ItemCode = Annotated[str, StringConstraints(pattern=r"^o[1-9][0-9]?$")]
Day = Annotated[date, BeforeValidator(day_only), Field(ge=FIRST_DAY)]
Key = Annotated[int, Field(strict=True, ge=1, le=LARGEST_KEY)]
TypedKey = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
"""A key in a form, where everything is text."""
Version = Annotated[int, Field(strict=True, ge=0, le=LARGEST_VERSION)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Indicator = Annotated[int, Field(strict=True, ge=1, le=10)]
Slug = Annotated[str, StringConstraints(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]

Tool = Literal["", "IIT", "EIT", "OIT"]
WorkStatus = Literal["not_started", "in_progress", "done", "deferred", "unknown"]
ReportedStatus = Literal["not_started", "in_progress", "done", "deferred"]
ReportState = Literal["sent", "returned", "accepted"]
ProofState = Literal["offered", "returned", "accepted"]
EvidenceKind = Literal["file", "photo", "link", "words"]


class Sent(BaseModel):
    """Something a program sends: what is not declared is refused, so that a misspelt field is not lost unseen."""

    model_config = ConfigDict(extra="forbid")


class InYear(BaseModel):
    """The agency and the fiscal year that an address names."""

    agency: Slug = Field(description="ชื่อหน่วยงานในที่อยู่ · The agency's name in addresses")
    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR, description="ปีงบประมาณ พ.ศ. · Fiscal year, Buddhist era")


class OfMeasure(InYear):
    """One measure of a year."""

    measure_id: Key


class OfStep(InYear):
    """One step of a year."""

    step_id: Key


class OfRound(InYear):
    """One round of a year."""

    round_id: Key


class OfRoundStep(OfRound, OfStep):
    """One step in one round."""


class OfRoundMeasure(OfRound, OfMeasure):
    """One measure in one round."""


class OfReport(InYear):
    """One report of a year."""

    report_id: Key


class OfEvidence(InYear):
    """One piece of evidence."""

    evidence_id: Key


class OfProof(InYear):
    """One use of a piece of evidence."""

    proof_id: Key


class Slice(BaseModel):
    """Which part of a list."""

    limit: int = Field(default=50, ge=1, le=200, description="จำนวนแถวที่ขอ · How many rows at most")
    offset: int = Field(default=0, ge=0, le=1_000_000, description="ข้ามกี่แถว · How many rows to skip")


class Listed(BaseModel, Generic[Row]):
    """Part of a list, and how many rows there are in all."""

    count: int = Field(description="จำนวนทั้งหมด · All there are")
    limit: int
    offset: int
    results: list[Row]
