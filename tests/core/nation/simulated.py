"""A small made-up country: its answers, and their counts by plain loops, to hold the reckoning to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from prongsai.core.framework import Framework
from prongsai.core.nation.agencies import ItemMarks, NationalAgency, item_marks
from prongsai.core.nation.columns import NONE
from prongsai.core.nation.counting import Counting, Statement, Survey
from prongsai.core.nation.scoring import TOTAL, Columns, Reckoned
from prongsai.core.nation.tally import Sums, SurveyTally, as_column, repeats_of
from prongsai.core.tables.national import SCORES

Form = Mapping[str, int]
"""What one respondent answered: statement to choice."""

KINDS = ("อบต.", "เทศบาลตำบล", "เทศบาลเมือง")
PROVINCES = ("เหนือสมมติ", "ใต้สมมติ", "กลางสมมติ", "ออกสมมติ")


def agency(code: str, *, staff: int | None = None, minimums: Mapping[str, int] | None = None) -> NationalAgency:
    """A made-up agency whose type and province follow from the number in its code."""
    number = int(code.lstrip("A"))
    return NationalAgency(
        code=code,
        name=f"หน่วยงานสมมติ {number}",
        kind=KINDS[number % len(KINDS)],
        province=PROVINCES[number % len(PROVINCES)],
        size="SML"[number % 3],
        staff=staff,
        minimums=minimums,
    )


def codes(count: int) -> list[str]:
    """Codes in order."""
    return [f"A{number:05d}" for number in range(1, count + 1)]


def all_marked(framework: Framework, agencies: Iterable[str], but: Iterable[str] = ()) -> dict[str, ItemMarks]:
    """Every item at 100 points everywhere; some not marked."""
    items = [item.code for item in framework.items]
    return dict.fromkeys(agencies, item_marks(items, dict.fromkeys([each for each in items if each not in but], True)))


def tallied(survey: Survey, part: str, groups: Mapping[str, Sequence[Form]], *, sums: bool = True) -> SurveyTally:
    """The tally of one part of a questionnaire, respondent by respondent; without `sums` only what flags are made of.

    Nobody may have left a blank then.
    """
    answering = sorted(code for code, forms in groups.items() if any(forms))
    forms = [[form for form in groups[code] if form] for code in answering]
    counts = as_column(len(each) for each in forms)
    summed = survey.statements if sums else ()
    return SurveyTally(
        tool=survey.tool,
        part=part,
        agencies=answering,
        respondents=counts,
        statements={each.code: _sums(forms, [(each, 1)]) for each in summed},
        indicators={
            number: _sums(forms, [(each, each.indicator_weight) for each in summed if each.indicator == number])
            for number in survey.indicators
            if sums
        },
        whole=_sums(forms, [(each, each.tool_weight) for each in summed]) if sums else Sums(counts, counts, counts),
        straight=as_column(sum(_is_straight(survey, form) for form in each) for each in forms),
        repeats=repeats_of(repeat for group, each in enumerate(forms) for repeat in _repeats(survey, group, each)),
    )


def _sums(groups: Sequence[Sequence[Form]], weighted: Sequence[tuple[Statement, int]]) -> Sums:
    columns: tuple[list[int], list[int], list[int]] = ([], [], [])
    for forms in groups:
        values = [
            sum(weight * each.points_of(form[each.code]) for each, weight in weighted)
            for form in forms
            if all(each.code in form for each, _ in weighted)
        ]
        for column, value in zip(columns, (len(values), sum(values), sum(each * each for each in values)), strict=True):
            column.append(value)
    return Sums(*map(as_column, columns))


def plainly(tally: SurveyTally) -> dict[str, object]:
    """Everything in a tally as lists, which compare."""

    def listed(sums: Iterable[NDArray[np.int64]]) -> list[list[int]]:
        return [each.tolist() for each in sums]

    return {
        "of": (tally.tool, tally.part, [*tally.agencies]),
        "people": listed((tally.respondents, tally.straight, *tally.whole, *tally.repeats)),
        "statements": [(code, listed(sums)) for code, sums in tally.statements.items()],
        "indicators": [(number, listed(sums)) for number, sums in tally.indicators.items()],
    }


def lists(columns: Columns) -> dict[str, list[object]]:
    """The columns of a table, None for what is not there."""
    return {
        name: [None if each == NONE else each for each in (one.tolist() if isinstance(one, np.ndarray) else one)]
        for name, one in columns.items()
    }


def scores_of(result: Reckoned) -> dict[str, list[object]]:
    """The table of scores, subject by subject; the total is not in it."""
    every = [each for each in result.subjects.values() if each.subject != TOTAL]
    agencies = result.agencies["agency"]
    found: dict[str, list[object]] = {name: [] for name in SCORES.names}
    for each in every:
        numbers = {name: getattr(each, name) for name in ("points", "low", "high", "answers")}
        texts = {name: [getattr(each, name)] * len(agencies) for name in ("kind", "code", "part")}
        for name, cells in lists({"agency": agencies, **texts, **numbers}).items():
            found[name] += cells
    return found


@cache
def usual_scale(statements: tuple[Statement, ...]) -> list[str]:
    """The statements of the most common number of choices, of equal ones the larger."""
    counts = Counter(len(each.choices) for each in statements)
    most = max(counts, key=lambda choices: (counts[choices], choices))
    return [each.code for each in statements if len(each.choices) == most]


def _is_straight(survey: Survey, form: Form) -> bool:
    given = [form.get(code) for code in usual_scale(survey.statements)]
    return None not in given and len(set(given)) == 1


def _repeats(survey: Survey, group: int, forms: Sequence[Form]) -> Iterable[tuple[int, int, int]]:
    alike: Counter[int] = Counter()
    for form in forms:
        if len(form) == len(survey.statements):
            alike[fingerprint([form[each.code] for each in survey.statements])] += 1
    return ((group, mark, count) for mark, count in alike.items() if count > 1)


def fingerprint(choices: Sequence[int]) -> int:
    """Equal answers, equal number; others hardly ever."""
    number = 0
    for choice in choices:
        number = (number * 1_000_003 + choice) % (1 << 61)
    return number


@dataclass(frozen=True, slots=True)
class Country:
    """Agencies, and what was answered: by tool and part, by agency, the forms."""

    counting: Counting
    agencies: tuple[NationalAgency, ...]
    forms: Mapping[tuple[str, str], Mapping[str, Sequence[Form]]]

    @property
    def tallies(self) -> list[SurveyTally]:
        """Counted."""
        return [tallied(self.counting.survey(tool), part, groups) for (tool, part), groups in self.forms.items()]


def hardness(random: Random, survey: Survey) -> list[float]:
    """How much each statement loses compared with the others, over the country."""
    return [random.uniform(0.4, 1.6) for _ in survey.statements]


def answering(
    random: Random, survey: Survey, count: int, hard: Sequence[float], *, loss: float = 0.2, alike: float = 0.0
) -> list[dict[str, int]]:
    """The forms of those who answer for one agency: praise above all, and who complains does so throughout.

    `loss` is what an agency loses on average; each has its own level and its own weak points. `alike` is the share
    of respondents who give one choice throughout.
    """
    level = min(0.6, loss * random.gammavariate(4, 0.25))
    losses = [level * each * random.uniform(0.5, 1.5) for each in hard]
    return [
        straight(random, survey) if random.random() < alike else _form(random, survey, losses) for _ in range(count)
    ]


def straight(random: Random, survey: Survey) -> dict[str, int]:
    """One choice throughout, as far as there are so many."""
    choice = random.randint(1, max(len(each.choices) for each in survey.statements))
    return {each.code: min(choice, len(each.choices)) for each in survey.statements}


def stuffed(random: Random, survey: Survey, hard: Sequence[float]) -> dict[str, int]:
    """A form to be handed in again and again: somebody's, with at least three things that are not praised most."""
    while True:
        (form,) = answering(random, survey, 1, hard, loss=0.3)
        if sum(each.points_of(form[each.code]) < max(each.points) for each in survey.statements) >= 3:
            return form


def _form(random: Random, survey: Survey, losses: Sequence[float]) -> dict[str, int]:
    severity = random.gammavariate(0.8, 1.25)
    form = {}
    for each, loss in zip(survey.statements, losses, strict=True):
        steps = len(each.points) - 1
        lost = _steps_lost(random.random(), steps, min(0.95, loss * severity))
        form[each.code] = 1 + lost if each.points[0] > each.points[-1] else 1 + steps - lost
    return form


def _steps_lost(drawn: float, steps: int, share: float) -> int:
    """A binomial number by one draw."""
    chance, lost = (1 - share) ** steps, 0
    while drawn >= chance and lost < steps:
        drawn -= chance
        chance *= (steps - lost) / (lost + 1) * share / (1 - share)
        lost += 1
    return lost
