"""Where a Thai line may break: between words, and at a need between their parts, which is what a page and a screen ask.

Thai is written without spaces, and programs that lay out text guess. Here a run of Thai is cut into the words that are
likeliest together (`lexicon`); what clings to a word (``ๆ``, a bracket, a prefix) stays with it.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import chain

from prongsai.paper.writing import lexicon

_CHUNK = re.compile(r"\s+|\S+")
_RUN = re.compile(
    r"(?P<abbreviation>(?<![ก-๎])(?:[ก-ฮเ-ไ][ก-๎]{0,4}\.)+)"
    r"|(?P<thai>[ก-ฮะ-ฺเ-ๅ็-๎]+)"
    r"|(?P<cling>[ฯๆ]+)"
    r"|(?P<opening>[(\[{“‘«<]+)"
    r"|(?P<closing>[)\]}”’»>,;:.!?%…/\-–—]+)"
    r"|(?P<other>[^ก-๎(\[{“‘«<)\]}”’»>,;:!?%…–—/\-]+)"
)
_PREFIXES = {"การ", "ความ", "ผู้", "นัก"}
_NUMBER = re.compile("(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|ยี่|เอ็ด|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)+")
_CLUSTER = re.compile("[เ-ไ]{0,2}[ก-ฮ][ะ-ฺๅ็-๎]{0,8}|.[ะ-ฺๅ็-๎\u0300-\u036f]{0,8}", re.S)
_NOT_A_BEGINNING = re.compile("[ะ-ฺๅ็-๎]")
_URL_PART = re.compile(r"[^/\-_.?&=#@:+,;]*[/\-_.?&=#@:+,;]+|[^/\-_.?&=#@:+,;]+")
_LONGEST_WORD = 30
_UNKNOWN = 32.0
"""What a cluster of letters costs that belongs to no word: more than any word."""


def pieces(text: str) -> tuple[str, ...]:
    """A text in pieces that a line keeps whole; between two pieces it may break.

    Shape: the pieces joined are the text; white space is a piece of its own.
    """
    return tuple(chain.from_iterable(map(_pieces_of, _CHUNK.findall(text))))


def finer(piece: str) -> tuple[str, ...]:
    """The parts of a piece that no line is long enough for: its words, or the shorter words in a word; of an address
    what stands between its signs; and then its letters. A single letter comes back as it is.
    """
    parts = _words(piece, shorter=True) if _is_thai(piece) else tuple(_URL_PART.findall(piece))
    return parts if len(parts) > 1 else tuple(_CLUSTER.findall(piece))


@lru_cache(maxsize=50_000)
def _pieces_of(chunk: str) -> tuple[str, ...]:
    if chunk.isspace() or not _is_thai(chunk):
        return (chunk,)
    found: list[str] = []
    joins = False  # the piece before is an opening or a prefix, so what follows stays with it
    counts = False  # the word before is a number
    for run in _RUN.finditer(chunk):
        is_words = run.lastgroup == "thai"
        for word in _words(run[0]) if is_words else (run[0],):
            clings = bool(
                run.lastgroup in ("cling", "closing") or _is_fragment(word) or (counts and _NUMBER.fullmatch(word))
            )
            if found and (joins or clings):
                found[-1] += word
            else:
                found.append(word)
            joins = run.lastgroup == "opening" or (is_words and word in _PREFIXES)
            counts = bool(_NUMBER.fullmatch(word))
    return tuple(found)


def _is_thai(text: str) -> bool:
    return any("ก" <= letter <= "๎" for letter in text)


def _is_fragment(word: str) -> bool:
    """Whether it is a letter or two that are no word: what is left of a name that no dictionary knows."""
    return len(word) < 3 and _is_thai(word) and not lexicon.is_known(word)


def _words(run: str, *, shorter: bool = False) -> tuple[str, ...]:
    """The words of a run that are likeliest together, none as long as the run where they are to be `shorter`.

    Clusters that belong to no word stand together.
    """
    best = [0.0] + [math.inf] * len(run)
    begun = [0] * (len(run) + 1)
    for start in range(len(run)):
        if best[start] == math.inf:
            continue
        costs = lexicon.costs_of(run[start : start + 2])
        unknown = _CLUSTER.match(run, start)
        ends = [(unknown.end(), _UNKNOWN)] if unknown else []
        for end in range(start + 1, min(len(run), start + _LONGEST_WORD) + 1):
            if (cost := costs.get(run[start:end])) is not None and not _NOT_A_BEGINNING.match(run, end):
                ends.append((end, cost))
        for end, cost in ends:
            if not (shorter and end - start == len(run)) and best[start] + cost < best[end]:
                best[end], begun[end] = best[start] + cost, start
    return _joined_unknown(_followed(run, begun))


def _followed(run: str, begun: list[int]) -> list[str]:
    """The words, from where each begins, by going back from the end."""
    found = []
    end = len(run)
    while end:
        found.append(run[begun[end] : end])
        end = begun[end]
    return found[::-1]


def _joined_unknown(words: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    was_known = True
    for word in words:
        is_known = lexicon.is_known(word)
        if not is_known and not was_known:
            found[-1] += word
        else:
            found.append(word)
        was_known = is_known
    return tuple(found)
