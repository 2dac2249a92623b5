"""Healing: taking out the spaces that a PDF put inside Thai words, and only those."""

from __future__ import annotations

import re

from prongsai.core.thai.letters import MARKS

_CARRIED = f"{MARKS}ะาำๅ"
_ALWAYS_WRONG = re.compile(rf"(?<=[ก-ฮ{MARKS}า])[^\S\n]+(?=[{_CARRIED}])|(?<=[เแโใไ])[^\S\n]+(?=[ก-ฮ])")
_PIECE = r"[ก-ฮะ-ฺเ-ๅ็-๎]+(?![ก-ฮะ-ฺเ-ๅ็-๎.])"  # what ends in a full stop is an abbreviation
_STRETCH = re.compile(rf"{_PIECE}(?:[^\S\n]+{_PIECE})+")
_GAP = re.compile(r"\s+")
_CANNOT_FOLLOW_A_WORD = frozenset("ัิีึืฺุู็่้๊๋์ํ๎ะาำๅ")
_LEADING_VOWELS = frozenset("เแโใไ")

# In the dictionary, but never alone in an official paper: what they begin is cut off.
_BOUND = frozenset({"ประ", "กระ", "กา", "สา", "วิ", "สุ", "นิ", "อภิ", "ปฏิ", "ปริ", "อนุ"})

_LONGEST = 20
_UNKNOWN_LETTER = 10
_CROSSED_GAP = 9  # less than a letter left unexplained, more than two short words: words alone never close a gap
_SHORT_WORD = {2: 4, 3: 2}  # rare short words (ชกา, คค) would explain anything


def heal(text: str, words: frozenset[str]) -> str:
    """The text without the spaces that stand inside words; nothing but spaces is ever taken out.

    A space before a mark that needs a consonant is always wrong. Elsewhere a space goes only where a word of `words`
    spans it and explains letters that would mean nothing with the space left in: two proper words stay apart.
    Line breaks stay. Give it text in normal form, and make its result normal again: closing the gap in a split
    sara am leaves the two halves side by side.
    """
    return _STRETCH.sub(lambda found: _healed(found[0], words), _ALWAYS_WRONG.sub("", text))


def _healed(stretch: str, words: frozenset[str]) -> str:
    pieces = _GAP.split(stretch)
    letters = "".join(pieces)
    crossed = _crossed(letters, _gaps(pieces), words)
    gaps = iter(_GAP.findall(stretch))
    healed, place = pieces[0], len(pieces[0])
    for piece in pieces[1:]:
        gap = next(gaps)
        healed += ("" if place in crossed else gap) + piece
        place += len(piece)
    return healed


def _gaps(pieces: list[str]) -> frozenset[int]:
    places, place = set(), 0
    for piece in pieces[:-1]:
        place += len(piece)
        places.add(place)
    return frozenset(places)


def _crossed(letters: str, gaps: frozenset[int], words: frozenset[str]) -> set[int]:
    """The gaps inside words of the cheapest cutting of the letters into words; crossing a gap must earn its price."""
    cheapest = [0] * (len(letters) + 1)
    came_from = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        cheapest[end], came_from[end] = cheapest[end - 1] + _UNKNOWN_LETTER, end - 1
        if not _can_end(letters, end):
            continue
        for start in range(max(0, end - _LONGEST), end - 1):
            if cheapest[start] < cheapest[end] and letters[start:end] in words:
                price = cheapest[start] + _price(letters[start:end], start, end, gaps)
                if price < cheapest[end]:
                    cheapest[end], came_from[end] = price, start
    return _inside_words(came_from, gaps)


def _can_end(letters: str, end: int) -> bool:
    follows = letters[end : end + 1]
    return follows not in _CANNOT_FOLLOW_A_WORD and letters[end - 1] not in _LEADING_VOWELS


def _price(word: str, start: int, end: int, gaps: frozenset[int]) -> int:
    crossed = sum(place in gaps for place in range(start + 1, end))
    bound = len(word) * _UNKNOWN_LETTER if word in _BOUND else 0
    return _SHORT_WORD.get(len(word), 0) + crossed * _CROSSED_GAP + bound


def _inside_words(came_from: list[int], gaps: frozenset[int]) -> set[int]:
    crossed: set[int] = set()
    end = len(came_from) - 1
    while end:
        start = came_from[end]
        crossed.update(place for place in range(start + 1, end) if place in gaps)
        end = start
    return crossed
