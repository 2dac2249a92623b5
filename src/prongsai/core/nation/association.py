"""Which measures go with a better next year: agencies that declared a practice against their twins that did not.

An association, never a cause: who declares a measure may differ from its twins in what no list tells of.

How. Of every agency that declared a practice, the change of an outcome (the total, or an indicator that the practice is
about) from one year to the next, less the mean change of those of its twins (`prongsai.core.nation.twins`, near by last
year's value of the same outcome) that did not declare it; the association is the mean of these differences. A low score
rises and a high one falls by chance alone: near twins share that, and the gaps that are left between an agency and its
twins, in this outcome and in the other indicators, are taken out along a straight line (the change on last year's
indicators, within a type).

Twins serve many agencies, so their weight counts in the standard error; resampling would get it wrong. The larger of
two standard errors holds: agencies by themselves, and agencies of one province moving together. The interval and the
probability are Student's with as many groups as declared the practice; over all tests the false discovery rate is
held. Agencies that declare one practice often declare others: these are not told apart. Who declares is taken to
answer what was published: where few were asked and agencies know their weakness better than the survey shows it, an
association comes out too low.
Source: Abadie & Imbens 2006 (variance of matching), 2008 (why no bootstrap), 2011 (the gap that is left); Benjamini &
Hochberg 1995; published methods, our own choice of them and of the minimums (confirmed, and inferred).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt
from operator import mul
from typing import NamedTuple

from prongsai.core.nation.student import t_quantile, two_sided
from prongsai.core.nation.twins import Peer, twins_of_all
from prongsai.core.practices import practice

TOTAL = "total"
RATE = 0.05
"""The share of false ones among what is found that is accepted (false discovery rate)."""
LEAST_DECLARERS = 30
"""How many that declared a practice must have twins enough to be compared with. Unit: agencies."""
LEAST_TWINS = 5
"""How many twins that did not declare it an agency must have to be compared. Unit: agencies."""
LEAST_GROUPS = 10
"""How many provinces they must come from. Unit: provinces."""


@dataclass(frozen=True, slots=True)
class Case:
    """One agency in both years. Shape: `before` and `after` are keyed by outcome (``total``, ``"1"``..``"10"``).

    Unit: hundredths of a point.
    """

    code: str
    kind: str
    size: str
    region: str
    province: str
    before: Mapping[str, int]
    after: Mapping[str, int]


class Match(NamedTuple):
    """An agency that declared a practice, and what it was compared with: its twins that did not.

    Unit: `difference` is how much more its outcome rose than that of the twins, in points.
    """

    agency: str
    difference: float
    twins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Association:
    """What one practice goes with in one outcome: the mean difference of change to twins that did not declare it.

    `declared` have the outcome in both years, `declarers` of them have twins enough, from `groups` provinces: the
    `matches`, by agency. `is_found` says that it stands out among all tests. Unit: `points`, `low` and `high` are
    points (95 % interval); `probability` and `adjusted` are 0 to 1 (adjusted: for all tests made); `declarers` and
    `twins` are agencies.
    """

    practice: str
    outcome: str
    declared: int
    declarers: int
    groups: int
    twins: int
    points: float
    low: float
    high: float
    probability: float
    adjusted: float
    is_found: bool
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Thin:
    """A practice and outcome that nothing is said of: too few to compare.

    `declared` have the outcome in both years, `compared` of them have twins enough, from `groups` provinces: the
    `matches`, by agency. Unit: agencies; `declarers_missing` and `groups_missing` say how many more it takes.
    """

    practice: str
    outcome: str
    declared: int
    compared: int
    groups: int
    declarers_missing: int
    groups_missing: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Associations:
    """All that was asked: what could be told, the surest first, and what was too thin to tell."""

    told: tuple[Association, ...]
    thin: tuple[Thin, ...]

    @property
    def found(self) -> tuple[Association, ...]:
        """Those that stand out among all tests."""
        return tuple(each for each in self.told if each.is_found)


def associations(cases: Iterable[Case], declared: Iterable[tuple[str, str]]) -> Associations:
    """What each practice declared between the two years goes with.

    Shape: `declared` is (agency, practice) pairs; agencies that are no case do not count, a pair counts once.
    Raises: ValueError for a practice that the catalogue does not know.
    """
    listed = list(cases)
    declarers: dict[str, set[str]] = defaultdict(set)
    for agency, code in declared:
        declarers[code].add(agency)
    fields: dict[str, _Field] = {}
    told: list[Association] = []
    thin: list[Thin] = []
    for code in sorted(declarers):
        for outcome in outcomes_of(code):
            if outcome not in fields:
                fields[outcome] = _field(listed, outcome)
            answer = _test(code, outcome, declarers[code], fields[outcome])
            if isinstance(answer, Thin):
                thin.append(answer)
            else:
                told.append(answer)
    return Associations(_adjusted(told), tuple(thin))


def outcomes_of(code: str) -> tuple[str, ...]:
    """What a practice is tested on: the total and the indicators it names. Raises: ValueError for an unknown code."""
    known = practice(code)
    if known is None:
        raise ValueError(f"no practice {code}")
    return (TOTAL, *map(str, known.indicators))


class _Field(NamedTuple):
    """One outcome over all agencies that have it in both years.

    `change` is less what last year's values alone let one expect, `rest` what the mean of the twins leaves of it.
    """

    change: dict[str, float]
    twins: dict[str, tuple[str, ...]]
    rest: dict[str, float]
    province: dict[str, str]


def _field(cases: Sequence[Case], outcome: str) -> _Field:
    known = [each for each in cases if outcome in each.before and outcome in each.after]
    peers = [Peer(each.code, each.kind, each.size, each.region, each.before[outcome], None) for each in known]
    twins = {code: each.codes for code, each in twins_of_all(peers).items()}
    change = dict(zip([each.code for each in known], _unexpected(known, outcome), strict=True))
    rest = {}
    for code, codes in twins.items():
        # The mean of so many twins adds its own share of chance, which is taken out again.
        share = sqrt(len(codes) / (len(codes) + 1))
        rest[code] = (change[code] - fsum(change[each] for each in codes) / max(len(codes), 1)) * share
    return _Field(change, twins, rest, {each.code: each.province for each in known})


def _unexpected(cases: Sequence[Case], outcome: str) -> list[float]:
    """Each change without what goes with last year's values in a straight line, within a type. Unit: points."""
    names = sorted({name for each in cases for name in each.before} - {TOTAL}) or [TOTAL]
    changes = _centred(cases, [(each.after[outcome] - each.before[outcome]) / 100 for each in cases])
    begun = [_centred(cases, [_points(each.before.get(name)) for each in cases]) for name in names]
    slopes = _slopes(begun, changes)
    used = [(slope, column) for slope, column in zip(slopes, begun, strict=True) if slope]
    return [change - fsum(slope * column[row] for slope, column in used) for row, change in enumerate(changes)]


