"""Two hundred small countries in three years, seeded, the nasty ones among them; each is a handful of agencies."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

import duckdb

from prongsai.core.framework import load
from prongsai.core.nation.counting import Counting, Survey, counting_of

CASES = 200
YEARS = ((2565, False), (2566, True), (2568, False))
"""With statements under questions; in points, in parts; on a scale of six, in parts."""
KEYS = ("agency", "tool", "part", "respondent")
TEXTS = 3
"""So many questions of each questionnaire hold what is no number; the others stay columns of numbers."""


class Person(NamedTuple):
    """A row of a wide table."""

    agency: str
    tool: str
    part: str
    respondent: str
    answers: dict[str, str]


@dataclass
class Case:
    """One small country. `listed` are its agencies in the list."""

    name: str
    counting: Counting
    listed: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def cases() -> dict[int, list[Case]]:
    """The cases, by year."""
    found: dict[int, list[Case]] = {year: [] for year, _ in YEARS}
    countings = {year: counting_of(load(year), in_points=in_points) for year, in_points in YEARS}
    for number in range(CASES):
        year, _ = YEARS[number % len(YEARS)]
        name, made = list(KINDS.items())[(number // len(YEARS)) % len(KINDS)]
        case = Case(f"{number:03d}-{name}", countings[year])
        made(case, Random(number))
        found[year].append(case)
    return found


def _surveys(case: Case) -> Iterator[tuple[Survey, str]]:
    return ((survey, part) for survey in case.counting.surveys for part in survey.parts)


def _agency(case: Case, name: str, is_listed: bool = True) -> str:
    code = f"{name}{case.name[:3]}"
    if is_listed and code not in case.listed:
        case.listed.append(code)
    return code


def _answers(survey: Survey, random: Random, blank: float = 0.1) -> dict[str, str]:
    return {each.code: str(random.choice(each.choices)) for each in survey.statements if random.random() >= blank}


def _crowd(case: Case, random: Random, agency: str, most: int = 9, blank: float = 0.1) -> None:
    for survey, part in _surveys(case):
        for number in range(random.randint(1, most)):
            case.people.append(Person(agency, survey.tool, part, str(number), _answers(survey, random, blank)))


def plain(case: Case, random: Random) -> None:
    for name in ("ก", "B", "a"):
        _crowd(case, random, _agency(case, name))


def one_respondent(case: Case, random: Random) -> None:
    _crowd(case, random, _agency(case, "A"), most=1, blank=0)


def all_rejected(case: Case, random: Random) -> None:
    _crowd(case, random, _agency(case, "A", is_listed=False))


def ties(case: Case, random: Random) -> None:
    for survey, part in _surveys(case):
        given = _answers(survey, random, 0)
        for name in ("A", "B"):
            for number in range(6):
                case.people.append(Person(_agency(case, name), survey.tool, part, str(number), given))


def halves(case: Case, random: Random) -> None:
    """Eight respondents, one of them a step lower: a mean that ends in a half of a hundredth."""
    for survey, part in _surveys(case):
        for number in range(8):
            given = {each.code: str(each.choices[-1 if number else -2]) for each in survey.statements}
            case.people.append(Person(_agency(case, "A"), survey.tool, part, str(number), given))


def empty_tool(case: Case, random: Random) -> None:
    survey, part = next(_surveys(case))
    agency = _agency(case, "A")
    case.people.append(Person(agency, survey.tool, part, "1", _answers(survey, random)))
    case.people.append(Person(agency, "", part, "2", _answers(survey, random)))
    case.people.append(Person(agency, "OIT", "", "3", _answers(survey, random)))
    case.people.append(Person(agency, survey.tool, "EIT9", "4", _answers(survey, random)))


def exact_copies(case: Case, random: Random) -> None:
    _crowd(case, random, _agency(case, "A"))
    case.people += case.people[: random.randint(1, 4)] * 2


def differing_copies(case: Case, random: Random) -> None:
    _crowd(case, random, _agency(case, "A"), blank=0)
    for person in case.people[:3]:
        survey = case.counting.survey(person.tool)
        case.people.append(person._replace(answers=_answers(survey, random, 0.3)))


def completing_copies(case: Case, random: Random) -> None:
    """A respondent in two rows that do not answer the same question twice is one respondent."""
    agency = _agency(case, "A")
    for survey, part in _surveys(case):
        given = list(_answers(survey, random, 0).items())
        half = len(given) // 2
        for pairs in (given[:half], given[half:], []):
            case.people.append(Person(agency, survey.tool, part, "1", dict(pairs)))


def off_scale(case: Case, random: Random) -> None:
    agency = _agency(case, "A")
    for survey, part in _surveys(case):
        for number in range(5):
            given = _answers(survey, random)
            for each in random.sample(survey.statements, 4):
                given[each.code] = random.choice(("0", "7", "101", "-1", "99999"))
            case.people.append(Person(agency, survey.tool, part, str(number), given))


def not_numbers(case: Case, random: Random) -> None:
    agency = _agency(case, "A")
    for survey, part in _surveys(case):
        for number in range(5):
            given = _answers(survey, random)
            for each in survey.statements[:TEXTS]:
                given[each.code] = random.choice(
                    ("5.0", "5.5", "x", " 2 ", "02", "1.", ".5", "1e0", "ก", "nan", "๑", "2\u2028", "'; --", "1,0", "")
                )
            case.people.append(Person(agency, survey.tool, part, str(number), given))


def other_question(case: Case, random: Random) -> None:
    agency = _agency(case, "A")
    for survey, part in _surveys(case):
        for number in range(4):
            given = _answers(survey, random) | {"i99": "1", "e77.2": "2"}
            case.people.append(Person(agency, survey.tool, part, str(number), given))
    survey, part = next(_surveys(case))
    case.people.append(Person(agency, survey.tool, part, "crossed", _answers(case.counting.survey("EIT"), random)))


def blanks(case: Case, random: Random) -> None:
    agency = _agency(case, "A")
    for survey, part in _surveys(case):
        row = _answers(survey, random)
        spelled = (f" {agency}\u00a0", f"{survey.tool.lower()} ", part.lower())
        case.people.append(Person(*spelled, " R1", row))
        case.people.append(Person(agency, survey.tool, part, "R1 ", row))
        case.people.append(Person(agency, survey.tool, part, "", row))
        case.people.append(Person(agency, survey.tool, part, " ", row))
        case.people.append(Person("", survey.tool, part, "R2", row))
        case.people.append(Person(agency, survey.tool, part, "R3", {}))


def collations(case: Case, random: Random) -> None:
    """Codes that a dictionary, a language and a list of code points put in different orders."""
    for name in ("a", "B", "ä", "z", "Z", "-", "_", "เก", "กา", "ก่", "\U0001f600", "\uffee", "é", "e\u0301"):
        _crowd(case, random, _agency(case, name), most=2)


def large_ids(case: Case, random: Random) -> None:
    agency = _agency(case, "9" * 30)
    for survey, part in _surveys(case):
        for number in range(4):
            respondent = str(10**40 + number) if number % 2 else "ร" * 200 + str(number)
            case.people.append(Person(agency, survey.tool, part, respondent, _answers(survey, random)))


def straight_lines(case: Case, random: Random) -> None:
    agency = _agency(case, "A")
    for survey, part in _surveys(case):
        for number in range(6):
            line = random.choice(survey.statements[0].choices[:2])
            given = {each.code: str(min(line, each.choices[-1])) for each in survey.statements}
            case.people.append(Person(agency, survey.tool, part, str(number), given))


KINDS = {
    each.__name__: each
    for each in (
        plain,
        one_respondent,
        all_rejected,
        ties,
        halves,
        empty_tool,
        exact_copies,
        differing_copies,
        completing_copies,
        off_scale,
        not_numbers,
        other_question,
        blanks,
        collations,
        large_ids,
        straight_lines,
    )
}


def write(made: list[Case], folder: Path) -> dict[str, Path]:
    """The cases of a year as files: one wide Parquet with typed columns, one long CSV, and the list."""
    folder.mkdir()
    with (folder / "agencies.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["agency", "type", "province"])
        rows.writerows([code, "อบต.", "ก"] for case in made for code in case.listed)
    people = [person for case in made for person in case.people]
    with (folder / "long.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow([*KEYS, "question", "answer"])
        rows.writerows([*each[:4], code, answer] for each in people for code, answer in each.answers.items())
    _write_wide(people, folder)
    return {"wide": folder / "wide.parquet", "long": folder / "long.csv"}


def _write_wide(people: list[Person], folder: Path) -> None:
    columns = sorted({code for each in people for code in each.answers})
    with (folder / "wide.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow([*KEYS, *columns])
        rows.writerows([*each[:4], *(each.answers.get(code, "") for code in columns)] for each in people)
    kinds = {code: _kind({each.answers.get(code, "") for each in people}) for code in columns}
    typed = ", ".join(f"'{name}': '{kinds.get(name, 'VARCHAR')}'" for name in (*KEYS, *columns))
    duckdb.execute(
        f"COPY (SELECT * FROM read_csv('{folder / 'wide.csv'}', header = true, delim = ',', quote = '\"', "
        f"escape = '\"', auto_detect = false, columns = {{{typed}}})) TO '{folder / 'wide.parquet'}' (FORMAT parquet)"
    )


def _kind(values: set[str]) -> str:
    return (
        "INTEGER"
        if all(each.lstrip("-").isascii() and each.lstrip("-").isdecimal() for each in values - {""})
        else "VARCHAR"
    )
