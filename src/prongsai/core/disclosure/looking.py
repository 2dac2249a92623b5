"""Looking for elements in a text: where it speaks of each. A hint for a person, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from prongsai.core.disclosure.elements import ItemElement
from prongsai.core.thai import arabic, key, normal

_LATIN = re.compile(r"[a-z0-9]")
_LATIN_GAP = re.compile(r"(?<=[a-z0-9])[^\wก-๎]+(?=[a-z0-9])")

# After these letters the word is the end of another, common one: ปีงบประมาณ, บทบาท, ออนไลน์.
_LONGER_WITH = {"งบประมาณ": "ปี", "บาท": "บท", "ไลน์": "ออน"}


def look_for(elements: Iterable[ItemElement], passages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Where a text speaks of each element: element id -> the first place.

    Shape: `passages` are (place, text) in reading order, a page or a paragraph each. An element with several points is
    spoken of when every point is somewhere in the text; its place is the first passage that has them all, else the
    first that has its first point. Digits may be Thai or Arabic, and spaces that a PDF put inside words do not matter;
    a word cut by the end of a passage is not found. A line of a table of contents counts like any other. An element
    without words is never spoken of, and that it is not found says nothing.
    """
    sought = [each for each in elements if each.words]
    texts = [(place, squeezed(text)) for place, text in passages]
    found = {each.id: _place(each, texts) for each in sought}
    return {id_: place for id_, place in found.items() if place is not None}


def _place(element: ItemElement, texts: Sequence[tuple[str, str]]) -> str | None:
    groups = [_pattern(group) for group in element.words]
    together = (place for place, text in texts if all(group.search(text) for group in groups))
    if (place := next(together, None)) is not None:
        return place
    apart = [next((place for place, text in texts if group.search(text)), None) for group in groups]
    return apart[0] if None not in apart else None


def squeezed(text: str) -> str:
    """The text as it is searched: normal form, Arabic digits, lower case, no space or mark but between Latin words."""
    plain = arabic(normal(text)).lower()
    letters = " ".join(key(part) for part in _LATIN_GAP.split(plain))
    return normal(letters)  # a sara am whose halves stood apart is whole only now


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_one(squeezed(word)) for word in words))


def _one(word: str) -> str:
    """A Latin word or a number is found only as a whole; Thai has no spaces to tell where a word ends."""
    before = "(?<![a-z0-9])" if _LATIN.match(word[0]) else _not_after(word)
    after = "(?![a-z0-9])" if _LATIN.match(word[-1]) else ""
    return before + re.escape(word) + after


def _not_after(word: str) -> str:
    return f"(?<!{_LONGER_WITH[word]})" if word in _LONGER_WITH else ""
