"""Score tables and sentences -> a result for each year, with every printed score and its place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from prongsai.core import thai
from prongsai.core.records import Printed, Result, Where
from prongsai.paper.reading import subject
from prongsai.paper.reading.blocks import Cell
from prongsai.paper.reading.columns import Concept
from prongsai.paper.reading.tables import Row, Sheet

_POINTS = re.compile(r"\s*(?:ร้อยละ\s*)?(\d{1,3}(?:\.\d{1,3})?)\s*(?:%|คะแนน)?\s*")
_LEVELS = ("ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง", "ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "AA", "A", "B", "C", "D", "E", "F")
_LEVEL_CELL = re.compile(rf"(?:ระดับ\s*)?({'|'.join(_LEVELS)})(?:\s*\(.*\))?", re.IGNORECASE)
_TOTAL = re.compile(
    r"คะแนนเฉลี่ย|คะแนนรวม|ภาพรวม|คะแนนita|^รวม|ผลรวม|เฉลี่ยรวม|คะแนนประเมิน(?:รวม)?$|ค่าเฉลี่ย$|^เฉลี่ย|ผลคะแนนita|คะแนนทั้งหมด|คะแนนสุทธิ|ผลการประเมินita|^ita$|^(?:ผล)?คะแนน(?:การประเมิน)?(?:ของหน่วยงาน)?$"
)
_LEVEL = re.compile(r"ระดับ|เกรด")
_RANK = re.compile(r"^(?:อยู่ใน)?(?:ลำดับ|อันดับ)")
_NO_SCORE = re.compile(r"ผลต่าง|เปลี่ยนแปลง|เพิ่ม|ลดลง|น้ำหนัก|เป้าหมาย|ลำดับ|^ที่$|^ข้อ|อันดับ|เกณฑ์|จำนวน|ต่าง$|แนวโน้ม|ค่าเฉลี่ยประเทศ")
_OF_TOOL = re.compile(r"เครื่องมือ|แบบวัด")
_MOST_ROWS = 60
_YEAR = re.compile(r"(?<!\d)(25[5-9]\d)(?!\d)")

Column = str
"""A printed cell: ``total level rank IIT EIT OIT EIT1 EIT2`` or an indicator's number."""


@dataclass(slots=True)
class Results:
    """The results of a paper as they are met."""

    printed: dict[int, list[Printed]] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    places: dict[int, Where] = field(default_factory=dict)

    def note(self, year: int, cell: Column, text: str, where: Where) -> bool:
        """Note one printed thing; whether it was one of the kind that the cell holds."""
        if cell == "level":
            return self._note_level(year, text, where)
        if cell == "rank":
            return self._note_rank(year, text, where)
        points = points_in(text)
        if points is None:
            return False
        self._place(year, where)
        self.printed.setdefault(year, []).append(Printed(cell, points, where))
        return True

    def _note_level(self, year: int, text: str, where: Where) -> bool:
        level = level_in(text)
        if level:
            self._place(year, where)
            self.levels.setdefault(year, level)
        return level is not None

    def _note_rank(self, year: int, text: str, where: Where) -> bool:
        rank = rank_in(text)
        if rank is not None:
            self._place(year, where)
            self.ranks.setdefault(year, rank)
        return rank is not None

    def _place(self, year: int, where: Where) -> None:
        self.places.setdefault(year, where)

    def records(self) -> tuple[Result, ...]:
        """One result a year, the latest first."""
        return tuple(self._record(year) for year in sorted(self.places, reverse=True))

    def _record(self, year: int) -> Result:
        printed = self.printed.get(year, [])
        first: dict[str, Decimal] = {}
        for each in printed:
            first.setdefault(each.cell, each.value)
        return Result(
            fiscal_year=year,
            total=first.pop("total", None),
            level=self.levels.get(year),
            rank=self.ranks.get(year),
            tools={cell: value for cell, value in first.items() if not cell.isdecimal()},
            indicators={cell: value for cell, value in first.items() if cell.isdecimal()},
            printed=tuple(printed),
            where=self.places[year],
        )


def points_in(text: str) -> Decimal | None:
    """The score that a cell holds. Unit: points 0-100."""
    found = _POINTS.fullmatch(thai.arabic(text))
    points = Decimal(found[1]) if found else None
    return points if points is not None and points <= 100 else None


