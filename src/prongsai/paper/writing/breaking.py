"""Where a Thai line may break: between words, and at a need between their parts, which is what a page and a screen ask.

Thai is written without spaces, and programs that lay out text guess. Here the words come from PyThaiNLP's dictionary
and the terms of this domain; what clings to a word (``ๆ``, a bracket, a prefix) stays with it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_CHUNK = re.compile(r"\s+|\S+")
_RUN = re.compile(
    r"(?P<abbreviation>(?<![ก-๎])(?:[ก-ฮเ-ไ][ก-๎]{0,4}\.)+)"
    r"|(?P<thai>[ก-ฮะ-ฺเ-ๅ็-๎]+)"
    r"|(?P<cling>[ฯๆ]+)"
    r"|(?P<opening>[(\[{“‘«<]+)"
    r"|(?P<closing>[)\]}”’»>,;:.!?%…/\-–—]+)"
    r"|(?P<other>[^ก-๎(\[{“‘«<)\]}”’»>,;:!?%…–—/\-]+)"
)
_PREFIXES = {"การ", "ความ", "ผู้", "นัก", "ข้อ", "พระ"}
_STANDS_ALONE = {"ณ", "ธ", "บ่", "ก็"}
_CLUSTER = re.compile("[เ-ไ]*[ก-ฮ][ะ-ฺๅ็-๎]*|.[ะ-ฺๅ็-๎\u0300-\u036f]*", re.S)
_URL_PART = re.compile(r"[^/\-_.?&=#@:+,;]*[/\-_.?&=#@:+,;]+|[^/\-_.?&=#@:+,;]+")
_LONGEST_AT_ONCE = 150
"""A run of Thai without a space that is longer is cut in windows: the search may grow fast with ambiguous text."""


def pieces(text: str) -> tuple[str, ...]:
    """A text in pieces that a line keeps whole; between two pieces it may break.

    Shape: the pieces joined are the text; white space is a piece of its own.
    """
    return tuple(piece for chunk in _CHUNK.findall(text) for piece in _pieces_of(chunk))


def finer(piece: str) -> tuple[str, ...]:
    """The parts of a piece that no line is long enough for: its words; of a single word its clusters; of an address
    what stands between its signs, and then its letters. A single letter comes back as it is.
    """
    words = tuple(_words(piece)) if _is_thai(piece) else tuple(_URL_PART.findall(piece))
    if len(words) > 1:
        return words
    return tuple(_CLUSTER.findall(piece))


@lru_cache(maxsize=50_000)
def _pieces_of(chunk: str) -> tuple[str, ...]:
    if chunk.isspace() or not _is_thai(chunk):
        return (chunk,)
    found: list[str] = []
    joins = False  # the piece before is an opening or a prefix, so what follows stays with it
    for run in _RUN.finditer(chunk):
        for word in _words(run[0]) if run.lastgroup == "thai" else (run[0],):
            clings = run.lastgroup in ("cling", "closing") or _is_fragment(word)
            if found and (joins or clings):
                found[-1] += word
            else:
                found.append(word)
            joins = run.lastgroup == "opening" or (word in _PREFIXES and run.lastgroup == "thai")
    return tuple(found)


def _is_thai(text: str) -> bool:
    return any("ก" <= letter <= "๎" for letter in text)


def _is_fragment(word: str) -> bool:
    """Whether it is one letter that no word consists of: what a dictionary leaves of a name it does not know."""
    letters = re.sub("[ะ-ฺ็-๎]", "", word)
    return len(letters) == 1 and _is_thai(word) and word not in _STANDS_ALONE and len(word) < 3


def _words(run: str) -> list[str]:
    from pythainlp.tokenize.newmm import segment

    return list(segment(run, custom_dict=_dictionary(), safe_mode=len(run) > _LONGEST_AT_ONCE))


@cache
def _dictionary() -> Any:
    from pythainlp.corpus import thai_words
    from pythainlp.util import Trie

    listed = (resources.files("prongsai.paper.writing") / "words_kept_whole.txt").read_text("utf-8").splitlines()
    terms = {line.strip() for line in listed if line.strip() and not line.startswith("#")}
    return Trie(thai_words() | {term for term in terms if not term.startswith("-")} - {t[1:] for t in terms})
