"""What a paper says, as values: the records every other part speaks in.

The JSON form (`as_json`) is the public schema ``prongsai/reading/1``. Scores are `Decimal` inside and
strings with two decimals outside; a missing thing is ``None`` or an empty tuple, never an invented value.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

SCHEMA = "prongsai/reading/1"

R = TypeVar("R")
ToolCode = Literal["IIT", "EIT", "OIT"]


class PaperKind(StrEnum):
    """What a paper is for."""

    ANALYSIS = "analysis"
    PLAN = "plan"
    PROGRESS = "progress"


class Status(StrEnum):
    """Work status: never the verdict, the share done or the proof."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much a check weighs: an error contradicts, a warning leaves a gap, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a paper. Unit: all counts start at 1; `None` = does not apply.

    A cell has table, row and column (row 1 is the first row as printed, headers included); a paragraph has
    `paragraph`, its number among all blocks outside tables. `page` stands only where the format has pages,
    `sheet` only where it has sheets.
    """

    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    page: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """When something is to be done: first and last month (``YYYY-MM``, Gregorian) and the paper's own words."""

    start: str | None
    end: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """The reporting round: 6 or 12 months, first and last day (ISO dates, Gregorian)."""

    months: int
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read; `paper` is the code of the issued paper that it was made from, where it says so."""

    name: str
    format: str
    sha256: str
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """Who the paper is about; `spellings` are all ways its name is written, the first the commonest."""

    name: str | None = None
    kind: str | None = None
    district: str | None = None
    province: str | None = None
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed score: the cell it stands for, its value and its place.

    `cell` is ``total``, ``IIT``, ``EIT``, ``OIT``, ``EIT1``, ``EIT2`` or an indicator's number (``"1"``..``"10"``).
    """

    cell: str
    value: Decimal
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Result:
    """A year's result as printed. Unit: points 0-100, two decimals.

    `tools` is keyed IIT, EIT, OIT (and EIT1, EIT2 when printed), `indicators` ``"1"``..``"10"``; both hold the
    first printed value of a cell, `printed` every one with its place.
    """

    fiscal_year: int
    total: Decimal | None = None
    level: str | None = None
    rank: int | None = None
    tools: dict[str, Decimal] = field(default_factory=dict)
    indicators: dict[str, Decimal] = field(default_factory=dict)
    printed: tuple[Printed, ...] = ()
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark of the assessor: on an indicator, a question (``i7``, ``e1``) or an item (``o13``)."""

    tool: str | None = None
    part: Literal["public", "survey"] | None = None
    indicator: int | None = None
    code: str | None = None
    remark: str = ""
    recommendation: str = ""
    items: tuple[str, ...] = ()
    missing_elements: tuple[int, ...] = ()
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a measure, with what the paper says of it."""

    number: str | None = None
    text: str = ""
    owners: tuple[str, ...] = ()
    period: Period | None = None
    status: Status = Status.UNKNOWN
    percent: int | None = None
    result: str = ""
    suggestion: str = ""
    evidence: tuple[str, ...] = ()
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that stands in a status column, where a tick belongs; `column` is the status the column means."""

    column: Status
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (มาตรการ): what answers a finding, by whom, when, how it is followed, how far it is.

    `codes` are normal (``o38``); `printed_codes` the same in the paper's spelling (``038``). `marked` lists the
    status columns that carry a tick and `written` those that carry a sentence, so that a contradiction can be told.
    """

    number: str | None = None
    tool: str | None = None
    indicator: int | None = None
    codes: tuple[str, ...] = ()
    printed_codes: tuple[str, ...] = ()
    title: str = ""
    finding: str = ""
    owners: tuple[str, ...] = ()
    period: Period | None = None
    monitoring: str = ""
    status: Status = Status.UNKNOWN
    marked: tuple[Status, ...] = ()
    written: tuple[Written, ...] = ()
    percent: int | None = None
    result: str = ""
    suggestion: str = ""
    evidence: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named in passing. `kind`: ``agency``, ``district``, ``province``, ``item``, ``question``, ``year``.

    `text` is the paper's spelling (``๐14``), `value` the normal one (``o14``).
    """

    kind: str
    text: str
    value: str
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Healed:
    """A text that was mended while reading (a space inside a word, a split sara am), beside its original."""

    original: str
    text: str
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that was not understood; nothing is dropped silently."""

    text: str
    where: Where = Where()


