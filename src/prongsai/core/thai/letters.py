"""Letters: digits both ways, and the one normal form in which Thai text is shown, searched and matched."""

from __future__ import annotations

import re
import unicodedata

_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", _THAI_DIGITS)

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""A regex class: the marks written above or below a consonant."""

_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_MARK_RUN = re.compile(f"[{MARKS}ำ][{MARKS}ำา]+")
_DOUBLED = re.compile(rf"([ก-ฮ][{MARKS}]{{2}})\1+")
_MARKUP = re.compile(r"<[^<>]{1,80}>")
_NOT_A_LETTER = re.compile(f"[^\\w{MARKS}]|[_ฯๆ]")


def arabic(text: str) -> str:
    """The text with Thai digits as Arabic ones; every character keeps its place."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """The text with Arabic digits as Thai ones; every character keeps its place."""
    return text.translate(_TO_THAI)


def normal(text: str) -> str:
    """The one spelling of a text: what differs only in how it was typed or extracted becomes equal.

    Invisible characters go, a split sara am is one letter, marks stand in writing order without doubles, two sara e
    are a sara ae, clusters doubled by a PDF stand once, and every run of white space (line breaks too) is a space.
    """
    text = unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", text))
    text = _MARK_RUN.sub(lambda run: _ordered(run[0]), text.replace("เเ", "แ"))
    return " ".join(_undoubled(text).split())


def _ordered(run: str) -> str:
    if "ำ" in run or ("ํ" in run and "า" in run):
        return _sorted(run.translate({ord(each): None for each in "ำาํ"})) + "ำ"
    return "า".join(_sorted(part) for part in run.split("า"))


def _sorted(marks: str) -> str:
    return "".join(sorted(dict.fromkeys(marks), key=_writing_order))


def _writing_order(mark: str) -> int:
    """Below, above, nikhahit, tone, silencer: the order of the keyboard, and of NFC where NFC has a say."""
    groups = ("ฺ", "ุู", "ัิีึื็", "ํ", "่้๊๋", "์๎")
    return next((place for place, group in enumerate(groups) if mark in group), len(groups))


def _undoubled(text: str) -> str:
    # "ที่ที่" is proper Thai; it is a PDF's doubling only where other clusters are doubled too.
    if {found[1] for found in _DOUBLED.finditer(text)} <= {"ที่"}:
        return text
    return _DOUBLED.sub(r"\1", text)


def key(text: str) -> str:
    """What is compared when two names should be equal: normal, Arabic digits, lower case, letters and digits only."""
    return _NOT_A_LETTER.sub("", arabic(normal(_MARKUP.sub(" ", text))).lower())