def _points(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _centred(cases: Sequence[Case], values: Sequence[float | None]) -> list[float]:
    """The values less the mean of their type; nothing for one that is not known."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for each, value in zip(cases, values, strict=True):
        if value is not None:
            kinds[each.kind].append(value)
    means = {kind: fsum(known) / len(known) for kind, known in kinds.items()}
    return [0.0 if value is None else value - means[each.kind] for each, value in zip(cases, values, strict=True)]


def _slopes(columns: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """Least squares: how the values go with the columns; nothing for a column that the ones before it tell already."""
    rows = [[fsum(map(mul, one, other)) for other in columns] + [fsum(map(mul, one, values))] for one in columns]
    least = [1e-9 * row[place] for place, row in enumerate(rows)]
    size = len(rows)
    kept: list[int] = []
    for place in range(size):
        pivot = rows[place][place]
        if pivot <= least[place]:
            continue
        kept.append(place)
        for other in range(size):
            if other != place:
                factor = rows[other][place] / pivot
                rows[other] = [value - factor * by for value, by in zip(rows[other], rows[place], strict=True)]
    return [rows[place][size] / rows[place][place] if place in kept else 0.0 for place in range(size)]


class _Matched(NamedTuple):
    """The matches, and their `differences` by agency; `weights` and `squares` by twin: how much it serves."""

    matches: tuple[Match, ...]
    differences: dict[str, float]
    weights: dict[str, float]
    squares: dict[str, float]


def _test(code: str, outcome: str, declarers: set[str], field: _Field) -> Association | Thin:
    matched = _matched(declarers, field)
    count = len(matched.differences)
    groups = len({field.province[each] or each for each in matched.differences})
    declared = sum(each in field.change for each in declarers)
    if count < LEAST_DECLARERS or groups < LEAST_GROUPS:
        return Thin(
            practice=code,
            outcome=outcome,
            declared=declared,
            compared=count,
            groups=groups,
            declarers_missing=max(0, LEAST_DECLARERS - count),
            groups_missing=max(0, LEAST_GROUPS - groups),
            matches=matched.matches,
        )
    points = fsum(matched.differences.values()) / count
    error = max(_error_alone(matched, field, points), _error_by_province(matched, field, points))
    far = t_quantile(groups - 1) * error
    return Association(
        practice=code,
        outcome=outcome,
        declared=declared,
        declarers=count,
        groups=groups,
        twins=len(matched.weights),
        points=points,
        low=points - far,
        high=points + far,
        probability=two_sided(points / error, groups - 1) if error else float(not points),
        adjusted=1.0,
        is_found=False,
        matches=matched.matches,
    )


def _matched(declarers: set[str], field: _Field) -> _Matched:
    matches: list[Match] = []
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(float)
    change = field.change
    for agency in sorted(declarers & change.keys()):
        others = tuple(each for each in field.twins[agency] if each not in declarers)
        if len(others) < LEAST_TWINS:
            continue
        share = 1 / len(others)
        difference = change[agency] - fsum(change[each] for each in others) * share
        matches.append(Match(agency, difference, others))
        for each in others:
            weights[each] += share
            squares[each] += share * share
    return _Matched(tuple(matches), {each.agency: each.difference for each in matches}, weights, squares)


def _error_alone(matched: _Matched, field: _Field, points: float) -> float:
    """The standard error where every agency moves by itself; twins count as often as they serve."""
    own = fsum((each - points) ** 2 for each in matched.differences.values())
    shared = fsum((each**2 - matched.squares[twin]) * field.rest[twin] ** 2 for twin, each in matched.weights.items())
    return sqrt(own + shared) / len(matched.differences)


def _error_by_province(matched: _Matched, field: _Field, points: float) -> float:
    """The standard error where agencies of one province move together; one without a province is one by itself."""
    sums: dict[str, float] = defaultdict(float)
    for agency, difference in matched.differences.items():
        sums[field.province[agency] or agency] += difference - points
    served = fsum(matched.weights.values())
    middle = fsum(weight * field.rest[twin] for twin, weight in matched.weights.items()) / served
    for twin, weight in matched.weights.items():
        sums[field.province[twin] or twin] -= weight * (field.rest[twin] - middle)
    many = len(sums)
    return sqrt(fsum(each**2 for each in sums.values()) * many / (many - 1)) / len(matched.differences)


def _adjusted(told: Iterable[Association]) -> tuple[Association, ...]:
    """The associations, the surest first, with what their probability means among so many (Benjamini-Hochberg)."""
    ordered = sorted(told, key=lambda each: (each.probability, each.practice, each.outcome))
    adjusted: list[Association] = []
    best = 1.0
    for place in range(len(ordered), 0, -1):
        each = ordered[place - 1]
        best = min(best, each.probability * len(ordered) / place)
        adjusted.append(replace(each, adjusted=best, is_found=best <= RATE))
    return tuple(reversed(adjusted))
