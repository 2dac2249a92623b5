"""Whom a paper is about: the agency, its district and province, every spelling with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from prongsai.core import thai
from prongsai.core.records import Agency, Mention, Where

_KINDS = {
    "เทศบาลตำบล": r"เทศบาลตำบล|ทต\.",
    "เทศบาลเมือง": r"เทศบาลเมือง|ทม\.",
    "เทศบาลนคร": r"เทศบาลนคร|ทน\.",
    "องค์การบริหารส่วนตำบล": r"องค์การ(?:ส่วน)?บริหารส่วน\s?ตำบล|อบต\.",
    "องค์การบริหารส่วนจังหวัด": r"องค์การ(?:ส่วน)?บริหารส่วน\s?จังหวัด|อบจ\.",
}
_NAME = r"(?P<name>[ก-ฮเ-ไ][ก-๎]{1,60})"
_AGENCY = re.compile(rf"(?P<kind>{'|'.join(_KINDS.values())})(?P<gap>\s?){_NAME}")
_DISTRICT = re.compile(rf"(?:อำเภอ|(?<![ก-๙.])อ\.)(?P<gap>\s?){_NAME}")
_PROVINCE = re.compile(rf"(?<!ส่วน)(?:จังหวัด|(?<![ก-๙.])จ\.)(?P<gap>\s?){_NAME}")
_PATTERNS = (_AGENCY, _DISTRICT, _PROVINCE)
_YEAR = re.compile(r"(?<!\d)25[5-9]\d(?!\d)")
_ENDS = re.compile(
    r"\s*$|\s*\n|\s+(?:อำเภอ|อ\.|จังหวัด|จ\.|ประจำปี|ปีงบ|ได้|มี|ที่|เป็น|โดย|และ|ใน|จะ|หวัง|ขอ|ควร|พ\.ศ)|[)\].,\"”]|อำเภอ|จังหวัด"
)
_NEXT_WORD = re.compile(r"\s([ก-๎]+)")
_GLUED = re.compile(r"(?:อำเภอ|จังหวัด|ประจำปี|ปีงบประมาณ)")
_NO_NAME = re.compile(
    r"^(?:และ|ที่|ใน|ของ|มี|ได้|อยู่|เป็น|หรือ|ทุก|อื่น|เพื่อ|จำนวน|โดย|ให้|ประเภท|ตาม|ใด|ไม่|จะ|ต้อง|ขนาด|สังกัด|ทั่ว|เคลื่อน|ทั้ง|นั้น|นี้|แห่ง|ต่าง|เอง)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A name as a text says it; `is_whole` when the text shows where it ends. `place` is text number and offset.

    `further` is the name with the next word, for a name that a line's end broke in two.
    """

    kind: str | None
    name: str
    text: str
    is_whole: bool
    where: Where
    place: tuple[int, int]
    further: str = ""


def agency_and_mentions(texts: Iterable[tuple[str, Where]]) -> tuple[Agency, tuple[Mention, ...]]:
    """The agency that the texts of a paper are about, and every mention of agencies, places, codes and years.

    Shape: mentions in the order they stand.
    """
    pairs = list(texts)
    agencies, districts, provinces = (_settled(list(_all_said(pattern, pairs))) for pattern in _PATTERNS)
    mentions = [
        *((each.place, Mention("agency", each.text, f"{each.kind}{each.name}", each.where)) for each in agencies),
        *((each.place, Mention("district", each.name, each.name, each.where)) for each in districts),
        *((each.place, Mention("province", each.name, each.name, each.where)) for each in provinces),
        *_codes_and_years(pairs),
    ]
    mentions.sort(key=lambda pair: pair[0])
    return _agency(agencies, districts, provinces), tuple(mention for _, mention in mentions)


def _all_said(pattern: re.Pattern[str], pairs: list[tuple[str, Where]]) -> Iterator[Said]:
    for number, (text, where) in enumerate(pairs):
        yield from _said(pattern, text, where, number)


def _codes_and_years(pairs: list[tuple[str, Where]]) -> Iterator[tuple[tuple[int, int], Mention]]:
    for number, (text, where) in enumerate(pairs):
        for code in thai.item_codes(text):
            kind = "item" if code.value[0] == "o" else "question"
            yield (number, code.start), Mention(kind, code.text, code.value, where)
        for found in _YEAR.finditer(thai.arabic(text)):
            yield (number, found.start()), Mention("year", found[0], found[0], where)


def _said(pattern: re.Pattern[str], text: str, where: Where, number: int) -> Iterator[Said]:
    for found in pattern.finditer(text):
        name = _GLUED.split(found["name"])[0]
        is_cut = name != found["name"]
        is_whole = is_cut or bool(_ENDS.match(text, found.end()))
        if len(name) < 2 or _NO_NAME.match(name) or (found["gap"] and not is_whole):
            continue
        spelling = found[0].removesuffix(found["name"]) + name
        after = None if is_whole else _NEXT_WORD.match(text, found.end())
        further = name + after[1] if after else ""
        yield Said(_kind_of(found), name, spelling, is_whole, where, (number, found.start()), further)


def _kind_of(found: re.Match[str]) -> str | None:
    written = found.groupdict().get("kind")
    if not written:
        return None
    return next(kind for kind, pattern in _KINDS.items() if re.fullmatch(pattern, written))


def _settled(said: list[Said]) -> list[Said]:
    """Names that run on into the next words are cut at a name known from elsewhere; the unknown rest is left out."""
    known = Counter(each.name for each in said if each.is_whole)
    if not known:
        return said
    return [settled for each in said if (settled := _cut(each, known))]


def _cut(said: Said, known: Counter[str]) -> Said | None:
    if said.name in known and (not said.is_whole or known[said.name] > 1):
        return said
    begun = [name for name in known if said.name.startswith(name) and name != said.name]
    name = max(begun, key=lambda each: (known[each] > 1, len(each)), default=None)
    if name is None:
        return said if said.is_whole else _misspelt(said, known)
    runs_on = bool(_NO_NAME.match(said.name.removeprefix(name)))
    if said.is_whole and known[name] < 2 and not runs_on:
        return said
    return replace(said, name=name, text=said.text.removesuffix(said.name) + name, is_whole=True)


def _misspelt(said: Said, known: Counter[str]) -> Said | None:
    """A name that runs on, where it begins like a known one that is spelt otherwise or broken in two."""
    for name in (name for name, times in known.most_common() if times > 1):
        for text in (said.name, said.further):
            for size in (len(name), len(name) + 1, len(name) - 1):
                begun = text[:size]
                if begun == name or thai.is_misspelling(begun, name):
                    return replace(said, name=begun, text=said.text.removesuffix(said.name) + begun, is_whole=True)
    return None


def _agency(agencies: list[Said], districts: list[Said], provinces: list[Said]) -> Agency:
    kind, name = _commonest([(each.kind, each.name) for each in agencies]) or (None, None)
    written = Counter(each.text.replace("\n", "") for each in agencies)
    return Agency(
        name=f"{kind}{name}" if name else None,
        kind=kind,
        district=_commonest([each.name for each in districts]),
        province=_commonest([each.name for each in provinces]),
        spellings=tuple(text for text, _ in written.most_common()),
    )


_Value = TypeVar("_Value")


def _commonest(values: list[_Value]) -> _Value | None:
    """The value said most often, the first of them where several are."""
    return Counter(values).most_common(1)[0][0] if values else None
