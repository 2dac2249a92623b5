"""What a paper that came back says otherwise where nothing was understood as a record: its other texts, one by one.

A heading, a label or a sentence of a letter is in no record; a text that changed because a field did is told already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from prongsai.core.aligning import aligned
from prongsai.core.comparing import Difference, pairs_of_letters, plainly, unlike_letters
from prongsai.core.records import Measure, Period, Round, Where, Written
from prongsai.core.versions import Deed

_Place = tuple[int | None, int | None]
_NOWHERE: _Place = (None, None)
_MOST_COMPARED = 160_000
"""Unit: pairs."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or a cell of a paper, and where it stands."""

    text: str
    where: Where


_NOTHING = Text("", Where())


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that is another now; "" and nowhere where it was not or is not there."""

    before: str
    after: str
    was_at: Where
    is_at: Where


def other_changes(before: Sequence[Text], after: Sequence[Text], told: Sequence[Difference]) -> tuple[TextChange, ...]:
    """The texts that changed, came or went and that no difference of records tells; their order alone is none.

    Shape: in the paper's order.
    """
    known = _Known.of(told)
    changes = list(_changes(before, after))
    gone = Counter(plainly(each.before) for each in changes if not each.after)
    come = Counter(plainly(each.after) for each in changes if not each.before)
    left = [each for each in changes if not _went_elsewhere(each, come, gone)]
    return tuple(each for each in left if not known.tells(each))


def _went_elsewhere(change: TextChange, come: Counter[Hashable], gone: Counter[Hashable]) -> bool:
    """Whether the same text stands in another place of the other paper."""
    if change.before and change.after:
        return False
    return bool(come[plainly(change.before)] if change.before else gone[plainly(change.after)])


def _changes(before: Sequence[Text], after: Sequence[Text]) -> Iterator[TextChange]:
    old, new = ([each for each in texts if plainly(each.text)] for texts in (before, after))
    for tag, first, last, start, end in steps_between([plainly(x.text) for x in old], [plainly(x.text) for x in new]):
        if tag != "equal":
            yield from _paired(old[first:last], new[start:end])


def steps_between(before: Sequence[Hashable], after: Sequence[Hashable]) -> Sequence[tuple[str, int, int, int, int]]:
    """How one list becomes the other, as `difflib` tells it; of long lists what stands everywhere is no landmark.

    Without that, two papers full of the same dash would be compared for minutes. Shape: deed, places before, now.
    """
    is_long = len(before) * len(after) > _MOST_COMPARED
    return SequenceMatcher(None, before, after, autojunk=is_long).get_opcodes()


def _paired(old: Sequence[Text], new: Sequence[Text]) -> Iterator[TextChange]:
    was, now = ([pairs_of_letters(str(plainly(each.text))) for each in texts] for texts in (old, new))
    ours, theirs = ([(plainly(each.text),) for each in texts] for texts in (old, new))
    for pair in aligned(ours, theirs, lambda i, j: unlike_letters(was[i], now[j])):
        one = old[pair.before] if pair.before is not None else _NOTHING
        other = new[pair.after] if pair.after is not None else _NOTHING
        yield TextChange(one.text, other.text, one.where, other.where)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the differences of records tell: words for words, rows that came or went, rows with another state."""

    words: tuple[tuple[str, str], ...]
    come: frozenset[_Place]
    gone: frozenset[_Place]
    stated: frozenset[_Place]

    @classmethod
    def of(cls, told: Iterable[Difference]) -> _Known:
        found = list(told)
        changed = [each for each in found if each.deed is Deed.CHANGED]
        stated = [each for each in changed if _is_state(each.before) or _is_state(each.after)]
        words = [pair for each in changed if each not in stated for pair in _words(each.before, each.after)]
        come, gone = (
            frozenset(place for each in found if each.deed in deeds for place in _places(each.record)) - {_NOWHERE}
            for deeds in ((Deed.ADDED, Deed.MOVED), (Deed.REMOVED, Deed.MOVED))
        )
        rows = frozenset(_place(each.record.where) for each in stated if each.record) - {_NOWHERE}
        return cls(tuple(words), come, gone, rows)

    def tells(self, change: TextChange) -> bool:
        """Whether a changed text is told already."""
        old, new = str(plainly(change.before)), str(plainly(change.after))
        was_at, is_at = _place(change.was_at), _place(change.is_at)
        if is_at in self.come | self.stated or (is_at == _NOWHERE and was_at in self.gone | self.stated):
            return True
        return any(was in old and now in new for was, now in self.words)


def _words(before: Any, after: Any) -> Iterator[tuple[str, str]]:
    """Which words became which, in the cell or sentence they stand in; a state is drawn and not said."""
    ours, theirs = ({_text(each) for each in _members(value)} for value in (before, after))
    yield from ((was, now) for was in ours - theirs or {""} for now in theirs - ours or {""})


def _members(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(plainly(value.text if isinstance(value, Period | Written) else value))


def _is_state(value: Any) -> bool:
    return any(isinstance(each, StrEnum | Round) for each in _members(value))


def _places(record: Any) -> Iterator[_Place]:
    if record is not None:
        yield _place(record.where)
    if isinstance(record, Measure):
        yield from (_place(step.where) for step in record.steps)


def _place(where: Where) -> _Place:
    """The row of a table, or the paragraph."""
    return (where.table, where.row) if where.table is not None else (None, where.paragraph)
