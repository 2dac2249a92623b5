"""The steps of a row, and what the cells beside them say of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prongsai.core import thai
from prongsai.core.records import Period, Status, Step, Written
from prongsai.core.thai import arabic
from prongsai.paper.reading import cells, pairing
from prongsai.paper.reading.columns import STATUS_OF, Concept
from prongsai.paper.reading.items import Item, flat, listing, pieces
from prongsai.paper.reading.mending import mended_text
from prongsai.paper.reading.owners import owners_in

if TYPE_CHECKING:
    from prongsai.paper.reading.measures import RowReading

_NUMBER = re.compile(
    r"\s*(?:(?P<number>\d{1,2}(?:\.\d{1,2})?)[.)]\s*(?=[^\s\d])|(?P<dotted>\d{1,2}\.\d{1,2})\s+(?=\D))"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s,;<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shared:
    """Steps with their shares of the row, and what no step could be given."""

    steps: tuple[Step, ...]
    period: Period | None = None
    result: str = ""
    suggestion: str = ""
    percent: int | None = None
    evidence: tuple[str, ...] = ()
    marked: tuple[Status, ...] = ()


def steps_of(text: str, row: RowReading, before: Sequence[Step]) -> tuple[str, tuple[Step, ...]]:
    """The rest of the last step, where a cell carries one on, and the steps that the cell lists.

    Numbered steps that a page cut go on without a number, or with the number after the last.
    """
    if not text:
        return "", ()
    if row.is_line and (single := _single(text, row)):
        return "", single
    parts = listing(text, _next_number(before))
    if not parts.is_numbered:
        parts = listing(text)
    if before and before[-1].number and (parts.head or not parts.is_numbered):
        return (parts.head, _made(parts.items, row)) if parts.is_numbered else (flat(text), ())
    items = parts.items
    if parts.head and items:
        items = (replace(items[0], text=f"{parts.head} {items[0].text}"), *items[1:])
    return "", _made(items, row)


def _single(text: str, row: RowReading) -> tuple[Step, ...]:
    """The one step of a line of a measure, by whatever number; none where a cell lists several."""
    found = _NUMBER.match(arabic(text))
    number = (found["number"] or found["dotted"]) if found else None
    if _is_list(text, number):
        return ()
    return (Step(number=number, text=flat(text[found.end() :] if found else text), where=row.where),)


def _is_list(text: str, number: str | None) -> bool:
    """Whether a cell lists several steps; a number inside the words of a numbered step is none."""
    if number is None or not number.isdecimal():
        return len(listing(text).items) > 1
    following = re.compile(rf"\s\(?{int(number) + 1}[.)]\s*(?=[^\s\d])")
    return bool(following.search(arabic(text)))


def begins_in_a_step(text: str, before: Sequence[Step]) -> bool:
    """Whether a cell begins in the middle of the last of some numbered steps."""
    if not text or not before or not before[-1].number:
        return False
    parts = listing(text, _next_number(before))
    return bool(parts.head) or not parts.is_numbered


def _made(items: Sequence[Item], row: RowReading) -> tuple[Step, ...]:
    return tuple(Step(number=item.number, text=item.text, where=row.where) for item in items)


def _next_number(before: Sequence[Step]) -> int:
    last = before[-1].number if before else None
    return int(last) + 1 if last and last.isdecimal() else 1


def carried_on(before: tuple[Step, ...], rest: str) -> tuple[Step, ...]:
    """The steps with the rest of the last one."""
    if not rest or not before:
        return before
    return (*before[:-1], replace(before[-1], text=joined_words(before[-1].text, rest)))


def joined_words(one: str, other: str) -> str:
    """Two pieces of a text that a page cut, with a space only where no word was cut."""
    return mended_text(f"{one} {flat(other)}") if one else flat(other)


def marked(row: RowReading) -> list[Status]:
    """The status columns of a row that are ticked or written in."""
    return [status for concept, status in STATUS_OF.items() if row.says(concept)]


def written(row: RowReading) -> list[Written]:
    """The sentences that stand in status columns, where a tick belongs."""
    said = ((status, row.says(concept)) for concept, status in STATUS_OF.items())
    return [
        Written(status, flat(text))
        for status, text in said
        if text and not cells.is_tick(text) and cells.share_of_cell(text) is None
    ]


def shared(row: RowReading, steps: tuple[Step, ...], fiscal_year: int | None, is_further: bool) -> Shared:
    """What the row says besides its steps, each given to its step where the cells fall apart so.

    In a further row of a measure, what is said once is said of all steps of that row, and not of the measure.
    """
    sharing = _Sharing(row, list(steps), fiscal_year, is_further)
    sharing.owners()
    sharing.statuses()
    return Shared(
        period=sharing.period(),
        result=sharing.result(),
        suggestion=sharing.suggestion(),
        percent=sharing.percent(),
        evidence=sharing.evidence(),
        marked=sharing.marked(),
        steps=tuple(sharing.steps),
    )


def evidence_in(text: str) -> tuple[str, ...]:
    """The addresses in a cell of evidence, or its lines where it has none."""
    return tuple(dict.fromkeys(_ADDRESS.findall(text))) or tuple(pieces(text))


class _Sharing:
    """One row's cells being shared among its steps; each method gives what stays with the measure."""

    def __init__(self, row: RowReading, steps: list[Step], fiscal_year: int | None, is_further: bool) -> None:
        self.steps = steps
        self._row = row
        self._year = fiscal_year
        self._say_of_all = len(steps) if is_further else int(len(steps) == 1)
        self._is_line = row.is_line and len(steps) > 0

    def _is_of_step(self, concept: Concept) -> bool:
        """Whether a cell speaks for the one step of its line and not for the measure."""
        return self._is_line and len(self.steps) == 1 and concept not in self._row.of_measure

    def _is_of_measure(self, concept: Concept) -> bool:
        """Whether a cell reaches over all lines of the measure, and so says nothing of this line alone."""
        return self._is_line and concept in self._row.of_measure

    def _parts(self, concept: Concept, split: pairing.Splitter) -> list[str] | None:
        text = self._row.says(concept)
        return split(text, len(self.steps)) if text and len(self.steps) > 1 else None

    def owners(self) -> None:
        if self._is_of_measure(Concept.OWNERS):
            return
        parts = self._parts(Concept.OWNERS, pairing.owner_parts)
        named = parts or [self._row.says(Concept.OWNERS)] * self._say_of_all
        for place, part in enumerate(named):
            self.steps[place] = replace(self.steps[place], owners=owners_in(part))

    def period(self) -> Period | None:
        text = self._row.says(Concept.PERIOD)
        if self._is_of_measure(Concept.PERIOD):
            return self._period(text)
        parts = self._parts(Concept.PERIOD, pairing.period_parts)
        for place, part in enumerate(parts or [text] * self._say_of_all):
            self.steps[place] = replace(self.steps[place], period=self._period(part))
        return None if parts or self._say_of_all else self._period(text)

    def _period(self, text: str) -> Period | None:
        if not text:
            return None
        return thai.period(text, self._year) or Period(None, None, flat(text))

    def result(self) -> str:
        said = [each for each in (*_SENTENCES, Concept.RESULT) if self._is_sentence(each)]
        whole = "\n".join(self._row.says(each) for each in said if self._is_of_measure(each))
        text = "\n".join(self._row.says(each) for each in said if not self._is_of_measure(each))
        if not text or not self.steps:
            return text or whole
        if len(self.steps) == 1:
            self.steps[0] = replace(self.steps[0], result=flat(text))
            return whole
        parts = pairing.result_parts(text, len(self.steps)) or self._grouped(text)
        for place, part in enumerate(parts or ()):
            self.steps[place] = replace(self.steps[place], result="" if cells.is_nothing(part) else flat(part))
        return "" if parts else text

    def _grouped(self, text: str) -> list[str] | None:
        parts = [item.text for item in listing(text).items]
        if listing(text).is_numbered or len(parts) < len(self.steps):
            return None
        return pairing.grouped(parts, [step.text for step in self.steps])

    def _is_sentence(self, concept: Concept) -> bool:
        return cells.is_sentence(self._row.says(concept))

    def suggestion(self) -> str:
        text = self._row.says(Concept.SUGGESTION)
        if self._is_of_measure(Concept.SUGGESTION):
            return text
        parts = self._parts(Concept.SUGGESTION, pairing.line_parts)
        for place, part in enumerate(parts or ([text] if len(self.steps) == 1 else [])):
            self.steps[place] = replace(self.steps[place], suggestion="" if cells.is_nothing(part) else flat(part))
        return "" if parts or len(self.steps) == 1 else text

    def percent(self) -> int | None:
        parts = self._parts(Concept.PERCENT, pairing.line_parts) or []
        for place, part in enumerate(parts):
            self.steps[place] = replace(self.steps[place], percent=cells.share_of_cell(part))
        own = None if parts else cells.share_of_cell(self._row.says(Concept.PERCENT))
        if own is not None and self._is_of_step(Concept.PERCENT):
            self.steps[0] = replace(self.steps[0], percent=own)
            own = None
        return own if own is not None else self._stated_share()

    def _stated_share(self) -> int | None:
        said = (self._row.says(each) for each in (Concept.STATUS, *_SENTENCES, Concept.RESULT))
        return next((share for text in said if (share := cells.share_in(text)) is not None), None)

    def statuses(self) -> None:
        """Ticks line by line, or words in a column of statuses; one step takes the mark of its row."""
        for concept, status in STATUS_OF.items():
            parts = self._parts(concept, pairing.line_parts)
            for place, part in enumerate(parts or ()):
                if cells.is_tick(part):
                    self.steps[place] = replace(self.steps[place], status=status)
        self._worded_statuses()
        marks = self._marks_of_step()
        if len(self.steps) == 1 and len(marks) == 1:
            self.steps[0] = replace(self.steps[0], status=marks[0])

    def _marks_of_step(self) -> list[Status]:
        return [
            status
            for concept, status in STATUS_OF.items()
            if self._row.says(concept) and not self._is_of_measure(concept)
        ]

    def marked(self) -> tuple[Status, ...]:
        """The ticks that speak for the measure; those of a line are its step's alone."""
        if self._is_line and len(self.steps) == 1:
            return tuple(
                status
                for concept, status in STATUS_OF.items()
                if self._row.says(concept)
                and (self._is_of_measure(concept) or not cells.is_tick(self._row.says(concept)))
            )
        return tuple(marked(self._row))

    def evidence(self) -> tuple[str, ...]:
        """The evidence that is the measure's; that of a line is its step's."""
        found = evidence_in(self._row.says(Concept.EVIDENCE))
        if found and self._is_of_step(Concept.EVIDENCE):
            self.steps[0] = replace(self.steps[0], evidence=found)
            return ()
        return found

    def _worded_statuses(self) -> None:
        text = self._row.says(Concept.STATUS)
        if self._is_of_measure(Concept.STATUS):
            return
        parts = self._parts(Concept.STATUS, pairing.line_parts) or [text] * len(self.steps)
        for place, part in enumerate(parts if text else ()):
            self.steps[place] = replace(self.steps[place], status=cells.status_of_cell(part))


_SENTENCES = tuple(STATUS_OF)
