"""What a run reads: answers, the agency list, item marks - found, opened, and held against what must be in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.core.errors import Problem
from prongsai.core.nation.counting import Counting
from prongsai.scale.plain import raised
from prongsai.scale.scratch import Scratch
from prongsai.scale.tablefiles import (
    ALONE,
    KINDS,
    WHOLE_TYPES,
    Kept,
    KeptOfFile,
    TableFiles,
    WhatFilesKeep,
    must_be_there,
    open_table,
    quoted,
)

if TYPE_CHECKING:
    import duckdb

KEYS = ("agency", "tool", "part", "respondent")
_PART = "part"
_PAIR = ("question", "answer")
_SPILLED = "spilled"
_QUESTION = re.compile(r"[ie]\d{1,3}([._]\d{1,2})?")


class Form(StrEnum):
    """How a table of answers is laid out."""

    WIDE = "wide"
    """A row is a respondent, a column a statement."""
    LONG = "long"
    """A row is one answer."""


EMPTY = (1, 0)
"""The bounds of a column in which nobody answered."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column that holds answers.

    `bounds` are the least and greatest whole number in it, where that is known; `tools`, as written, those in whose
    rows it holds any.
    """

    name: str
    code: str
    is_whole: bool
    bounds: tuple[int, int] | None = None
    tools: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """The files of answers. Shape: `keys` is agency, tool, part, respondent to the column's name, where there is one.

    In a wide table `columns` are the statements; in a long one they are ``question`` and ``answer``. `by_tool` are the
    files that may hold rows of a tool, where the files themselves tell that others do not.
    """

    files: TableFiles
    form: Form
    keys: Mapping[str, str]
    columns: tuple[AnswerColumn, ...]
    by_tool: Mapping[str, TableFiles] = field(default_factory=dict)

    def of_tool(self, tool: str) -> TableFiles:
        """The files that may hold rows of a tool, with the columns that they have."""
        return self.by_tool.get(tool, self.files)


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a run reads, opened by `open_sources`. Close it after: it holds copies of what was no UTF-8.

    `database` is the DuckDB by which they were opened and small tables are read, whichever engine counts.
    """

    answers: Answers
    agencies: TableFiles
    items: TableFiles | None
    unread_columns: tuple[str, ...]
    database: duckdb.DuckDBPyConnection = field(repr=False)
    held: ExitStack = field(repr=False)

    @property
    def files(self) -> dict[str, tuple[Path, ...]]:
        """The files as given, by role: ``answers``, ``agencies``, ``items``."""
        items = {"items": self.items.named} if self.items else {}
        return {"answers": self.answers.files.named, "agencies": self.agencies.named, **items}

    def close(self) -> None:
        """Let the copies go, and the database."""
        self.held.close()

    def __enter__(self) -> Sources:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def must_suit(self, counting: Counting) -> None:
        """Raises: Problem when the year's tools have parts and the answers do not tell them."""
        if _PART not in self.answers.keys and any(len(each.parts) > 1 for each in counting.surveys):
            raise _missing(
                self.answers.files.names,
                [_PART],
                f" (ปีงบประมาณ พ.ศ. {counting.fiscal_year} แบ่งแบบสำรวจเป็นส่วน)",
                f" (fiscal year {counting.fiscal_year} asks in parts)",
            )


AGENCY_COLUMNS = ("agency", "name", "type", "province", "district", "region", "size", "staff")
AGENCY_MUST = ("agency", "type", "province")
MINIMUMS = {f"minimum_{each.lower()}": each for each in ("IIT", "EIT", "EIT1", "EIT2")}
ITEM = re.compile(r"o\d{1,3}")
ITEM_LONG = ("item", "mark")


def open_sources(paths: Sequence[Path], agencies: Path | None = None, items: Path | None = None) -> Sources:
    """Open answers (files, or one folder that holds everything), the agency list and the item marks.

    Raises: Problem that names the file, the column and what to do, for whatever is missing or cannot be read.
    """
    given, agencies, items = _found(paths, agencies, items)
    if agencies is None:
        raise Problem(
            "ไม่มีบัญชีหน่วยงาน ให้ระบุ --agencies แฟ้ม หรือวาง agencies.parquet หรือ agencies.csv ในโฟลเดอร์เดียวกัน",
            "There is no agency list; say --agencies FILE, or put agencies.parquet or agencies.csv in the folder.",
        )
    with ExitStack() as held:
        return _opened(given, agencies, items, held)


