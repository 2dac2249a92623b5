"""Files to score: a few made-up agencies whose answers follow from their numbers, in any layout and order."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from prongsai.core.framework import load
from prongsai.core.nation.counting import Counting, counting_of

YEAR = 2568
Row = dict[str, object]
HOSTILE = ('<script>alert(1)</script>"&', '=HYPERLINK("http://x","y")', 'บรรทัด\nใหม่, "คำพูด"', "\u202egnp\x1b[2J")


def folder(
    place: Path,
    *,
    agencies: int = 3,
    respondents: int = 4,
    is_long: bool = False,
    shuffled: Callable[[list[Row]], None] = lambda rows: None,
    more: Iterable[Row] = (),
    kinds: Sequence[str] = ("เทศบาลตำบล", "องค์การบริหารส่วนตำบล"),
    unmarked: Sequence[str] = (),
    extra_columns: Sequence[str] = (),
) -> Path:
    """A folder with answers, agency list and item marks of as many agencies, each with as many respondents a part."""
    place.mkdir(parents=True, exist_ok=True)
    rows = [*answer_rows(agencies, respondents), *more]
    if is_long:
        rows = [each for row in rows for each in long_rows(row)]
    shuffled(rows)
    names = dict.fromkeys(name for row in rows for name in row)
    write(place / "answers.csv", rows, [*names, *extra_columns])
    listed = [
        {
            "agency": f"A{number}",
            "name": f"หน่วยงานที่ {number}",
            "type": kinds[number % len(kinds)],
            "province": "จังหวัดสมมติ",
            "staff": 40,
        }
        for number in range(agencies)
    ]
    write(place / "agencies.csv", listed, list(listed[0]))
    items = [each.code for each in load(YEAR).items]
    marked = [
        {"agency": f"A{number}"} | {code: int((number + place) % 5 != 0) for place, code in enumerate(items)}
        for number in range(agencies)
        if f"A{number}" not in unmarked
    ]
    write(place / "items.csv", marked, ["agency", *items])
    return place


def counting() -> Counting:
    """What is counted in the year of these files."""
    return counting_of(load(YEAR))


def answer_rows(agencies: int, respondents: int) -> list[Row]:
    """A row a respondent: agency, tool, part, respondent and one answer a statement."""
    return [
        {"agency": f"A{agency}", "tool": survey.tool, "part": part, "respondent": f"{part or survey.tool}-{number}"}
        | {
            each.code: 1 + (agency * 7 + number * 3 + place * place) % len(each.choices)
            for place, each in enumerate(survey.statements)
        }
        for survey in counting().surveys
        for part in survey.parts
        for agency in range(agencies)
        for number in range(respondents)
    ]


def long_rows(row: Row) -> list[Row]:
    """A respondent as a row an answer."""
    keys = ("agency", "tool", "part", "respondent")
    return [
        {key: row[key] for key in keys} | {"question": code, "answer": answer}
        for code, answer in row.items()
        if code not in keys
    ]


def write(file: Path, rows: Iterable[Row], names: Sequence[str]) -> None:
    """A CSV file with these columns; what a row does not have is empty."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, names)
        writer.writeheader()
        writer.writerows(rows)