def rank_in(text: str) -> int | None:
    """The rank that a cell holds."""
    plain = thai.arabic(text).replace(",", "").strip()
    return int(plain) if plain.isdecimal() else None


def level_in(text: str) -> str | None:
    """The level that a cell names."""
    found = _LEVEL_CELL.fullmatch(thai.normal(text))
    return found[1].upper() if found else None


def label_of(text: str) -> Column | None:
    """What a label of a score table stands for; None for anything else."""
    key = re.sub(r"^\d{1,2}(?=\D)", "", thai.key(text))
    if not key or len(key) > 110:
        return None
    return _tool_label(text, key) or _indicator_label(text) or _summary_label(key)


def _indicator_label(text: str) -> Column | None:
    number = subject.named_indicator(text) or subject.beginning_indicator(text)
    if number is None:
        plain = re.fullmatch(r"(?:ตัวชี้วัด|i)(?:ที่)?(10|[1-9])", thai.key(text))
        number = int(plain[1]) if plain else None
    return str(number) if number else None


def _tool_label(text: str, key: str) -> Column | None:
    tool = subject.tool_in(text)
    if tool is None:
        return None
    part = subject.part_in(text)
    names_more = len(subject.indicators_in(text)) == 1 and "ตัวชี้วัด" in key
    if names_more:
        return None
    return {"public": "EIT1", "survey": "EIT2"}[part] if tool == "EIT" and part else tool


def _summary_label(key: str) -> Column | None:
    if part := subject.part_in(key):
        return {"public": "EIT1", "survey": "EIT2"}[part]
    if _LEVEL.search(key) and "คะแนนระดับ" not in key:
        return "level"
    if _TOTAL.search(key):
        return "total"
    return "rank" if _RANK.search(key) else None


def is_score_table(sheet: Sheet) -> bool:
    """Whether a table prints scores beside or below names of tools and indicators."""
    rows = sheet.table.rows
    if len(rows) > _MOST_ROWS or len(rows[0]) > _MOST_ROWS:
        return False
    labels = {label for row in rows for cell in row if (label := label_of(cell.text))}
    named = {label for label in labels if label.isdecimal() or label in ("IIT", "EIT", "OIT", "EIT1", "EIT2", "total")}
    numbers = [cell.text for row in rows for cell in row if points_in(cell.text) is not None]
    says_score = sheet.header is not None and sheet.header.has(Concept.SCORE)
    has_decimals = any("." in thai.arabic(text).strip(".") for text in numbers)
    if sheet.header and sheet.header.has(Concept.TITLE, Concept.STEPS, Concept.OWNERS):
        return False
    return len(named) >= 2 and len(numbers) >= len(named) and (says_score or has_decimals) and _is_short(rows)


def carries_on_scores(sheet: Sheet, before: Sheet | None) -> Sheet | None:
    """The rest of a score table that a page cut, under the header of its beginning; None for any other table."""
    if before is None or len(sheet.table.rows[0]) != len(before.table.rows[0]) or _has_other_header(sheet, before):
        return None
    body = sheet.body if sheet.header else sheet.table.rows
    said = [row for row in body if any(label_of(cell.text) for cell in row)]
    scored = [row for row in said if any(_is_of_scores(cell.text) for cell in row)]
    if not scored or len(scored) < len(body):
        return None
    return replace(sheet, table=replace(sheet.table, rows=(*_head(before.table.rows), *body)))


def _is_of_scores(text: str) -> bool:
    """Whether a cell holds points, a level or a rank."""
    return points_in(text) is not None or level_in(text) is not None or rank_in(text) is not None


def _has_other_header(sheet: Sheet, before: Sheet) -> bool:
    return sheet.header is not None and (before.header is None or sheet.header.names != before.header.names)


