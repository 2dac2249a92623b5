"""Where and who: the agency's district, province and the spelling of its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from prongsai.core.checks.codes import found
from prongsai.core.records import Check, Mention, Reading, Where
from prongsai.core.thai import CAPITAL_DISTRICT, bare_place, is_misspelling, key, normal, same_name


class Places(Protocol):
    """What the checks ask of a list of places. Names go with or without อำเภอ and จังหวัด."""

    def is_province(self, name: str) -> bool:
        """Whether there is a province of this name."""

    def provinces(self) -> Iterable[str]:
        """The names of all provinces."""

    def districts_of(self, province: str) -> frozenset[str]:
        """The names of a province's districts; empty for an unknown province."""

    def provinces_of(self, district: str) -> frozenset[str]:
        """The names of the provinces that have a district of this name."""


def place_checks(reading: Reading, places: Places) -> list[Check]:
    """``place.mismatch`` ``place.two_values`` ``name.spelling``."""
    return [*_mismatches(reading, places), *_two_values(reading), *_spellings(reading)]


_ByKind = dict[str, list[Mention]]


def _by_place(reading: Reading) -> dict[Where, _ByKind]:
    """What is named in each place of the paper, kind by kind, each in the order of the text."""
    places: dict[Where, _ByKind] = {}
    for mention in reading.mentions:
        places.setdefault(mention.where, {}).setdefault(mention.kind, []).append(mention)
    return places


def _mismatches(reading: Reading, places: Places) -> Iterator[Check]:
    """Every pair of district and province that stand together, once a place."""
    for district, province, where in dict.fromkeys(_pairs(reading)):
        if not places.is_province(province):
            yield _no_such_province(province, places, where)
        elif key(province) not in map(key, places.provinces_of(district)):
            yield _not_in(district, province, places, where)


def _pairs(reading: Reading) -> list[tuple[str, str, Where]]:
    pairs = [
        (bare_place(district.value), bare_place(province.value), where)
        for where, named in _by_place(reading).items()
        for district, province in _paired(named.get("district", []), named.get("province", []))
    ]
    agency = reading.agency
    if not pairs and agency.district and agency.province:
        pairs.append((bare_place(agency.district), bare_place(agency.province), Where()))
    return pairs


def _paired(ones: list[Mention], others: list[Mention]) -> list[tuple[Mention, Mention]]:
    """One to one in their order, or all with a single one; where it is unclear who belongs to whom, nobody."""
    if len(others) == 1:
        return [(one, others[0]) for one in ones]
    return list(zip(ones, others, strict=True)) if len(ones) == len(others) else []


def _no_such_province(province: str, places: Places, where: Where) -> Check:
    meant = _meant(province, places.provinces())
    return found(
        "place.mismatch",
        where,
        (
            f"ไม่มีจังหวัดชื่อ “{province}”" + (f" น่าจะหมายถึงจังหวัด{meant}" if meant else ""),
            f"แก้เป็นจังหวัด{meant}" if meant else "ตรวจชื่อจังหวัดแล้วแก้ให้ถูกต้อง",
        ),
        (
            f"There is no province “{province}”" + (f"; {meant} is probably meant." if meant else "."),
            f"Write {meant}." if meant else "Look up the name of the province and correct it.",
        ),
        meant,
    )


def _not_in(district: str, province: str, places: Places, where: Where) -> Check:
    meant = _meant(district, places.districts_of(province))
    homes = sorted(places.provinces_of(district))
    elsewhere = f"อำเภอชื่อนี้อยู่ในจังหวัด{'/'.join(homes)}" if homes else "ไม่พบอำเภอชื่อนี้ในประเทศไทย"
    elsewhere_en = f"a district of that name is in {', '.join(homes)}" if homes else "no province has such a district"
    return found(
        "place.mismatch",
        where,
        (
            f"จังหวัด{province}ไม่มีอำเภอ{district} ({elsewhere})",
            f"แก้เป็นอำเภอ{meant}" if meant else "ตรวจว่าอำเภอหรือจังหวัดใดพิมพ์ผิด แล้วแก้ให้ตรงกับที่ตั้งจริงของหน่วยงาน",
        ),
        (
            f"There is no district {district} in {province}; {elsewhere_en}.",
            f"Write {meant}." if meant else "See which of the two is wrong and write where the agency really is.",
        ),
        meant,
    )


