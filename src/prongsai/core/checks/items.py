"""Codes and indicators: typed with a zero, unknown in the year, titled like another year's, or in the wrong tool."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from prongsai.core import framework
from prongsai.core.checks.codes import found, quoted
from prongsai.core.framework import YEARS, Framework, Item
from prongsai.core.records import Check, Measure, Reading, Where
from prongsai.core.thai import item_codes, key

_TOOL_OF_LETTER = {"i": "IIT", "e": "EIT", "o": "OIT"}
_SHORTEST_TITLE = 8
_SAME_TITLE = 0.9
_IN_BRACKETS = re.compile(r"\(\s*(?:อ้างอิง|ตาม|ดู|จาก|ข้อ|รายการ|ที่|\s)*$")


def item_checks(reading: Reading) -> list[Check]:
    """``item.zero_for_o`` ``item.unknown`` ``item.other_year`` ``indicator.wrong_tool``."""
    return [*_zeros(reading), *_unknown(reading), *_other_year(reading), *_wrong_tool(reading)]


def catalogues(reading: Reading) -> tuple[Framework, ...]:
    """The frameworks whose numbers a paper may rightly use: its own year's, the year's before, and its results'.

    A paper that names no year may use any.
    """
    if reading.fiscal_year is None and not reading.results:
        return tuple(framework.load(year) for year in YEARS)
    years = {result.fiscal_year for result in reading.results}
    if reading.fiscal_year is not None:
        years |= {reading.fiscal_year, reading.fiscal_year - 1}
    return tuple(framework.load(year) for year in sorted(years, reverse=True) if year in YEARS)


def _zeros(reading: Reading) -> Iterator[Check]:
    """One check a place, naming every code typed with a zero there."""
    typed: dict[Where, dict[str, str]] = {}
    for text, value, where in _spelt_codes(reading):
        if text[:1] in ("0", "๐") and value.startswith("o"):
            typed.setdefault(where, {})[text] = value
    for where, codes in typed.items():
        wrong, right = ", ".join(codes), ", ".join(codes.values())
        yield found(
            "item.zero_for_o",
            where,
            (f"พิมพ์เลขศูนย์แทนตัวอักษร o ในรหัสข้อ: {wrong}", f"พิมพ์ใหม่เป็น {right}"),
            (f"A zero is typed for the letter o: {wrong}.", f"Type {right}."),
            right,
        )


def _spelt_codes(reading: Reading) -> Iterator[tuple[str, str, Where]]:
    for mention in reading.mentions:
        if mention.kind == "item":
            yield mention.text, mention.value, mention.where
    cells = {(mention.where.table, mention.where.row, mention.value) for mention in reading.mentions}
    for measure in reading.measures:
        for text, value in zip(measure.printed_codes, measure.codes, strict=False):
            if (measure.where.table, measure.where.row, value) not in cells:
                yield text, value, measure.where


def _unknown(reading: Reading) -> Iterator[Check]:
    books = catalogues(reading)
    for code, where in dict.fromkeys(_codes(reading)):
        if books and not any(_knows(book, code) for book in books):
            years = ", ".join(str(book.fiscal_year) for book in books)
            yield found(
                "item.unknown",
                where,
                (f"ไม่มีข้อ {code} ในแบบวัดของปีงบประมาณ พ.ศ. {years}", "ตรวจเลขข้อกับแบบวัดของปีนั้นแล้วแก้ให้ถูกต้อง"),
                (f"There is no {code} in fiscal year {years}.", "Look the number up in that year's catalogue."),
            )


def _codes(reading: Reading) -> Iterator[tuple[str, Where]]:
    for mention in reading.mentions:
        if mention.kind in ("item", "question"):
            yield mention.value, mention.where
    for finding in reading.findings:
        for code in filter(None, (finding.code, *finding.items)):
            yield code, finding.where
    for measure in reading.measures:
        for code in measure.codes:
            yield code, measure.where


def _knows(book: Framework, code: str) -> bool:
    """Whether the year has this number; a year whose questions are not all known denies none of them."""
    if code.startswith("o"):
        return book.item(code) is not None
    counted = {count.tool: count.count for count in book.question_counts}
    listed = [question for question in book.questions if question.code[0] == code[0]]
    if len(listed) < counted.get(_TOOL_OF_LETTER[code[0]], len(listed) + 1):
        return True
    return book.question(code) is not None


@cache
def _title(item: Item) -> str:
    return key(item.title_th)


@dataclass(frozen=True, slots=True)
class _Titled:
    """An item's code and the words printed beside it as its title. `title` is a key; `is_before`: they end there."""

    code: str
    title: str
    is_before: bool
    where: Where

    def is_exactly(self, item: Item) -> bool:
        """Whether the words are this item's whole title."""
        return self.shared(item) == 1 and len(_title(item)) >= _SHORTEST_TITLE

    def shared(self, item: Item) -> float:
        """The share of the item's title that stands beside the code. Unit: 0 to 1."""
        words, title = self.title, _title(item)
        if self.is_before:
            words, title = words[::-1], title[::-1]
        same = takewhile(lambda pair: pair[0] == pair[1], zip(words, title, strict=False))
        return len(list(same)) / len(title)


