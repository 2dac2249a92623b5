"""Recognising: which item of a year some words speak of, by its code or by its title. A proposal, never a verdict.

Traps. Codes are written o12, O 12, o-12, ๐12 (a zero for the letter), ข้อ 12, with Thai digits; the numbers move every
year, so a page made last year carries last year's numbers under titles of this one. A title is cut, decorated and
misspelt: what counts is how many of its pairs of letters stand in the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from prongsai.core.crosswalk import crosswalk
from prongsai.core.disclosure.looking import squeezed
from prongsai.core.framework import YEARS, Framework, Item, load
from prongsai.core.thai import arabic, item_codes, normal

ALIKE = 0.6
"""From here on words are taken for a title. Unit: share, 0 to 1."""
SURE = 0.8
"""From here on a title is as good as a code. Unit: share, 0 to 1."""
FAR = 0.15
"""So much further the second best title must be for the best to be sure. Unit: share, 0 to 1."""
FEWEST_BETTER = 3
"""So many more titles must stand under another year's numbers for a page to be of that year."""

_DASHED = re.compile(r"(?<![A-Za-z0-9])([oO๐])[-._–](?=[0-9๐-๙]{1,2}(?![0-9๐-๙]))")
_NUMBERED = re.compile(r"(?:ข้อ|item)\s*(?:ที่)?\s*(\d{1,2})(?![\d.]*\d)", re.IGNORECASE)
_BARE_ZERO = re.compile(r"^\W*0(\d{1,2})(?!\d|[.,:/]\d)")
_SHORTEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """The item some words speak of. `by` tells on which grounds: ``code``, ``title``, ``both``; ``perhaps`` for a title
    that is only alike; ``conflict`` where the code is one item's (`item`) and the title clearly another's."""

    item: Item
    by: str

    @property
    def is_sure(self) -> bool:
        """Whether nothing speaks against it."""
        return self.by in {"code", "title", "both"}


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of items (``o12``) that words name, in order, each once."""
    plain = _DASHED.sub(r"\1", normal(text))
    codes = [each.value for each in item_codes(plain) if each.value.startswith("o")]
    figures = arabic(plain)
    if not codes:
        codes = [f"o{int(found[1])}" for found in _NUMBERED.finditer(figures)]
    if not codes and (found := _BARE_ZERO.match(figures)) and int(found[1]):
        codes = [f"o{int(found[1])}"]
    return tuple(dict.fromkeys(codes))


def likeness(words: str, title: str) -> float:
    """How much words say a title: 1 when it stands in them whole. Unit: share, 0 to 1."""
    said, wanted = squeezed(words), squeezed(title)
    if len(wanted) < _SHORTEST_TITLE or len(said) < _SHORTEST_TITLE:
        return 0.0
    if wanted in said:
        return 1.0
    return _shared(_pairs(said), _pairs(wanted))


def titled(framework: Framework, words: str) -> tuple[Item | None, float, float]:
    """The item whose title words say best, how well, and how well the second best. Unit: shares, 0 to 1.

    Of titles that stand in the words whole the longest is the best, since one may be part of another.
    """
    said = squeezed(words)
    if len(said) < _SHORTEST_TITLE:
        return None, 0.0, 0.0
    whole = [each for each, title, _pairs_of in _titles(framework) if title in said]
    if whole:
        best = max(whole, key=lambda each: len(squeezed(each.title_th)))
        return best, 1.0, 0.0
    pairs = _pairs(said)
    scored = sorted((_shared(pairs, known), -place) for place, (_item, _title, known) in enumerate(_titles(framework)))
    (share, place), second = scored[-1], scored[-2][0] if len(scored) > 1 else 0.0
    return framework.items[-place], share, second


def recognise(framework: Framework, words: Sequence[str], numbers_of: int | None = None) -> Guess | None:
    """The item that words speak of, the nearest ones first (a link's own, its row's, the heading above).

    `numbers_of` is the year whose numbers the codes are, where it is not the framework's own: they are carried over.
    None when nothing is recognised.
    """
    by_code = next((item for text in words if (item := _coded(framework, text, numbers_of))), None)
    by_title, is_clear = None, False
    for text in words:
        item, share, second = titled(framework, text)
        if item is not None and share >= ALIKE:
            by_title, is_clear = item, share >= SURE and share - second >= FAR
            break
    if by_code is None:
        return Guess(by_title, "title" if is_clear else "perhaps") if by_title else None
    if by_title is None or (by_title.code != by_code.code and not is_clear):
        return Guess(by_code, "code")
    return Guess(by_code, "both" if by_title.code == by_code.code else "conflict")


def year_of_numbers(framework: Framework, rows: Iterable[Sequence[str]]) -> int:
    """The fiscal year whose numbers a page carries: that under which clearly more codes stand beside their own titles.

    Shape: `rows` are the words around each link, as `recognise` takes them. Unit: Buddhist era.
    """
    matches: Counter[int] = Counter()
    for words in rows:
        said = " ".join(words)
        for code in codes_in(said)[:1]:
            matches.update(year for year in YEARS if _is_titled(load(year).item(code), said))
    own = matches[framework.fiscal_year]
    best = max(YEARS, key=lambda year: (matches[year], -abs(year - framework.fiscal_year)))
    return best if matches[best] >= own + FEWEST_BETTER else framework.fiscal_year


def _is_titled(item: Item | None, said: str) -> bool:
    return item is not None and likeness(said, item.title_th) >= ALIKE


def _coded(framework: Framework, text: str, numbers_of: int | None) -> Item | None:
    """The item of the first code in words; None for several codes, of which nobody knows the right one."""
    codes = codes_in(text)
    if len(codes) != 1:
        return None
    if numbers_of in (None, framework.fiscal_year):
        return framework.item(codes[0])
    passage = crosswalk(numbers_of or framework.fiscal_year, framework.fiscal_year).of(codes[0])
    return passage.targets[0] if passage and len(passage.targets) == 1 else None


@cache
def _titles(framework: Framework) -> tuple[tuple[Item, str, frozenset[str]], ...]:
    squeezed_titles = [(each, squeezed(each.title_th)) for each in framework.items]
    return tuple((each, title, _pairs(title)) for each, title in squeezed_titles)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
