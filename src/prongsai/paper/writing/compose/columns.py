"""Which columns of a part are drawn: those it always has, and those in which the records hold something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from prongsai.core import thai
from prongsai.core.records import Finding, Measure, Reading
from prongsai.paper.writing.compose import saying
from prongsai.paper.writing.compose.lines import TELLERS
from prongsai.paper.writing.layouts import Column, Part

TICKED = tuple(saying.STATUS_COLUMNS)


def drawn_columns(part: Part, reading: Reading) -> list[Column]:
    """The columns of a measures part that this paper needs."""
    return [each for each in part.columns if each.when == "always" or _is_needed(each.key, part, reading)]


def _is_needed(key: str, part: Part, reading: Reading) -> bool:
    has_ticks = any(each.key in TICKED and each.when == "always" for each in part.columns)
    if key in _NEEDS:
        return _NEEDS[key](reading)
    if key == "status":
        return not has_ticks and _needs_words_of_status(reading)
    if key in ("finding", "question"):
        return any(getattr(told_finding(each, part, reading), key) for each in reading.measures)
    if key in TICKED or key == "percent":
        return any(_says_something(key, each) for each in reading.measures)
    return key in reading.columns.present or any(_says_something(key, each) for each in reading.measures)


def _says_something(key: str, measure: Measure) -> bool:
    whole, parts = TELLERS[key](measure)
    return bool(whole) or any(parts)


@dataclass(frozen=True, slots=True)
class Told:
    """What a measure says of its finding: the question or item that it is about, and what is weak in it."""

    question: str = ""
    finding: str = ""


def told_finding(measure: Measure, part: Part, reading: Reading) -> Told:
    """A measure's finding under the columns of a part: a weak point, or only the question that it is about."""
    keys = {each.key for each in part.columns}
    words = saying.flat(measure.finding)
    if "question" not in keys or "finding" not in keys:
        return Told(finding=words) if "finding" in keys else Told(question=words)
    for finding in reading.findings:
        weak = saying.flat(f"{finding.remark} {finding.recommendation}")
        if weak and words.endswith(weak) and may_be_of(finding, measure):
            return _parted(words.removesuffix(weak).strip(), weak, finding.code)
    return Told(finding=words) if "finding" in reading.columns.present else Told(question=words)


def _parted(question: str, weak: str, code: str | None) -> Told:
    """A question and the weak point after it; the finding's own code goes with the weak point."""
    start = next((each.start for each in reversed(thai.item_codes(question)) if each.value == code), len(question))
    return Told(question[:start].strip(), " ".join(filter(None, (question[start:], weak))))


def may_be_of(finding: Finding, measure: Measure) -> bool:
    """Whether a finding is about nothing else than a measure is."""
    return finding.tool in (None, measure.tool) and finding.indicator in (None, measure.indicator)


def _needs_words_of_status(reading: Reading) -> bool:
    return any(each.marked or not saying.are_statuses_told(each) for each in reading.measures)


def needs_indicator(reading: Reading) -> bool:
    """Whether some measure does not say itself which indicator or codes it is for."""
    return any(
        (each.indicator and not saying.names_its_indicator(each)) or saying.unnamed_codes(each)
        for each in reading.measures
    )


def needs_number(reading: Reading) -> bool:
    """Whether all measures are numbered, or could not be told apart without a number."""
    return all(each.number for each in reading.measures) or are_alike(reading.measures)


def are_alike(measures: Sequence[Measure]) -> bool:
    """Whether a measure has no words of its own, or the same title as the one above it."""
    nameless = any(not each.title and not each.finding for each in measures)
    pairs = pairwise(measures)
    return nameless or any(one.title and thai.key(one.title) == thai.key(other.title) for one, other in pairs)


def _needs_steps(reading: Reading) -> bool:
    return "steps" in reading.columns.present or any(
        len(each.steps) > 1 or (each.steps and saying.flat(each.steps[0].text) != saying.flat(each.title))
        for each in reading.measures
    )


def _is_titled_by_its_step(measure: Measure) -> bool:
    """Whether a title only repeats the one step of a measure that its finding tells from others."""
    words = [saying.flat(step.text) for step in measure.steps]
    return words == [saying.flat(measure.title)] and bool(measure.finding)


_NEEDS: dict[str, Callable[[Reading], bool]] = {
    "number": needs_number,
    "indicator": needs_indicator,
    "title": lambda reading: any(each.title and not _is_titled_by_its_step(each) for each in reading.measures),
    "steps": _needs_steps,
    "monitoring": lambda reading: (
        "monitoring" in reading.columns.present or any(each.monitoring for each in reading.measures)
    ),
}