def _other_year(reading: Reading) -> Iterator[Check]:
    titled = tuple(dict.fromkeys(_titled(reading)))
    books = _numbering(titled, reading)
    for each in titled:
        own = [item for book in books if (item := book.item(each.code))]
        homes = _homes(each, books)
        if homes and not any(each.shared(item) >= _SAME_TITLE for item in own):
            yield _misnumbered(each, homes, books[0])


def _numbering(titled: tuple[_Titled, ...], reading: Reading) -> tuple[Framework, ...]:
    """The years by whose numbers the paper is judged: its own, and that of its result.

    A paper without results follows some year's all the same: the year that fits most of its titles.
    """
    books = catalogues(reading)
    wanted = {reading.fiscal_year, max((result.fiscal_year for result in reading.results), default=None)}
    judging = [book for book in books if book.fiscal_year in wanted]
    if books and not reading.results:
        judging.append(max(books, key=lambda book: sum(_fits(each, book) for each in titled)))
    return tuple(dict.fromkeys(judging))


def _fits(titled: _Titled, book: Framework) -> bool:
    item = book.item(titled.code)
    return item is not None and titled.is_exactly(item)


def _homes(titled: _Titled, books: tuple[Framework, ...]) -> list[tuple[int, str]]:
    """Where the title does belong: (year, code), another number of the paper's years or the same of another year."""
    renumbered = [(book.fiscal_year, item.code) for book in books for item in book.items if titled.is_exactly(item)]
    others = (framework.load(year) for year in YEARS)
    return renumbered + [(book.fiscal_year, titled.code) for book in others if _fits(titled, book)]


def _misnumbered(titled: _Titled, homes: list[tuple[int, str]], book: Framework) -> Check:
    item = book.item(titled.code)
    here = f"คือ “{quoted(item.title_th)}”" if item else "ไม่มี"
    here_en = f"is “{quoted(item.title_th)}”" if item else "does not exist"
    expected = next((code for year, code in homes if year == book.fiscal_year), None)
    homes_th = ", ".join(f"ข้อ {code} ปี {year}" for year, code in homes)
    homes_en = ", ".join(f"{code} of {year}" for year, code in homes)
    return found(
        "item.other_year",
        titled.where,
        (
            f"ข้อ {titled.code} ของปี {book.fiscal_year} {here} แต่ชื่อที่พิมพ์คู่กันเป็นของ{homes_th}",
            f"แก้เลขข้อเป็น {expected}" if expected else f"ใช้เลขข้อของปีงบประมาณ พ.ศ. {book.fiscal_year} ให้ตรงกับชื่อ",
        ),
        (
            f"In {book.fiscal_year}, {titled.code} {here_en}; the title printed beside it belongs to {homes_en}.",
            f"Write {expected}." if expected else f"Use the number that the title has in {book.fiscal_year}.",
        ),
        expected,
    )


