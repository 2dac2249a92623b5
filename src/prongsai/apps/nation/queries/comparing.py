"""Two runs read in full and compared, for the worker: what moved, which items are lost, what measures go with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from prongsai.apps.nation.models import Comparison, DeclaredMeasure, MeasureList, NationalRun, RunAgency
from prongsai.apps.nation.queries.runs import runs_in_force
from prongsai.core.framework import Framework, load
from prongsai.core.nation.association import TOTAL, Associations, Case, associations
from prongsai.core.nation.lost import Losses, Marked
from prongsai.core.nation.movement import Change, Movement, Score, Standing, movement, total_score_of

_AT_ONCE = 500
_FIELDS = ("code", "name", "kind", "size", "region", "province", "level", "total", "scores")


@dataclass(frozen=True, slots=True)
class YearRead:
    """A run as comparing needs it. Shape: `standings` in the order of codes, `names` and `places` by code.

    `places` are size and region.
    """

    run: NationalRun
    framework: Framework
    standings: tuple[Standing, ...]
    names: dict[str, str]
    places: dict[str, tuple[str, str]]


class ScoreMoved(NamedTuple):
    """How one score moved over all agencies. Unit: means in hundredths of a point; counts are agencies."""

    subject: str
    compared: int
    before: int
    after: int
    higher: int
    lower: int
    noise: int


def losses_of(run: NationalRun) -> Losses:
    """What the agencies of a run lost; one whose items were not marked is left out."""
    rows = RunAgency.objects.filter(run=run).values_list("kind", "lost_items", "tools")
    return Losses.of(
        Marked(kind, frozenset(lost)) for kind, lost, tools in rows.iterator(_AT_ONCE) if tools.get("OIT") is not None
    )


def uncounted_runs() -> list[NationalRun]:
    """Runs in force whose lost items were not counted yet."""
    return list(runs_in_force().filter(item_losses=None))


def uncompared_pairs() -> list[tuple[NationalRun, NationalRun]]:
    """Runs that are shown for neighbouring years and were not compared yet: (earlier, later)."""
    shown: dict[int, NationalRun] = {}
    for run in runs_in_force(assumed=False):
        shown.setdefault(run.fiscal_year, run)
    compared = set(Comparison.objects.values_list("before", "run"))
    pairs = ((shown.get(year - 1), run) for year, run in sorted(shown.items()))
    return [(before, run) for before, run in pairs if before and (before.pk, run.pk) not in compared]


def comparisons_of_year(year: int) -> list[Comparison]:
    """The comparisons of runs in force of a year with the year before."""
    found = Comparison.objects.filter(run__fiscal_year=year, run__withdrawn_at=None, before__withdrawn_at=None)
    return list(found.select_related("run", "before"))


def measures_of_year(year: int) -> MeasureList | None:
    """The newest list of declared measures of a year that was read; None where there is none."""
    return MeasureList.objects.filter(fiscal_year=year, declared__isnull=False).order_by("-pk").first()


def list_to_read(list_id: int) -> MeasureList | None:
    """A list of measures that was not read yet; None once it is, or where there is none."""
    lists = MeasureList.objects.select_related("file", "job", "brought_by")
    return lists.filter(pk=list_id, declared__isnull=True).first()


def year_read(run: NationalRun) -> YearRead:
    """A run with every score that is compared."""
    framework = load(run.fiscal_year)
    standings, names, places = [], {}, {}
    rows = RunAgency.objects.filter(run=run).order_by("code").values_list(*_FIELDS)
    for code, name, kind, size, region, province, level, total, scores in rows.iterator(_AT_ONCE):
        names[code], places[code] = name, (size, region)
        standings.append(_standing(framework, (code, kind, province, level), total, scores))
    return YearRead(run, framework, tuple(standings), names, places)


def moved_between(before: YearRead, after: YearRead) -> Movement:
    """What moved between two runs."""
    return movement((before.framework, after.framework), before.standings, after.standings)


def scores_moved(movement: Movement, framework: Framework) -> Iterator[ScoreMoved]:
    """The total, the tools and the indicators, each over all agencies that have it in both years."""
    moved = movement.moved
    yield from _moved(TOTAL, [each.total for each in moved if each.total])
    for tool in framework.tools:
        yield from _moved(tool.code, [each.tools[tool.code] for each in moved if tool.code in each.tools])
        for number in tool.indicators:
            yield from _moved(str(number), [each.indicators[number] for each in moved if number in each.indicators])


def associations_of(before: YearRead, after: YearRead, measures: MeasureList) -> Associations:
    """What the measures of a list go with, from one run to the next."""
    declared = DeclaredMeasure.objects.filter(list=measures).values_list("agency", "practice")
    return associations(_cases(before, after), declared.iterator())


def _cases(before: YearRead, after: YearRead) -> Iterator[Case]:
    earlier = {each.code: _outcomes(each) for each in before.standings}
    for each in after.standings:
        if each.code in earlier:
            size, region = after.places[each.code]
            yield Case(each.code, each.kind, size, region, each.province, earlier[each.code], _outcomes(each))


def _outcomes(standing: Standing) -> dict[str, int]:
    values = {str(number): score.points for number, score in standing.indicators.items()}
    return values | ({TOTAL: standing.total.points} if standing.total else {})


def _standing(
    framework: Framework, who: tuple[str, str, str, str], total: Decimal | None, scores: dict[str, list[Any]]
) -> Standing:
    code, kind, province, level = who
    tools = _scores(scores, "tool", [each.code for each in framework.tools])
    indicators = _scores(scores, "indicator", [str(each.number) for each in framework.indicators])
    return Standing(
        code=code,
        kind=kind,
        province=province,
        level=level,
        total=None if total is None else total_score_of(framework, int(total * 100), tools),
        tools=tools,
        indicators={int(number): score for number, score in indicators.items()},
    )


def _scores(scores: dict[str, list[Any]], kind: str, codes: list[str]) -> dict[str, Score]:
    found = ((code, scores.get(f"{kind}|{code}|")) for code in codes)
    return {code: Score(*score[:3]) for code, score in found if score and score[0] is not None}


def _moved(subject: str, changes: list[Change]) -> Iterator[ScoreMoved]:
    if changes:
        yield ScoreMoved(
            subject,
            len(changes),
            _mean([each.before for each in changes]),
            _mean([each.after for each in changes]),
            sum(each.points > 0 for each in changes),
            sum(each.points < 0 for each in changes),
            sum(each.is_noise for each in changes),
        )


def _mean(values: list[int]) -> int:
    return (2 * sum(values) + len(values)) // (2 * len(values))
