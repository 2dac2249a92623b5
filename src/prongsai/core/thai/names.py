"""Names of agencies and places: the same name, the same name misspelt, or another name."""

from __future__ import annotations

import re

from prongsai.core.thai.letters import key, normal

KINDS = {
    "ทต": "เทศบาลตำบล",
    "ทม": "เทศบาลเมือง",
    "ทน": "เทศบาลนคร",
    "อบต": "องค์การบริหารส่วนตำบล",
    "อบจ": "องค์การบริหารส่วนจังหวัด",
}
"""Abbreviation -> kind of agency in full."""

CAPITAL_DISTRICT = "เมือง"
"""How papers shorten the district of the provincial capital."""

_PLACES = {"อ": "อำเภอ", "จ": "จังหวัด", "ต": "ตำบล"}
_ABBREVIATION = re.compile(rf"(?<![ก-๙.])(?:({'|'.join(KINDS)})[. ]|({'|'.join(_PLACES)})\.)\s*")
_KIND_AND_NAME = re.compile(r"((?:เทศบาล|องค์การ).*?(?:ตำบล|จังหวัด|เมือง|นคร))(.+)")
_KIND_OF_PLACE = re.compile(r"^(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.|ตำบล|ต\.)\s*")
_NOT_A_CONSONANT = re.compile("[^ก-ฮ]")

_LONGEST_NAME = 80
_MOST_SLIPS = 2
_KIND_SLIPS = 4
_SURE_LENGTH = 8


def expanded(name: str) -> str:
    """The name with its abbreviations in full: ``อบต.`` ``ทต.`` ``อ.`` ``จ.``."""
    return _ABBREVIATION.sub(lambda found: KINDS.get(found[1]) or _PLACES[found[2]], normal(name))


def bare_place(name: str) -> str:
    """The name of a place without the word for its kind: อำเภอ, จังหวัด, ตำบล."""
    return _KIND_OF_PLACE.sub("", normal(name))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name, abbreviated or not."""
    return key(expanded(one)) == key(expanded(other))


def is_misspelling(one: str, other: str) -> bool:
    """Whether two spellings that differ must be meant as one name: a few marks or one letter apart.

    Vowels and marks may differ where the consonants are the same; a consonant only in a long name, because short
    names of one shape (หนองบัว, หนองบอน) are different places.
    """
    (kind, name), (other_kind, other_name) = _parts(one), _parts(other)
    if kind != other_kind:
        return name == other_name and _is_slip_of_kind(kind, other_kind)
    return name != other_name and _is_slip(name, other_name)


def _parts(name: str) -> tuple[str, str]:
    whole = key(expanded(name))
    found = _KIND_AND_NAME.fullmatch(whole)
    return (found[1], found[2]) if found else ("", whole)


def _is_slip_of_kind(one: str, other: str) -> bool:
    both_exist = {one, other} <= set(KINDS.values())
    if max(len(one), len(other)) > _LONGEST_NAME:
        return False
    return bool(one and other) and not both_exist and _distance(one, other) <= _KIND_SLIPS


def _is_slip(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 5 or longer > _LONGEST_NAME or longer - shorter > _MOST_SLIPS:
        return False
    if _NOT_A_CONSONANT.sub("", one) == _NOT_A_CONSONANT.sub("", other):
        return _distance(one, other) <= (_MOST_SLIPS if shorter > 6 else 1)
    return shorter >= _SURE_LENGTH and _distance(one, other) == 1


def _distance(one: str, other: str) -> int:
    """Unit: single letters to put in, take out, change or swap with the next."""
    above: list[int] = []
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, above[j - 2] + 1)
            row.append(best)
    return row[-1]