def _head(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows above the first score."""
    scored = (place for place, row in enumerate(rows) if any(points_in(cell.text) is not None for cell in row))
    return tuple(rows[: next(scored, 0)])


def _is_short(rows: Sequence[Row]) -> bool:
    texts = [cell.text for row in rows for cell in row if cell.text.strip()]
    return sum(len(text) for text in texts) / max(1, len(texts)) < 60


def read_scores(sheet: Sheet, results: Results, year: int) -> set[Where]:
    """Note every score of a table; gives the places that were understood. `year` stands where the table names none."""
    rows = sheet.table.rows
    across = _labels_across(rows)
    if across is not None:
        return _read_across(rows, across, results, year)
    return _read_down(rows, results, year, sheet.captions)


def _labels_across(rows: Sequence[Row]) -> int | None:
    """The row whose cells name tools and indicators, where the scores stand below their names."""
    counts = [len({label for cell in row if (label := label_of(cell.text))} - {"level", "rank"}) for row in rows[:4]]
    down = max((len({label_of(row[place].text) for row in rows} - {None}) for place in range(len(rows[0]))), default=0)
    best = max(range(len(counts)), key=lambda place: counts[place])
    return best if counts[best] > max(2, down) else None


def _read_across(rows: Sequence[Row], at: int, results: Results, year: int) -> set[Where]:
    labels = [_label_above(rows[: at + 1], place) for place in range(len(rows[0]))]
    understood: set[Where] = set()
    for row in rows[at + 1 :]:
        own = next((found for cell in row if (found := year_in(cell.text))), year)
        for cell, label in zip(row, labels, strict=True):
            if label and cell.text.strip() and results.note(own, label, cell.text, cell.where):
                understood.add(cell.where)
    return understood


def _label_above(rows: Sequence[Row], place: int) -> Column | None:
    return next((label for row in reversed(rows) if (label := label_of(row[place].text))), None)


def _read_down(rows: Sequence[Row], results: Results, year: int, captions: Sequence[str]) -> set[Where]:
    own_year = next((found for text in captions if (found := year_in(text))), year)
    columns = [_ScoreColumn.of(rows, place) for place in range(len(rows[0]))]
    understood: set[Where] = set()
    above: dict[int, Column] = {}
    for row in rows:
        for cell, label in _labelled(row, columns, above):
            if results.note(columns[cell[0]].year or own_year, label, cell[1].text, cell[1].where):
                understood.add(cell[1].where)
    return understood


def _labelled(
    row: Row, columns: Sequence[_ScoreColumn], above: dict[int, Column]
) -> Iterator[tuple[tuple[int, Cell], Column]]:
    """The cells of a row that can hold a score, each with the nearest label to its left; merged labels reach down."""
    label: Column | None = _label_behind(row)
    for place, cell in enumerate(row):
        own = label_of(cell.text) if points_in(cell.text) is None and level_in(cell.text) is None else None
        if own:
            label = above[place] = own
        elif cell.covered == "above" and place in above:
            label = above[place]
        elif label == "total" and level_in(cell.text):
            yield (place, cell), "level"
        elif label and cell.text.strip() and columns[place].is_score:
            yield (place, cell), columns[place].label_for(label)


def _label_behind(row: Row) -> Column | None:
    """The indicator that a row names behind its scores, where these stand first."""
    labels = [label for cell in row if (label := label_of(cell.text))]
    before = itertools.takewhile(lambda cell: not label_of(cell.text), row)
    if not any(points_in(cell.text) is not None and "." in cell.text for cell in before):
        return None
    return next((label for label in labels if label.isdecimal()), labels[0] if labels else None)


@dataclass(frozen=True, slots=True)
class _ScoreColumn:
    is_score: bool
    year: int | None
    of_tool: bool

    @classmethod
    def of(cls, rows: Sequence[Row], place: int) -> _ScoreColumn:
        """What the words above the first score of a column say of it."""
        names = []
        for row in rows:
            if points_in(row[place].text) is not None or level_in(row[place].text):
                break
            names.append(_reaching(row, place))
        name = " ".join(names)
        key = thai.key(name)
        is_score = not _NO_SCORE.search(thai.key(names[-1] if names else "")) and not _NO_SCORE.search(key)
        return cls(is_score, year_in(name), bool(_OF_TOOL.search(key)) and "คะแนน" in key and "ตัวชี้วัด" not in key)

    def label_for(self, label: Column) -> Column:
        return subject.tool_of(int(label)) if self.of_tool and label.isdecimal() else label


def _reaching(row: Row, place: int) -> str:
    while place and row[place].covered == "left":
        place -= 1
    return row[place].text


def year_in(text: str) -> int | None:
    """The one Buddhist year that a label names."""
    years = set(_YEAR.findall(thai.arabic(text)))
    return int(years.pop()) if len(years) == 1 else None
