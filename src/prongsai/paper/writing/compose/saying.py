"""What the cells of a measure say: the words of each column, for the measure itself and for one step of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prongsai.core import framework, thai
from prongsai.core.records import Measure, Period, Reading, Status, Step
from prongsai.paper.reading import subject
from prongsai.paper.reading.cells import share_in
from prongsai.paper.reading.settling import settled

TICK = "√"
STATUS_COLUMNS: dict[str, Status] = {
    "not_started": Status.NOT_STARTED,
    "in_progress": Status.IN_PROGRESS,
    "done": Status.DONE,
    "deferred": Status.DEFERRED,
}
"""Key of a column that is ticked -> the status a tick means."""

Teller = Callable[[Measure], tuple[str, tuple[str, ...]]]
"""What a column says of a measure as a whole, and of each of its steps ("" = nothing of its own)."""


def flat(text: str) -> str:
    """A text in one line, so that no line of it can be taken for a step of its own."""
    return " ".join(text.split())


def owners(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """The owners with commas between, since a page may lose a line's end; those of a step stand with the step."""
    of_steps = tuple(", ".join(step.owners) for step in measure.steps)
    named = {owner for step in measure.steps for owner in step.owners}
    return ", ".join(owner for owner in measure.owners if owner not in named), of_steps


def period(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """The paper's own words, or the months where there are none."""
    of_steps = tuple(worded_period(step.period) for step in measure.steps)
    is_told = {step.period for step in measure.steps} == {measure.period}
    return "" if is_told else worded_period(measure.period), of_steps


def worded_period(when: Period | None) -> str:
    """A period as papers write it: its own words, else ``ตุลาคม 2565 - มีนาคม 2566``."""
    if when is None or flat(when.text):
        return flat(when.text) if when else ""
    return " - ".join(dict.fromkeys(_worded_month(each) for each in (when.start, when.end) if each))


def _worded_month(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{thai.MONTHS[number - 1][0]} {year + 543}"


def result(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """What came of it, whole."""
    return flat(measure.result), tuple(flat(step.result) for step in measure.steps)


def result_beside_ticks(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """What came of it, less the sentences that stand in the columns of statuses already."""
    said = " ".join(flat(each.text) for status in STATUS_COLUMNS.values() for each in measure.written
                    if each.column is status)  # fmt: skip
    whole, of_steps = result(measure)
    if said and whole.startswith(said):
        whole = whole.removeprefix(said).strip()
    elif said and of_steps and of_steps[0].startswith(said):
        of_steps = (of_steps[0].removeprefix(said).strip(), *of_steps[1:])
    return whole, of_steps


def suggestion(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """What is suggested."""
    return flat(measure.suggestion), tuple(flat(step.suggestion) for step in measure.steps)


def evidence(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """Each piece in a line."""
    return "\n".join(map(flat, measure.evidence)), tuple("\n".join(map(flat, step.evidence)) for step in measure.steps)


def percent(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """The share done, where the words of the result do not state it."""
    texts = [*(each.text for each in measure.written), measure.result, *(step.result for step in measure.steps)]
    told = next((share for text in texts if (share := share_in(text)) is not None), None)
    whole = "" if measure.percent in (None, told) else f"{measure.percent}"
    return whole, tuple("" if step.percent is None else f"{step.percent}" for step in measure.steps)


def worded_status(measure: Measure) -> tuple[str, tuple[str, ...]]:
    """The work status in words, where its column stands."""
    of_steps = tuple(status_name(step.status) for step in measure.steps)
    implied = without_statuses(replace(measure, marked=()), keep_steps=True).status is measure.status
    return "" if implied else status_name(measure.status), of_steps


def status_name(status: Status) -> str:
    """A work status in words; empty where it is not known."""
    from prongsai.core.checks.statuses import NAMES  # loads every check: only for a paper that says statuses in words

    return "" if status is Status.UNKNOWN else NAMES[status]


def without_statuses(measure: Measure, *, keep_steps: bool = False) -> Measure:
    """The measure with its statuses as a reader would settle them who sees no more than ticks, shares and results."""
    bare = tuple(step if keep_steps else replace(step, status=Status.UNKNOWN) for step in measure.steps)
    return settled(replace(measure, status=Status.UNKNOWN, steps=bare))


def are_statuses_told(measure: Measure) -> bool:
    """Whether results and shares alone tell every status of a measure."""
    seen = without_statuses(replace(measure, marked=()))
    return statuses(seen) == statuses(measure)


def statuses(measure: Measure) -> list[Status]:
    """The status of the measure and of each of its steps."""
    return [measure.status, *(step.status for step in measure.steps)]


def tick(status: Status) -> Teller:
    """The teller of a column of ticks: a sentence where one stood in it."""

    def said(measure: Measure) -> tuple[str, tuple[str, ...]]:
        sentence = " ".join(flat(each.text) for each in measure.written if each.column is status)
        whole, of_steps = _ticked(measure)
        return (
            sentence or (TICK if status in whole else ""),
            tuple(TICK if each is status else "" for each in of_steps),
        )

    return said


def _ticked(measure: Measure) -> tuple[tuple[Status, ...], tuple[Status, ...]]:
    """The columns ticked for the measure as a whole, and the one ticked for each step (UNKNOWN = none)."""
    none = (Status.UNKNOWN,) * len(measure.steps)
    of_steps = tuple(step.status for step in measure.steps)
    if measure.marked:
        is_enough = statuses(without_statuses(measure)) == statuses(measure) or len(measure.steps) < 2
        return measure.marked, none if is_enough else of_steps
    if len(measure.steps) < 2:
        return (measure.status,), none
    is_implied = without_statuses(measure, keep_steps=True).status is measure.status
    return () if is_implied else (measure.status,), of_steps


def indicator(measure: Measure, reading: Reading) -> str:
    """The indicator, and the codes that the measure answers where its own words do not name them."""
    named = f"ตัวชี้วัดที่ {measure.indicator} {indicator_name(measure.indicator, reading)}" if measure.indicator else ""
    codes = ", ".join(unnamed_codes(measure))
    return f"{named} ({codes})" if named and codes else named or codes


def indicator_name(number: int, reading: Reading) -> str:
    """What the indicator is called in the year of the paper."""
    return framework.outline(reading.fiscal_year or framework.YEARS[-1]).indicator(number).name_th


def unnamed_codes(measure: Measure) -> list[str]:
    """The codes that neither its finding nor its title names; nor its steps, where these alone name any."""
    said = codes_in(measure.finding) | codes_in(measure.title)
    if not said:
        said = {code for step in measure.steps for code in codes_in(step.text)}
        return [] if set(measure.codes) == said else list(measure.codes)
    return [code for code in measure.codes if code not in said]


def codes_in(text: str) -> set[str]:
    """The codes that a text names, in their normal spelling."""
    return {each.value for each in thai.item_codes(text)}


def names_its_indicator(measure: Measure) -> bool:
    """Whether a measure's own words say which indicator it is for."""
    words = (measure.title, measure.finding)
    found = [subject.named_indicator(each) for each in words] + [subject.beginning_indicator(each) for each in words]
    return next(filter(None, found), None) == measure.indicator


def step_words(step: Step) -> str:
    """A step with its number in front."""
    words = flat(step.text)
    if not step.number:
        return words
    return f"{step.number} {words}" if "." in step.number else f"{step.number}. {words}"