def _opened(given: Sequence[Path], agencies: Path, items: Path | None, held: ExitStack) -> Sources:
    import duckdb

    folder = Scratch()
    held.callback(folder.close)
    config = {**ALONE, "threads": 1, "temp_directory": str(folder.path / _SPILLED), "preserve_insertion_order": False}
    database = held.enter_context(duckdb.connect(config=config))
    table = open_table(given, database, folder)
    answers, unread = _answers(table)
    if len(table.named) > 1:
        _must_hold_answers(answers, database)
    listed = open_table([agencies], database, folder)
    marked = open_table([items], database, folder) if items else None
    if answers.form is Form.WIDE and not table.is_csv:
        answers = _told(answers, database)
    _must_have(listed, AGENCY_MUST)
    unread += _unread(listed, {*AGENCY_COLUMNS, *MINIMUMS})
    if marked:
        _must_have(marked, ("agency",))
        unread += _items_unread(marked)
    return Sources(answers, listed, marked, unread, database, held.pop_all())


def codes(table: TableFiles, turned: str = "") -> dict[str, str]:
    """The columns of a table by code: any case, blanks stripped. Raises: Problem for two columns of one code."""
    found: dict[str, str] = {}
    for name in table.columns:
        code = _code(name, turned)
        if code in found:
            raise Problem(
                f"แฟ้ม {table.names} มีคอลัมน์ “{found[code]}” และ “{name}” ซึ่งเป็นเรื่องเดียวกัน กรุณาลบออกหนึ่งคอลัมน์",
                f"{table.names} has the columns “{found[code]}” and “{name}”, which are the same; remove one.",
            )
        found[code] = name
    return found


def _code(name: str, turned: str) -> str:
    code = name.strip("\ufeff \t\u00a0").lower()
    return code.replace("_", ".") if turned and _QUESTION.fullmatch(code) else code


def _found(
    paths: Sequence[Path], agencies: Path | None, items: Path | None
) -> tuple[list[Path], Path | None, Path | None]:
    if not paths:
        raise Problem("ต้องระบุแฟ้มคำตอบอย่างน้อยหนึ่งแฟ้ม", "Name at least one file of answers.")
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            must_be_there(path)
            files.append(path)
            continue
        inside = sorted(each for each in path.iterdir() if each.suffix.lower() in KINDS)
        files += [each for each in inside if each.name.lower().startswith("answers")]
        agencies = agencies or _one(inside, "agencies")
        items = items or _one(inside, "items")
    if not files:
        raise Problem(
            f"โฟลเดอร์ {paths[0]} ไม่มีแฟ้ม answers*.parquet หรือ answers*.csv",
            f"{paths[0]} holds no answers*.parquet or answers*.csv.",
        )
    return files, agencies, items


def _one(inside: Iterable[Path], name: str) -> Path | None:
    found = [each for each in inside if each.stem.lower() == name]
    if len(found) > 1:
        names = ", ".join(each.name for each in found)
        raise Problem(
            f"โฟลเดอร์ {found[0].parent} มี {names} กรุณาเหลือไว้แฟ้มเดียว", f"{found[0].parent} has {names}; keep one."
        )
    return found[0] if found else None


def _answers(table: TableFiles) -> tuple[Answers, tuple[str, ...]]:
    named = codes(table, "questions")
    missing = [key for key in KEYS if key != _PART and key not in named]
    pair = [each for each in _PAIR if each in named]
    asked = [code for code in named if _QUESTION.fullmatch(code)]
    if missing or len(pair) == 1 or not (pair or asked):
        lost = missing or [each for each in _PAIR if each not in named]
        raise _missing(
            table.names,
            lost,
            "" if missing else " หรือคอลัมน์ i1, i2, … ต่อหนึ่งข้อ",
            "" if missing else " or a column a statement: i1, i2, …",
        )
    if pair and asked:
        raise _two_forms(table.names, asked[0])
    form = Form.LONG if pair else Form.WIDE
    read = list(_PAIR) if pair else sorted(asked, key=_in_order)
    keys = {key: named[key] for key in KEYS if key in named}
    for name in keys.values():
        _must_be_text(table, name)
    columns = tuple(AnswerColumn(named[code], code, table.columns[named[code]] in WHOLE_TYPES) for code in read)
    return Answers(table, form, keys, columns), _unread(table, {*KEYS, *read}, "questions")


def _two_forms(names: str, question: str) -> Problem:
    return Problem(
        f"แฟ้ม {names} มีทั้งคอลัมน์ question, answer และคอลัมน์ {question} กรุณาใช้แบบเดียว: หนึ่งแถวต่อหนึ่งคำตอบ หรือหนึ่งแถวต่อหนึ่งผู้ตอบ",
        f"{names} has the columns question and answer and also {question}; keep one form: an answer a row, or a "
        "respondent a row.",
    )


