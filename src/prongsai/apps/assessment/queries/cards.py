"""What was understood of a paper as cards in its order: records, their fields, and the place each came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prongsai.base.said import said
from prongsai.core.corrections import editable
from prongsai.core.records import Check, Finding, Measure, PaperKind, Period, Reading, Result, Status, Step, Where

Words = str | Promise
Choices = tuple[tuple[str, Words], ...]

KINDS: Choices = (
    (PaperKind.ANALYSIS.value, _("รายงานวิเคราะห์ผล")),
    (PaperKind.PLAN.value, _("แผนหรือมาตรการ")),
    (PaperKind.PROGRESS.value, _("รายงานความก้าวหน้า")),
)
STATUSES: Choices = (
    (Status.DONE.value, _("ดำเนินการแล้ว")),
    (Status.IN_PROGRESS.value, _("อยู่ระหว่างดำเนินการ")),
    (Status.NOT_STARTED.value, _("ยังไม่ดำเนินการ")),
    (Status.DEFERRED.value, _("เลื่อนหรือยกเลิก")),
    (Status.UNKNOWN.value, _("ไม่ระบุ")),
)
PARTS: Choices = (("", _("ไม่ระบุ")), ("public", _("ส่วนที่ 1")), ("survey", _("ส่วนที่ 2")))
TOOLS: Choices = (("", _("ไม่ระบุ")), ("IIT", "IIT"), ("EIT", "EIT"), ("OIT", "OIT"))
CHOICES: Mapping[str, Choices] = {"kind": KINDS, "status": STATUSES, "part": PARTS, "tool": TOOLS}

LONG = frozenset({"remark", "recommendation", "title", "text", "finding", "monitoring", "result", "suggestion"})
FINDING_FIELDS = ("tool", "part", "indicator", "code", "remark", "recommendation", "items", "missing_elements")
MEASURE_FIELDS = (
    *("number", "tool", "indicator", "codes", "finding", "title", "owners", "period", "monitoring"),
    *("status", "percent", "result", "suggestion", "evidence"),
)
STEP_FIELDS = ("number", "text", "owners", "period", "status", "percent", "result", "suggestion", "evidence")
SHOWN_EMPTY = frozenset({"name", "district", "province", "kind", "fiscal_year", "title", "remark", "owners", "period"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: `text` to edit, `shown` to read; `before` is what the machine had read there."""

    path: str
    label: Words
    text: str
    shown: Words
    choices: Choices = ()
    is_long: bool = False
    before: str | None = None

    @property
    def anchor(self) -> str:
        """The id of the field on the page."""
        return f"f-{self.path.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Card:
    """One record. `anchor` is its own id on the page, `place` the id of its place in the paper ("" if none)."""

    path: str
    heading: Words
    fields: tuple[Field, ...]
    where: Where
    steps: tuple[Card, ...] = ()
    place: str = ""
    wheres: tuple[Where, ...] = field(default=())

    @property
    def anchor(self) -> str:
        """The id of the card on the page."""
        return f"c-{self.path.replace('.', '-')}"


def anchor_of(where: Where) -> str:
    """The id a place has in the paper shown beside its reading; "" when the place is not known."""
    if where.table is not None:
        row = f"r{where.row}" if where.row is not None else ""
        column = f"c{where.column}" if row and where.column is not None else ""
        return f"t{where.table}{row}{column}"
    return f"p{where.paragraph}" if where.paragraph is not None else ""


