"""A paper that went out, was edited and came back: what it says otherwise than the edition it was made from.

The issued file is read as the returned one was, so that what a format or a layout does not carry is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prongsai.apps.assessment.queries.cards import CHOICES, STATUSES, Card, anchor_of, fields_of, text_of
from prongsai.apps.documents.queries.differences import DEEDS
from prongsai.apps.documents.queries.origins import edition_address, edition_by_code, issued_file
from prongsai.base import files
from prongsai.base.access import Viewer
from prongsai.base.said import said
from prongsai.core.comparing import Difference, Record, differences, plainly
from prongsai.core.comparing_texts import Text, TextChange, other_changes, steps_between
from prongsai.core.corrections import editable
from prongsai.core.errors import Problem
from prongsai.core.records import Finding, Measure, Reading, Result, Round, Step, Where, Written, from_json
from prongsai.core.versions import Deed
from prongsai.paper import reading as reader
from prongsai.paper.reading.blocks import document_json
from prongsai.paper.reading.container import open_bytes

if TYPE_CHECKING:
    from prongsai.apps.assessment.models import Paper
    from prongsai.apps.documents.models import Edition

_BESIDE: dict[str, Promise] = {
    "marked": gettext_lazy("เครื่องหมายในช่องสถานะ"),
    "written": gettext_lazy("ข้อความในช่องสถานะ"),
    "unread": gettext_lazy("ข้อความที่ระบบยังไม่เข้าใจ"),
}
_RECORDS: dict[type, Promise] = {
    Result: pgettext_lazy("record", "ผลประเมิน"),
    Finding: pgettext_lazy("record", "ข้อสังเกต"),
    Measure: pgettext_lazy("record", "มาตรการ"),
    Step: pgettext_lazy("record", "ขั้นตอน"),
}
_LONGEST_NAME = 80
_READ_AT_HAND = 16
NOT_COMPARED = frozenset({"pdf"})
"""Formats nobody edits: a page is drawn there, and what is read from it is held against its seal instead."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a text; `differs` tells that the other text has others there."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One difference as the page shows it. `anchor` is the id of the place it is corrected at, "" where it is gone."""

    mark: str
    word: Promise
    field: str
    about: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A paper that says it was made from an issued one. `edition` is None where the agency issued none of that code.

    `rows` are None where the two cannot be held against each other field by field.
    """

    edition: Edition | None = None
    address: str = ""
    rows: tuple[Row, ...] | None = None


def returned(viewer: Viewer, paper: Paper, cards: Sequence[Card]) -> Returned | None:
    """What a paper says otherwise than the edition it was made from; None for one that names no edition.

    What the machine read is compared, not what people put right in the reading since. Shape: rows in the paper's order.
    """
    reading = from_json(paper.reading or {})
    if reading.source.paper is None:
        return None
    edition = edition_by_code(viewer, reading.source.paper)
    if edition is None:
        return Returned()
    address = edition_address(edition)
    issued = issued_file(edition, reading.source.format)
    is_compared = issued is not None and issued.format not in NOT_COMPARED
    before = _issued(files.folder() / issued.file.path, issued.file.name) if issued and is_compared else None
    if before is None:
        return Returned(edition, address)
    found = differences(before.reading, reading)
    others = other_changes(before.texts, texts_of(paper.document), found)
    return Returned(edition, address, (*_rows(found, cards), *_other_rows(others)))


@dataclass(frozen=True, slots=True)
class _Issued:
    """What an issued file says: its records, and every text of it."""

    reading: Reading
    texts: tuple[Text, ...]


@lru_cache(maxsize=_READ_AT_HAND)
def _issued(path: Path, name: str) -> _Issued | None:
    """What an issued file says; None where it is lost or cannot be read. It never changes, so it is read once."""
    try:
        document = open_bytes(name, path.read_bytes())
        return _Issued(reader.read_document(document), texts_of(document_json(document)))
    except (OSError, Problem):
        return None


def texts_of(document: Sequence[Mapping[str, Any]]) -> tuple[Text, ...]:
    """The paragraphs and cells of a paper. Shape: `document` as `document_json` writes it."""
    return tuple(text for block in document for text in _texts_of(block))


def _texts_of(block: Mapping[str, Any]) -> Iterator[Text]:
    if "rows" not in block:
        yield Text(block["text"], Where(paragraph=block["paragraph"]))
        return
    for row in block["rows"]:
        for cell in row:
            yield Text(cell["text"], Where(table=block["table"], row=cell["row"], column=cell["column"]))


