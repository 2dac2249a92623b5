"""The numbers that office programs draw before the items of a list, in the forms that Word names.

Source: ECMA-376 part 1, 17.18.59 ST_NumberFormat.
"""

from __future__ import annotations

from prongsai.core.thai import thai_digits

BULLET = "•"

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def counted(count: int, form: str) -> str:
    """A running number in a form: ``decimal``, ``thaiNumbers``, ``thaiLetters``, ``lowerRoman``, ..."""
    if form.startswith("thai"):
        return _lettered(count, _THAI_LETTERS) if form == "thaiLetters" else thai_digits(str(count))
    if form in ("lowerLetter", "upperLetter"):
        return _cased(_lettered(count, _LATIN_LETTERS), form)
    if form in ("lowerRoman", "upperRoman"):
        return _cased(_roman(count), form)
    return f"{count:02}" if form == "decimalZero" else str(count)


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _lettered(count: int, letters: str) -> str:
    """Word repeats the letter when the alphabet is through: z, aa, bb."""
    if not 0 < count <= len(letters) * 10:
        return str(count)
    times, place = divmod(count - 1, len(letters))
    return letters[place] * (times + 1)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text
