"""The answers of a made-up country, drawn inside DuckDB so that millions of them need no memory.

A respondent loses points by what the agency stands at, times a share of their own (skewed, one on average, alike in
all they answer), times how hard a statement is; the choice is drawn so that the mean is what it should be. Some leave
blanks, some give one choice throughout. Everything is whole numbers, the same on every machine.
"""

# ruff: noqa: S608 - every word of these statements is ours

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prongsai.core.nation.counting import Statement, Survey
from prongsai.scale.country_agencies import MadeAgency
from prongsai.scale.country_draws import FIRST, MASK, below, mixed, mixed_sql, named
from prongsai.scale.country_years import WHOLE, Standing

FIRST_PART_SHARE = 80
"""Of a hundred who answer EIT, how many answer its first part. A choice."""
STRAIGHT_EVERYWHERE = 15
"""Of a thousand respondents of any agency, how many give one choice throughout. A choice."""
BLANK_LEAVERS = 41
"""Of 1024 respondents, how many leave an answer in eight out. A choice."""
PLANTED = 2
"""Of a hundred agencies and parts, how many are planted with straight-liners, and as many with a stuffed block."""
STRAIGHT_SHARE, BLOCK_SHARE = 30, 10
"""How many of the respondents of such an agency. Unit: percent."""
PLANTED_FROM = 40
"""Nothing is planted where fewer answer."""
BLOCK_LOSS = 3000
"""A stuffed block is not all praise, which many give: what it loses at least. Unit: hundredths of a point."""
UNIT = 1024


@dataclass(frozen=True, slots=True)
class Group:
    """Those who answer one part of one questionnaire for one agency.

    `first` counts the respondents of the part before them; the first `block` of them answer alike, the next `straight`
    give one choice throughout.
    """

    agency: str
    first: int
    respondents: int
    seed: int
    block: int
    block_seed: int
    straight: int
    losses: tuple[int, ...]


def groups_of(
    survey: Survey, part: str, fiscal_year: int, agencies: Sequence[MadeAgency], standings: Sequence[Standing]
) -> Iterator[Group]:
    """The groups of a part in the order of the agencies; those without respondents are left out."""
    first = 0
    word = named(f"{survey.tool}{part}{fiscal_year}")
    for agency, standing in zip(agencies, standings, strict=True):
        respondents = _respondents(survey, part, agency)
        if not respondents:
            continue
        seed = mixed(agency.seed, word)
        mark = below(100, seed, 21) if respondents >= PLANTED_FROM else 100
        block = respondents * BLOCK_SHARE // 100 if mark < PLANTED else 0
        straight = respondents * STRAIGHT_SHARE // 100 if PLANTED <= mark < 2 * PLANTED else 0
        losses = tuple(standing.losses[number] for number in survey.indicators)
        yield Group(agency.code, first, respondents, seed, block, mixed(seed, 22), straight, losses)
        first += respondents


def _respondents(survey: Survey, part: str, agency: MadeAgency) -> int:
    if survey.tool == "IIT":
        return agency.inside
    one = agency.outside * FIRST_PART_SHARE // 100
    if len(survey.parts) == 1:
        return agency.outside
    return one if part == survey.parts[0] else agency.outside - one


def answers_sql(survey: Survey, part: str, groups: str) -> str:
    """The SELECT that draws every respondent of a part from a table of groups, a statement a column, in order."""
    people = f"""
        SELECT agency, number, straight_one, skips, k < block AS stuffed, {_own(survey)}, s
        FROM (SELECT *, {_flags()} FROM (
            SELECT *, CASE WHEN k < block THEN block_seed ELSE {mixed_sql("t")} END AS s
            FROM (SELECT *, first + k + 1 AS number, xor(seed, ((k + 1) * {FIRST}) & {MASK}) AS t
                  FROM (SELECT *, unnest(range(respondents)) AS k FROM {groups}))))"""
    once = ", ".join(f"(s * {_odd(each)}) & {MASK} AS h{place}" for place, each in enumerate(survey.statements))
    twice = ", ".join(
        f"(xor(h{place}, h{place} >> 15) * {FIRST}) & {MASK} AS h{place}" for place in range(len(survey.statements))
    )
    kept = "agency, number, straight_one, skips, " + ", ".join(f"l{place}" for place in range(len(survey.indicators)))
    answers = ", ".join(_answer(survey, each, place) for place, each in enumerate(survey.statements))
    named_part = f", '{part}' AS part" if part else ""
    return f"""
        SELECT agency, '{survey.tool}' AS tool{named_part}, CAST(number AS VARCHAR) AS respondent, {answers}
        FROM (SELECT {kept}, {twice} FROM (SELECT {kept}, {once} FROM ({people})))"""