def _must_hold_answers(answers: Answers, database: duckdb.DuckDBPyConnection) -> None:
    """Of several files each must have what a row needs: what one lacks would be taken for cells left empty."""
    read = {each.code for each in answers.columns}
    for path, names in answers.files.columns_by_file(database):
        there = {_code(name, "questions") for name in names}
        lost = [key for key in answers.keys if key != _PART and key not in there]
        if answers.form is Form.LONG:
            lost += [each for each in _PAIR if each not in there]
        elif not read & there:
            lost.append("i1, i2, …")
        if lost:
            raise _missing(path.name, lost)


def _in_order(code: str) -> tuple[str, ...]:
    tool, *numbers = code[0], *code[1:].split(".")
    return tool, *(each.zfill(3) for each in numbers)


def _unread(table: TableFiles, read: set[str], turned: str = "") -> tuple[str, ...]:
    return tuple(name for code, name in codes(table, turned).items() if code not in read)


def _items_unread(marked: TableFiles) -> tuple[str, ...]:
    named = codes(marked)
    if all(each in named for each in ITEM_LONG):
        return _unread(marked, {"agency", *ITEM_LONG})
    items = {code for code in named if ITEM.fullmatch(code)}
    if not items:
        raise _missing(marked.names, ITEM_LONG, " หรือคอลัมน์ o1, o2, …", " or columns o1, o2, …")
    return _unread(marked, {"agency", *items})


def _must_have(table: TableFiles, must: Sequence[str]) -> None:
    named = codes(table)
    if missing := [each for each in must if each not in named]:
        raise _missing(table.names, missing)
    _must_be_text(table, named["agency"])


def _must_be_text(table: TableFiles, name: str) -> None:
    """A decimal is no code: ``10.0`` and ``10`` would be two agencies, and who is meant nobody can tell."""
    if table.columns[name] not in WHOLE_TYPES | {"VARCHAR", "HUGEINT", "UBIGINT"}:
        raise Problem(
            f"คอลัมน์ “{name}” ของแฟ้ม {table.names} ต้องเป็นข้อความหรือจำนวนเต็ม กรุณาบันทึกเป็นข้อความ",
            f"Column “{name}” of {table.names} must be text or whole numbers; save it as text.",
        )


def _missing(names: str, columns: Sequence[str], th: str = "", en: str = "") -> Problem:
    listed = ", ".join(columns)
    return Problem(f"แฟ้ม {names} ไม่มีคอลัมน์ {listed}{th}", f"{names} has no column {listed}{en}.")


def _told(answers: Answers, database: duckdb.DuckDBPyConnection) -> Answers:
    """The answers with what their files tell of themselves; nearly every Parquet does, so this reads no rows."""
    whole = [each for each in answers.columns if each.is_whole]
    if not whole:
        return answers
    kept = WhatFilesKeep(answers.files, answers.keys["tool"], database)
    of_columns = kept.of_columns()
    if any(each.name.lower() not in of_columns for each in whole):
        asked = ", ".join(f"min({quoted(each.name)}), max({quoted(each.name)})" for each in whole)
        (found,) = answers.files.rows(database, asked)
        ends = zip(whole, found[::2], found[1::2], strict=True)
        of_columns = {each.name.lower(): Kept(least, greatest, None) for each, least, greatest in ends}
    columns = (_known(each, of_columns[each.name.lower()]) if each.is_whole else each for each in answers.columns)
    return replace(answers, columns=tuple(columns), by_tool=_by_tool(answers.files, kept.of_files()))


def _known(column: AnswerColumn, kept: Kept) -> AnswerColumn:
    bounds = EMPTY if kept.least is None or kept.greatest is None else (int(kept.least), int(kept.greatest))
    return replace(column, bounds=bounds, tools=kept.beside)


def _by_tool(table: TableFiles, files: Sequence[KeptOfFile]) -> dict[str, TableFiles]:
    """By tool the files that may hold rows of it; only where each file tells which tools it holds."""
    tools = [None if each.told is None else frozenset(map(raised, each.told)) for each in files]
    if None in tools:
        return {}
    found: dict[str, TableFiles] = {}
    for tool in frozenset[str]().union(*(each or () for each in tools)):
        places = [place for place, each in enumerate(tools) if each and tool in each]
        there = frozenset[str]().union(*(files[place].columns for place in places))
        found[tool] = replace(
            table,
            named=tuple(table.named[place] for place in places),
            read=tuple(table.read[place] for place in places),
            columns={name: kind for name, kind in table.columns.items() if name.lower() in there},
        )
    return found
