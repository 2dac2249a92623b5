"""Whom a paper is about: the agency, its district and province, every spelling with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
_YEAR = re.compile(r"(?<!\d)25[5-9]\d(?!\d)")
_ENDS = re.compile(
    r"\s*$|\s*\n|\s+(?:อำเภอ|อ\.|จังหวัด|จ\.|ประจำปี|ปีงบ|ได้|มี|ที่|เป็น|โดย|และ|ใน|จะ|หวัง|ขอ|ควร|พ\.ศ)|[)\].,\"”]|อำเภอ|จังหวัด"
)
_GLUED = re.compile(r"(?:อำเภอ|จังหวัด|ประจำปี|ปีงบประมาณ)")
_NO_NAME = re.compile(
    r"^(?:และ|ที่|ใน|ของ|มี|ได้|อยู่|เป็น|หรือ|ทุก|อื่น|เพื่อ|จำนวน|โดย|ให้|ประเภท|ตาม|ใด|ไม่|จะ|ต้อง|ขนาด|สังกัด|ทั่ว|เคลื่อน|ทั้ง|นั้น|นี้|แห่ง|ต่าง|เอง)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A name as a text says it; `is_whole` when the text shows where it ends."""

    kind: str | None
    name: str
    text: str
    is_whole: bool
    where: Where


def texts_mentions(texts: Iterable[tuple[str, Where]]) -> tuple[Agency, tuple[Mention, ...]]:
    """The agency that the texts of a paper are about, and every mention of agencies, places, items and years."""
    pairs = list(texts)
    agencies = _settled([said for text, where in pairs for said in _said(_AGENCY, text, where)])
    districts = _settled([said for text, where in pairs for said in _said(_DISTRICT, text, where)])
    provinces = _settled([said for text, where in pairs for said in _said(_PROVINCE, text, where)])
    mentions = [
        *(Mention("agency", said.text, f"{said.kind}{said.name}", said.where) for said in agencies),
        *(Mention("district", said.name, said.name, said.where) for said in districts),
        *(Mention("province", said.name, said.name, said.where) for said in provinces),
        *(mention for text, where in pairs for mention in _codes_and_years(text, where)),
    ]
    return _agency(agencies, districts, provinces), tuple(mentions)


def _codes_and_years(text: str, where: Where) -> Iterator[Mention]:
    for code in thai.item_codes(text):
        yield Mention("item" if code.value[0] == "o" else "question", code.text, code.value, where)
    for year in dict.fromkeys(_YEAR.findall(thai.arabic(text))):
        yield Mention("year", year, year, where)


def _said(pattern: re.Pattern[str], text: str, where: Where) -> Iterator[Said]:
    for found in pattern.finditer(text):
        name = _GLUED.split(found["name"])[0]
        is_cut = name != found["name"]
        is_whole = is_cut or bool(_ENDS.match(text, found.end()))
        if len(name) < 2 or _NO_NAME.match(name) or (found["gap"] and not is_whole):
            continue
        spelling = found[0].removesuffix(found["name"]) + name
        yield Said(_kind_of(found), name, spelling, is_whole, where)


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
    if said.is_whole and known[said.name] > 1:
        return said
    begun = [name for name in known if said.name.startswith(name) and name != said.name]
    if begun:
        name = max(begun, key=lambda each: (known[each] > 1, len(each)))
        if said.is_whole and known[name] < 2:
            return said
        return Said(said.kind, name, said.text.removesuffix(said.name) + name, True, said.where)
    return said if said.is_whole else None


def _agency(agencies: list[Said], districts: list[Said], provinces: list[Said]) -> Agency:
    main = _commonest([(each.kind, each.name) for each in agencies])
    if main is None:
        return Agency(
            district=_commonest([each.name for each in districts]),
            province=_commonest([each.name for each in provinces]),
        )
    kind, name = main
    written = Counter(each.text.replace("\n", "") for each in agencies)
    return Agency(
        name=f"{kind}{name}",
        kind=kind,
        district=_commonest([each.name for each in districts]),
        province=_commonest([each.name for each in provinces]),
        spellings=tuple(text for text, _ in written.most_common()),
    )


def _commonest(values: list) -> object:
    """The value said most often, the first of them where several are."""
    return Counter(values).most_common(1)[0][0] if values else None