def columns_of_groups(survey: Survey) -> dict[str, str]:
    """The columns of the table of groups and their types in SQL."""
    plain = ("first", "respondents", "seed", "block", "block_seed", "straight")
    losses = [f"x{place}" for place in range(len(survey.indicators))]
    return {"agency": "VARCHAR", **dict.fromkeys((*plain, *losses), "BIGINT")}


def row_of(group: Group) -> tuple[str | int, ...]:
    """A group as a row of that table."""
    return (
        group.agency,
        group.first,
        group.respondents,
        group.seed,
        group.block,
        group.block_seed,
        group.straight,
        *group.losses,
    )


def _flags() -> str:
    """Who gives one choice throughout (which one, else 0), and who leaves blanks."""
    other = mixed_sql(f"xor(s, {named('flags')})")
    straight = f"(k >= block AND (k < block + straight OR (h & 1023) * 1000 < {STRAIGHT_EVERYWHERE} * 1024))"
    return (
        f"{other} AS h, 2 * ((s >> 4) & 255) + 1 AS u, "
        f"CASE WHEN {straight} THEN 1 + ((h >> 10) & 1023) ELSE 0 END AS straight_one, "
        f"k >= block AND ((h >> 20) & 1023) < {BLANK_LEAVERS} AS skips"
    )


def _own(survey: Survey) -> str:
    """What a respondent loses in each indicator: three times a square of chance, so one on average."""
    shared = "(x{0} * (3 * u * u // 4)) >> 16"
    own = f"CASE WHEN k < block THEN greatest(x{{0}}, {BLOCK_LOSS}) ELSE least({WHOLE}, {shared}) END AS l{{0}}"
    return ", ".join(own.format(place) for place in range(len(survey.indicators)))


def _odd(statement: Statement) -> int:
    """A multiplier of its own for a statement."""
    return mixed(named(statement.code)) >> 1 | 1


def _answer(survey: Survey, statement: Statement, place: int) -> str:
    steps = len(statement.points) - 1
    indicator = survey.indicators.index(statement.indicator)
    # In one case of two nobody loses anything, in the other twice as much: answers vary more than the mean tells.
    wanted = 2 * _hardness(survey, statement) * steps * 65536 // WHOLE
    lost = f"least({steps}, ((h{place} >> 15) & 1) * (((l{indicator} * {wanted} // {UNIT}) + (h{place} >> 16)) >> 16))"
    is_rising = statement.points[-1] > statement.points[0]
    choice = f"{steps + 1} - {lost}" if is_rising else f"1 + {lost}"
    if len(statement.points) == _commonest(survey):
        choice = f"CASE WHEN straight_one > 0 THEN 1 + straight_one % {steps + 1} ELSE {choice} END"
    return f'CAST(CASE WHEN skips AND (h{place} & 7) = 0 THEN NULL ELSE {choice} END AS TINYINT) AS "{statement.code}"'


def _commonest(survey: Survey) -> int:
    """How many choices most statements of a questionnaire have."""
    return Counter(len(each.points) for each in survey.statements).most_common(1)[0][0]


def _hardness(survey: Survey, statement: Statement) -> int:
    """How much is lost in a statement beside its indicator, whose mean is kept. Unit: of `UNIT`."""
    of_indicator = survey.of_indicator(statement.indicator)
    weights = sum(each.indicator_weight for each in of_indicator)
    raw = sum(each.indicator_weight * _raw(each) for each in of_indicator)
    return _raw(statement) * UNIT * weights // raw


def _raw(statement: Statement) -> int:
    return 512 + below(1024, named(statement.code), 31)