def anchors_in(document: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Every id that the paper shown beside its reading has. Shape: `document` as `document_json` writes it."""
    return frozenset(anchor for block in document for anchor in _anchors(block))


def nearest_anchor(where: Where, anchors: Collection[str]) -> str:
    """The id of a place, or of what is around it where that has none: a covered cell its row, a row its table."""
    wider = (where, replace(where, column=None), replace(where, row=None))
    return next((anchor for each in wider if (anchor := anchor_of(each)) in anchors), "")


def _anchors(block: Mapping[str, Any]) -> Iterator[str]:
    if "rows" not in block:
        yield f"p{block['paragraph']}"
        return
    yield f"t{block['table']}"
    for number, row in enumerate(block["rows"], 1):
        yield f"t{block['table']}r{number}"
        yield from (f"t{block['table']}r{cell['row']}c{cell['column']}" for cell in row)


def cards_of(
    reading: Reading, corrected_from: Mapping[str, str] | None = None, anchors: Collection[str] = ()
) -> tuple[Card, ...]:
    """Every record of a reading as a card, in the order agency, results, findings, measures.

    Shape: `corrected_from` maps the path of a corrected field to the text the machine had read there; `anchors` are
    the ids that the paper beside it has.
    """
    cards = (
        _paper_card(reading),
        *(_result_card(i, each) for i, each in enumerate(reading.results)),
        *(_record_card(f"findings.{i}", _("ข้อสังเกตที่ %d") % (i + 1), each) for i, each in enumerate(reading.findings)),
        *(_measure_card(i, each) for i, each in enumerate(reading.measures)),
    )
    return tuple(_placed(card, corrected_from or {}, anchors) for card in cards)


def field_at(cards: Iterable[Card], path: str) -> Field | None:
    """The field of that path, if any card shows it."""
    return next((each for card in cards for each in fields_of(card) if each.path == path), None)


def fields_of(card: Card) -> Iterator[Field]:
    """The fields of a card and of its steps."""
    yield from card.fields
    for step in card.steps:
        yield from step.fields


KINDS_OF_CHECKS = {
    "score": "results",
    "finding": "findings",
    "measure": "measures",
    "period": "measures",
    "status": "measures",
}
"""What the checks of a family speak of, so that of two cards from one row the right one is shown."""


def card_at(cards: Iterable[Card], check: Check) -> Card | None:
    """The card a check speaks of: from its very place, else its row, else its table."""
    kind = KINDS_OF_CHECKS.get(check.code.split(".")[0], "")
    likely = sorted(cards, key=lambda card: not card.path.startswith(kind))
    known = [(each, card) for card in likely for each in (card.where, *card.wheres, *(s.where for s in card.steps))]
    for names in (("table", "row", "column"), ("table", "row"), ("paragraph",), ("table",)):
        for each, card in known:
            if _agree(each, check.where, names):
                return card
    return None


def filled_count(cards: Iterable[Card]) -> int:
    """How many fields hold something. Unit: fields."""
    return sum(1 for card in cards for each in fields_of(card) if each.text)


def _agree(one: Where, other: Where, names: tuple[str, ...]) -> bool:
    pairs = [(getattr(one, name), getattr(other, name)) for name in names]
    return all(mine is not None and mine == theirs for mine, theirs in pairs)


def _paper_card(reading: Reading) -> Card:
    fields = (
        *(_field(f"agency.{name}", name, getattr(reading.agency, name)) for name in ("name", "district", "province")),
        _field("kind", "kind", reading.kind),
        _field("fiscal_year", "fiscal_year", reading.fiscal_year),
    )
    return Card("agency", _("หน่วยงานและเอกสาร"), tuple(each for each in fields if each), Where())


def _result_card(i: int, result: Result) -> Card:
    path = f"results.{i}"
    plain = [
        _field(f"{path}.{name}", name, getattr(result, name)) for name in ("fiscal_year", "total", "level", "rank")
    ]
    tools = [_field(f"{path}.tools.{cell}", cell, value) for cell, value in result.tools.items()]
    indicators = [_field(f"{path}.indicators.{cell}", cell, value) for cell, value in result.indicators.items()]
    fields = tuple(each for each in (*plain, *tools, *indicators) if each)
    heading = _("ผลประเมินปี %d") % result.fiscal_year
    return Card(path, heading, fields, result.where, wheres=tuple(each.where for each in result.printed))


def _measure_card(i: int, measure: Measure) -> Card:
    path = f"measures.{i}"
    steps = tuple(
        _record_card(f"{path}.steps.{j}", _("ขั้นตอนที่ %s") % (each.number or j + 1), each)
        for j, each in enumerate(measure.steps)
    )
    return replace(_record_card(path, _("มาตรการที่ %s") % (measure.number or i + 1), measure), steps=steps)


def _record_card(path: str, heading: Words, record: Finding | Measure | Step) -> Card:
    names = (
        FINDING_FIELDS if isinstance(record, Finding) else STEP_FIELDS if isinstance(record, Step) else MEASURE_FIELDS
    )
    fields = (_field(f"{path}.{name}", name, getattr(record, name)) for name in names)
    return Card(path, heading, tuple(each for each in fields if each), record.where)


def _field(path: str, name: str, value: Any) -> Field | None:
    """One field; an empty one is shown only where a person is likely to have to fill it."""
    text = text_of(value)
    choices = CHOICES.get(name, ())
    if name not in SHOWN_EMPTY and text in ("", Status.UNKNOWN.value):
        return None
    shown = dict(choices).get(text, text)
    label = editable(path)
    return Field(path, said(label.th, label.en), text, shown, choices, is_long=name in LONG)


def text_of(value: Any) -> str:
    """A field's value as the text a person corrects."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Period):
        return value.text
    if isinstance(value, tuple):
        return ", ".join(text_of(each) for each in value)
    return str(value)


def _placed(card: Card, corrected_from: Mapping[str, str], anchors: Collection[str]) -> Card:
    """The card with what its fields were before corrections, and the id of its place in the paper."""
    fields = tuple(replace(each, before=corrected_from.get(each.path)) for each in card.fields)
    steps = tuple(_placed(step, corrected_from, anchors) for step in card.steps)
    return replace(card, fields=fields, steps=steps, place=nearest_anchor(card.where, anchors))
