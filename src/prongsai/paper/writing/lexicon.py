"""What each Thai word costs whoever cuts a text into words: the rarer, the more.

The words are PyThaiNLP's, counted in the Thai National Corpus (``word_counts.txt``, which ``tools/make_word_counts.py``
writes), people's names, and the terms of this domain. They are read by what they begin with: a paper needs few of them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

_UNCOUNTED = 23.33
"""What a word costs that the corpus never has. So much that fewer and longer words are likelier: compounds are kept."""
_TERM = 11.0
"""What a term of this domain costs: as much as one of the commonest words."""
_NAME = 4.0
"""What a person's name costs beside a word that the corpus never has: many look like words of the language."""
_NAMES = ("person_names_female_th.txt", "person_names_male_th.txt", "family_names_th.txt")
_SHORTEST_NAME = 3


def is_known(word: str) -> bool:
    """Whether it is a word, a name or a term."""
    return word in costs_of(word[:2])


@lru_cache(maxsize=10_000)
def costs_of(beginning: str) -> dict[str, float]:
    """The costs of all words that begin with two letters, and of the word that the first letter is by itself.

    Unit: natural logarithms of how rare a word is.
    """
    listed = " ".join(_counts().get(each.encode(), b"").decode() for each in {beginning, beginning[:1]}).split()
    costs = {word: _UNCOUNTED - math.log(int(count) + 1) for word, count in zip(listed[::2], listed[1::2], strict=True)}
    for name in _names().get(beginning, ()):
        costs.setdefault(name, _UNCOUNTED + _NAME)
    for term in _terms().get(beginning, ()):
        costs[term] = min(_TERM, costs.get(term, _TERM))
    return costs


@cache
def _counts() -> dict[bytes, bytes]:
    """The words and counts by what the words begin with, in UTF-8: to decode them all would take longer than a page."""
    lines = (resources.files("prongsai.paper.writing") / "word_counts.txt").read_bytes().splitlines()
    return dict(line.split(b"\t") for line in lines if not line.startswith(b"#"))


@cache
def _names() -> dict[str, list[str]]:
    """The names that PyThaiNLP lists, read from its files: importing the package takes longer than writing a page."""
    spec = find_spec("pythainlp")
    folder = Path(spec.submodule_search_locations[0] if spec and spec.submodule_search_locations else ".", "corpus")
    names = (name for file in _NAMES for name in (folder / file).read_text("utf-8").splitlines())
    return _by_beginning(name for name in names if len(name) >= _SHORTEST_NAME)


@cache
def _terms() -> dict[str, list[str]]:
    lines = (resources.files("prongsai.paper.writing") / "words_kept_whole.txt").read_text("utf-8").splitlines()
    return _by_beginning(line for line in lines if line and not line.startswith("#"))


def _by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[word[:2]].append(word)
    return found