def _other_rows(changes: Iterable[TextChange]) -> Iterator[Row]:
    """The rows of texts that are in no record; they lead to where they stand in the paper."""
    for each in changes:
        mark, word = DEEDS[Deed.CHANGED if each.before and each.after else Deed.ADDED if each.after else Deed.REMOVED]
        old, new = marked(each.before, each.after)
        yield Row(mark, word, _("ข้อความอื่นในเอกสาร"), "", old, new, anchor_of(each.is_at))


def _rows(found: Iterable[Difference], cards: Sequence[Card]) -> Iterator[Row]:
    anchors = _anchors(cards)
    for each in found:
        mark, word = DEEDS[each.deed]
        before, after = _texts(each)
        old, new = marked(before, after) if each.deed is Deed.CHANGED else (_whole(before), _whole(after))
        yield Row(mark, word, _label(each), _about(each), old, new, _anchor(each, anchors))


def _anchors(cards: Sequence[Card]) -> dict[str, str]:
    """The ids of cards and fields on the page, by their paths."""
    steps = [step for card in cards for step in card.steps]
    shown = {each.path: each.anchor for card in cards for each in fields_of(card)}
    return {**{each.path: each.anchor for each in (*cards, *steps)}, **shown}


def _anchor(difference: Difference, anchors: dict[str, str]) -> str:
    """The id of the field, or of the card around it; what belongs to the whole paper stands on the first card."""
    path = difference.path
    while path and path not in anchors:
        path = path.rpartition(".")[0]
    return anchors.get(path, "" if difference.record else anchors.get("agency", ""))


def _label(difference: Difference) -> str:
    if not difference.name:
        return str(_RECORDS.get(type(difference.record), _BESIDE["unread"]))
    if difference.path.startswith("unread."):
        return str(_BESIDE["unread"])
    if difference.name in _BESIDE:
        return str(_BESIDE[difference.name])
    label = editable(difference.path)
    return said(label.th, label.en)


def _about(difference: Difference) -> str:
    """Which record it is: its kind and number, and of a step its measure's."""
    parts = [_name(each) for each in (difference.within, difference.record) if each is not None]
    came_from = difference.came_from
    moved = _("เดิมอยู่ใน %(name)s") % {"name": _name(came_from)} if came_from else ""
    return " · ".join(part for part in (*parts, moved) if part)


def _name(record: Record) -> str:
    kind = _RECORDS.get(type(record))
    if isinstance(record, Result):
        return _("ผลประเมินปี %d") % record.fiscal_year
    if isinstance(record, Measure):
        return _numbered(kind, record.number, record.title or record.finding)
    if isinstance(record, Step):
        return _numbered(kind, record.number, record.text)
    return _numbered(kind, record.code, record.remark) if isinstance(record, Finding) else ""


def _numbered(kind: Promise | None, number: str | None, text: str) -> str:
    words = " ".join(text.split())
    short = words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME]}…"
    return " ".join(part for part in (str(kind), number or "", short) if part)


def _texts(difference: Difference) -> tuple[str, str]:
    """What it was and what it is, in words; a whole record by its own words."""
    if difference.name:
        return _shown(difference.name, difference.before), _shown(difference.name, difference.after)
    words = _record_words(difference.record)
    return ("" if difference.deed is Deed.ADDED else words), ("" if difference.deed is Deed.REMOVED else words)


def _record_words(record: Record | None) -> str:
    if isinstance(record, Measure):
        return record.title or record.finding
    if isinstance(record, Finding):
        return record.remark or record.recommendation
    if isinstance(record, Result):
        return text_of(record.total)
    return record.text if record else ""


def _shown(name: str, value: Any) -> str:
    if isinstance(value, Written):
        return f"{_shown('status', value.column)}: {value.text}"
    if isinstance(value, Round):
        return _("%d เดือน") % value.months
    if isinstance(value, tuple):
        return ", ".join(_shown("status" if name == "marked" else name, each) for each in value)
    text = text_of(value)
    return str(dict(CHOICES.get(name, STATUSES if name == "status" else ())).get(text, text))


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts with the words that differ marked in each; how they were typed is no difference."""
    from prongsai.paper.writing.breaking import pieces  # loads a dictionary: only for a page that compares

    old, new = pieces(before), pieces(after)
    was: list[Piece] = []
    now: list[Piece] = []
    for tag, first, last, start, end in steps_between([plainly(each) for each in old], [plainly(each) for each in new]):
        was += [Piece("".join(old[first:last]), tag != "equal")] if last > first else []
        now += [Piece("".join(new[start:end]), tag != "equal")] if end > start else []
    return tuple(was), tuple(now)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()