def _meant(name: str, known: Iterable[str]) -> str | None:
    return next((each for each in sorted(known) if is_misspelling(each, name)), None)


def _two_values(reading: Reading) -> Iterator[Check]:
    """The place that stands beside the agency's own name, where it is not the one named first or most."""
    agency = reading.agency
    for kind, word, word_en, own in (
        ("district", "อำเภอ", "district", agency.district),
        ("province", "จังหวัด", "province", agency.province),
    ):
        for mention in _beside_own_name(reading, kind):
            if own and not _same_place(mention.value, own, agency.province):
                yield _another_place(word, word_en, bare_place(mention.value), bare_place(own), mention.where)


def _beside_own_name(reading: Reading, kind: str) -> Iterator[Mention]:
    """The places of this kind that stand in one cell or paragraph with the agency's own name and belong to it."""
    for named in _by_place(reading).values():
        agencies, mentions = named.get("agency", []), named.get(kind, [])
        own = [_is_own_name(agency.text, reading) for agency in agencies]
        if agencies and all(own):
            yield from mentions
        elif len(agencies) == len(mentions):
            yield from (mention for mention, is_own in zip(mentions, own, strict=True) if is_own)


def _is_own_name(name: str, reading: Reading) -> bool:
    own = reading.agency.name
    return own is not None and (same_name(name, own) or is_misspelling(name, own))


def _same_place(one: str, other: str, province: str | None) -> bool:
    return _in_full(one, province) == _in_full(other, province)


def _in_full(place: str, province: str | None) -> str:
    name = key(bare_place(place))
    return name + key(bare_place(province)) if name == CAPITAL_DISTRICT and province else name


def _another_place(word: str, word_en: str, here: str, elsewhere: str, where: Where) -> Check:
    return found(
        "place.two_values",
        where,
        (
            f"ตรงนี้ระบุที่ตั้งของหน่วยงานเป็น{word}{here} แต่ที่อื่นในเอกสารเป็น{word}{elsewhere}",
            f"ตรวจแล้วแก้ให้ตรงกันทุกแห่ง (ส่วนใหญ่เขียนว่า{word}{elsewhere})",
        ),
        (
            f"Here the agency is in {word_en} {here}, elsewhere in the paper in {elsewhere}.",
            f"Write the same {word_en} everywhere; most places say {elsewhere}.",
        ),
        elsewhere,
    )


def _spellings(reading: Reading) -> Iterator[Check]:
    """Every place where the agency's name is spelt otherwise than in most places."""
    own = reading.agency.name
    if not own:
        return
    seen = [(mention.text, mention.where) for mention in reading.mentions if mention.kind == "agency"]
    placed = {key(text) for text, _ in seen}
    seen += [(text, Where()) for text in reading.agency.spellings if key(text) not in placed]
    for text, where in dict.fromkeys(seen):
        if is_misspelling(text, own):
            yield _another_spelling(text, own, where)


def _another_spelling(text: str, own: str, where: Where) -> Check:
    return found(
        "name.spelling",
        where,
        (
            f"ชื่อหน่วยงานตรงนี้เขียนว่า “{normal(text)}” แต่ที่อื่นเขียนว่า “{own}”",
            f"ตรวจชื่อที่ถูกต้องแล้วเขียนให้เหมือนกันทุกแห่ง (ส่วนใหญ่เขียนว่า “{own}”)",
        ),
        (
            f"The agency is called “{normal(text)}” here, elsewhere “{own}”.",
            f"Write the name the same way everywhere; most places say “{own}”.",
        ),
        own,
    )