def _titled(reading: Reading) -> Iterator[_Titled]:
    for finding in reading.findings:
        yield from _titles_in(f"{finding.remark}\n{finding.recommendation}", finding.where)
        if finding.code:
            yield from _title_without_code(finding.code, finding.remark, finding.where)
    for measure in reading.measures:
        texts = (measure.finding, measure.title, *(step.text for step in measure.steps))
        yield from _titles_in("\n".join(texts), measure.where)
        if len(measure.codes) == 1:
            yield from _title_without_code(measure.codes[0], measure.finding, measure.where)


def _titles_in(text: str, where: Where) -> Iterator[_Titled]:
    """Codes with a title of their own: in brackets after it, or before it. Codes listed together have none."""
    mentions = [mention for mention in item_codes(text) if mention.value.startswith("o")]
    edges = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions), len(text)]
    for number, mention in enumerate(mentions):
        before, after = text[edges[number] : mention.start], text[mention.end : starts[number + 1]]
        if (number and not key(before)) or (number + 1 < len(mentions) and not key(after)):
            continue
        if opening := _IN_BRACKETS.search(before):
            yield _Titled(mention.value, key(before[: opening.start()]), True, where)
        else:
            yield _Titled(mention.value, key(after), False, where)


def _title_without_code(code: str, text: str, where: Where) -> Iterator[_Titled]:
    if code.startswith("o") and text and not item_codes(text):
        yield _Titled(code, key(text), False, where)


def _wrong_tool(reading: Reading) -> Iterator[Check]:
    book = framework.nearest(reading.fiscal_year or YEARS[-1])
    for finding in reading.findings:
        about = [finding.code] if finding.code else []
        if strangers := _strangers(finding.tool, finding.indicator, about, book):
            yield _misfiled(strangers, finding.tool or "", finding.where)
    for measure in reading.measures:
        subjects = measure.codes if _is_subject(measure) else ()
        if strangers := _strangers(measure.tool, measure.indicator, subjects, book):
            yield _misfiled(strangers, measure.tool or "", measure.where)


def _is_subject(measure: Measure) -> bool:
    """Whether the codes are what the measure is about: its row starts with them, and does not merely cite them."""
    spelt = tuple(key(code) for code in (*measure.printed_codes, *measure.codes))
    heads = (measure.finding, measure.title)
    return measure.indicator is None or any(key(head).startswith(spelt) for head in heads)


def _strangers(
    tool: str | None, indicator: int | None, codes: Iterable[str], book: Framework
) -> list[tuple[str, str, str]]:
    """What does not belong to the tool. Shape: (Thai name, English name, its own tool)."""
    strangers = []
    numbers = {each.number: each.tool for each in book.indicators}
    if tool and numbers.get(indicator or 0, tool) != tool:
        strangers.append((f"ตัวชี้วัดที่ {indicator}", f"indicator {indicator}", numbers[indicator or 0]))
    tools = {code: _TOOL_OF_LETTER[code[0]] for code in codes}
    if tool and tool not in tools.values():
        strangers += [(f"ข้อ {code}", code, own) for code, own in tools.items()]
    return strangers


def _misfiled(strangers: list[tuple[str, str, str]], tool: str, where: Where) -> Check:
    names, names_en = ", ".join(th for th, _, _ in strangers), ", ".join(en for _, en, _ in strangers)
    own = strangers[0][2]
    return found(
        "indicator.wrong_tool",
        where,
        (f"{names} เป็นของแบบวัด {own} แต่เขียนไว้ใต้ {tool}", f"ย้ายไปไว้ใต้ {own} หรือแก้เลขให้ตรงกับแบบวัด {tool}"),
        (f"Under {tool} stands what belongs to {own}: {names_en}.", f"Move it to {own}, or correct the number."),
        own,
    )
