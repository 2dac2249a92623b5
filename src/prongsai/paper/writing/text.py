"""Texts for the page: what may stand on it, the digits an agency wants, where a Thai line may break."""

from __future__ import annotations

import re
from typing import Literal

from prongsai.core.thai import thai_digits

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_WORD = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z]")


def printable(text: str) -> str:
    """The text without what no page can carry (control characters, halves of surrogates); tab and line break stay."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_digits(text: str, digits: Literal["arabic", "thai"]) -> str:
    """The text with its Arabic digits as an agency wants them; what a paper wrote in Thai digits stays.

    A word with Latin letters (an address, the code of an item) keeps its digits.
    """
    return text if digits == "arabic" else _WORD.sub(_in_thai_digits, text)


def _in_thai_digits(found: re.Match[str]) -> str:
    return found[0] if _LATIN.search(found[0]) else thai_digits(found[0])
