"""Carrying a plan of one fiscal year over into another: what its codes become, what its texts would have to say.

Nothing is decided here: a code that no catalogue can follow says so, and a text is only proposed. A year without a
framework goes by that of the nearest year that has one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from prongsai.core.crosswalk import Kind, Passage, crosswalk
from prongsai.core.framework import Confidence, Framework, Question, nearest
from prongsai.core.thai import CodeMention, arabic, item_codes, thai_digits

_FEBRUARY = 2
_LAST_OF_FEBRUARY = 28
_MONTHS_OF_THE_YEAR_BEFORE = r"(?:ตุลาคม|พฤศจิกายน|ธันวาคม|ต\.\s?ค\.|พ\.\s?ย\.|ธ\.\s?ค\.)\s*(?:พ\.\s?ศ\.\s*)?"


@dataclass(frozen=True, slots=True)
class CodePassage:
    """What a code of one year is in another: `codes` there, none where it was dropped or cannot be followed.

    `kind` is None where no catalogue tells: a person has to look. A question is followed by its topic alone.
    """

    code: str
    kind: Kind | None
    codes: tuple[str, ...] = ()
    confidence: Confidence = Confidence.UNKNOWN

    @property
    def is_told(self) -> bool:
        """Whether a catalogue tells what became of it."""
        return self.kind is not None

    @property
    def is_same(self) -> bool:
        """Whether it goes by the same code still."""
        return self.codes == (self.code,)

    @property
    def is_unverified(self) -> bool:
        """Whether what is told has no source that bears it out."""
        return self.is_told and self.confidence.doubt >= Confidence.UNVERIFIED.doubt


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text of one year, and what it would have to say in another; `passages` are the codes it cites that changed.

    `text` equals `original` where a person has to find the words: a code was dropped, or nobody can tell.
    """

    original: str
    text: str
    passages: tuple[CodePassage, ...] = ()

    @property
    def is_other(self) -> bool:
        """Whether other words are proposed."""
        return self.text != self.original


def code_passage(code: str, from_year: int, to_year: int) -> CodePassage:
    """What a code of an item (``o13``) or a question (``e1``) becomes in another year."""
    code, before, after = code.lower(), nearest(from_year), nearest(to_year)
    if found := crosswalk(before.fiscal_year, after.fiscal_year).of(code):
        return _item_passage(found)
    question = before.question(code)
    return _question_passage(question, after) if question else CodePassage(code, None)


def proposed_text(text: str, from_year: int, to_year: int) -> Proposal | None:
    """What a text would say in another year: codes it cites and the plan's own year; None where nothing changes."""
    mentions = [(each, code_passage(each.value, from_year, to_year)) for each in item_codes(text)]
    changed = [(each, passage) for each, passage in mentions if not passage.is_same]
    proposed = text
    for mention, passage in reversed(changed):
        proposed = proposed[: mention.start] + _respelled(mention, passage) + proposed[mention.end :]
    proposed = with_years_moved(proposed, from_year, to_year)
    passages = tuple(dict.fromkeys(passage for _, passage in changed))
    return Proposal(text, proposed, passages) if passages or proposed != text else None


def with_years_moved(text: str, from_year: int, to_year: int) -> str:
    """The text with the fiscal year it is of named anew, and the calendar year of its first three months.

    Any other year (a result of long ago, a law) stays. Unit: Buddhist era, in the digits the text uses.
    """
    first_months = rf"(?P<before>{_MONTHS_OF_THE_YEAR_BEFORE}){from_year - 1}(?!\d)"
    pattern = re.compile(rf"{first_months}|(?<!\d){from_year}(?!\d)")
    moved, place = [], 0
    for found in pattern.finditer(arabic(text)):
        year = to_year - 1 if found["before"] else to_year
        start = found.end() - len(str(from_year))
        moved += [text[place:start], _in_the_digits_of(text[start : found.end()], year)]
        place = found.end()
    return "".join([*moved, text[place:]])


def shifted(day: date | None, years: int) -> date | None:
    """The same day so many years later; 29 February falls back a day where there is none."""
    if day is None:
        return None
    if day.month == _FEBRUARY and day.day > _LAST_OF_FEBRUARY:
        day = day.replace(day=_LAST_OF_FEBRUARY)
    return day.replace(year=day.year + years)


def _item_passage(found: Passage) -> CodePassage:
    grounds = (*(link.confidence for link in found.links), *(target.confidence for target in found.targets))
    weakest = max(grounds, key=lambda each: each.doubt, default=found.item.confidence)
    return CodePassage(found.item.code, found.kind, tuple(target.code for target in found.targets), weakest)


def _question_passage(question: Question, after: Framework) -> CodePassage:
    """By its topic on the same indicator: under the same code first, else where only one question asks it."""
    asking = [
        each
        for each in after.questions
        if question.topic and (each.indicator, each.topic) == (question.indicator, question.topic)
    ]
    same = [each for each in asking if each.code == question.code]
    found = next(iter(same or (asking if len(asking) == 1 else ())), None)
    if found is None:
        return CodePassage(question.code, None)
    weakest = max((question.confidence, found.confidence), key=lambda each: each.doubt)
    return CodePassage(question.code, Kind.SAME if same else Kind.MOVED, (found.code,), weakest)


def _respelled(mention: CodeMention, passage: CodePassage) -> str:
    """The codes it became, spelled as the text spells; its own spelling where it became none."""
    if not passage.codes:
        return mention.text
    codes = ", ".join(passage.codes)
    return codes.upper() if mention.text[0].isupper() else codes


def _in_the_digits_of(spelling: str, year: int) -> str:
    return str(year) if spelling.isascii() else thai_digits(str(year))