@dataclass(frozen=True, slots=True)
class Check:
    """One contradiction, gap or remark: a stable code, where it is, what is wrong and what would repair it.

    `message` and `fix` are Thai, `message_en` and `fix_en` English. `expected` is the repairing value when one
    can be computed.
    """

    code: str
    severity: Severity
    message: str
    fix: str
    message_en: str
    fix_en: str
    where: Where = Where()
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns the measures tables of the paper have, so that a column nobody drew is not called missing.

    Names are the record's own: ``finding title steps owners period monitoring status result suggestion``.
    """

    present: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a paper says."""

    source: Source
    agency: Agency = Agency()
    kind: PaperKind | None = None
    fiscal_year: int | None = None
    round: Round | None = None
    results: tuple[Result, ...] = ()
    findings: tuple[Finding, ...] = ()
    measures: tuple[Measure, ...] = ()
    columns: Columns = Columns()
    mentions: tuple[Mention, ...] = ()
    healed: tuple[Healed, ...] = ()
    unread: tuple[Unread, ...] = ()
    checks: tuple[Check, ...] = ()


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as one JSON document of schema ``prongsai/reading/1``.

    Shape: a dict of str, int, list, dict and None only; periods and rounds say ``from`` and ``to``.
    """
    return {"schema": SCHEMA, **plain_value(reading)}


def plain_value(value: Any) -> Any:
    """A record, or anything records are made of, as JSON knows it: days as ISO dates, scores with two decimals."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return _plain_record(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain_value(each) for each in value]
    if isinstance(value, dict):
        return {key: plain_value(each) for key, each in value.items()}
    return value


def _plain_record(record: Any) -> Any:
    pairs = {each.name: plain_value(getattr(record, each.name)) for each in fields(record)}
    if isinstance(record, Where):
        return {name: value for name, value in pairs.items() if value is not None}
    if isinstance(record, Period | Round):
        return {{"start": "from", "end": "to"}.get(name, name): value for name, value in pairs.items()}
    return pairs


def from_json(document: dict[str, Any]) -> Reading:
    """The reading that `as_json` wrote; unknown keys are ignored.

    Raises: ValueError when the document is not of schema ``prongsai/reading/1``.
    """
    if document.get("schema") != SCHEMA:
        raise ValueError(f"not a {SCHEMA} document")
    return record_of(Reading, document)


def record_of(kind: type[R], pairs: dict[str, Any]) -> R:
    """The record that `plain_value` made plain; unknown keys are ignored, missing ones keep their defaults."""
    names = {"start": "from", "end": "to"} if kind in (Period, Round) else {}
    hints = _hints(cast(Any, kind))
    known = {each.name: names.get(each.name, each.name) for each in fields(cast(Any, kind))}
    return kind(**{name: _value(hints[name], pairs[key]) for name, key in known.items() if key in pairs})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    """The types of a record's fields; read once, because a page of many rows asks for each of them."""
    return get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    base, inner = get_origin(hint), get_args(hint)
    if base in (Union, UnionType):
        return _value(next(each for each in inner if each is not NoneType), value)
    if base is tuple:
        return tuple(_value(inner[0], each) for each in value)
    if base is frozenset:
        return frozenset(value)
    if base is dict:
        return {key: _value(inner[1], each) for key, each in value.items()}
    if base is Literal:
        return value
    if is_dataclass(hint):
        return record_of(cast(type[Any], hint), value)
    if hint is date:
        return date.fromisoformat(value)
    return hint(value)
