from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from paper.authorship import TrueMeasure, TrueStep, Variant
from paper.variants import FAMILIES
from prongsai.core.records import Measure, Reading, Result, Step
from prongsai.core.thai import key
from prongsai.paper.reading.blocks import Paragraph
from prongsai.paper.reading.understand import understand

SEEDS = range(6)
LEAST_RECALL = 0.98


class Tally:
    def __init__(self) -> None:
        self.right = 0
        self.wrong: list[str] = []

    def hold(self, name: str, is_right: bool) -> None:
        self.right += is_right
        if not is_right:
            self.wrong.append(name)

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.wrong))


def held_against_truth(variant: Variant, reading: Reading, tally: Tally) -> None:
    for true in variant.measures:
        for step in true.steps:
            _hold_step(true, step, reading, tally)
    tally.hold(f"{len(reading.measures)} measures", len(reading.measures) == len(variant.measures))
    results = {(each.fiscal_year, cell): value for each in reading.results for cell, value in _cells(each)}
    for place, value in variant.scores.items():
        tally.hold(f"score {place} {results.get(place)} for {value}", results.get(place) == value)
    levels = {each.fiscal_year: each.level for each in reading.results}
    for year, level in variant.levels.items():
        tally.hold(f"level {year} {levels.get(year)} for {level}", levels.get(year) == level)
    found = [(each.tool, each.part, each.code, each.items) for each in reading.findings]
    for finding in variant.findings:
        tally.hold(f"finding {finding} among {found}", finding in found)


def _cells(result: Result) -> Iterator[tuple[str, str]]:
    for cell, value in {**result.tools, **result.indicators, "total": result.total}.items():
        if value is not None:
            yield cell, f"{value:.2f}"


def _hold_step(true: TrueMeasure, wanted: TrueStep, reading: Reading, tally: Tally) -> None:
    for measure in reading.measures:
        for step in measure.steps or (Step(text=measure.title),):
            if key(wanted.text) == key(step.text):
                _hold_cells(true, wanted, measure, step, tally)
                return
    tally.hold(f"step {wanted.text}", False)


def _hold_cells(true: TrueMeasure, wanted: TrueStep, measure: Measure, step: Step, tally: Tally) -> None:
    period = step.period or measure.period
    pairs = (
        ("owner", wanted.owner, " ".join(step.owners or measure.owners)),
        ("period", wanted.period, period.text if period else ""),
        ("result", wanted.result, step.result or measure.result),
        ("finding", true.finding, measure.finding),
        ("monitoring", true.monitoring, measure.monitoring),
        ("suggestion", true.suggestion, step.suggestion or measure.suggestion),
        ("title", true.title, measure.title),
    )
    for name, want, got in pairs:
        if want:
            is_right = key(want) in key(got) if name in ("finding", "result") else key(want) == key(got)
            tally.hold(f"{name} of {wanted.text}: {got!r} for {want!r}", is_right)
    for name, want, got in (
        ("indicator", true.indicator, measure.indicator),
        ("tool", true.tool, measure.tool),
        ("percent", true.percent, measure.percent),
        ("codes", true.codes or None, measure.codes),
        ("status", wanted.status or None, str(step.status if step.status != "unknown" else measure.status)),
    ):
        if want is not None:
            tally.hold(f"{name} of {wanted.text}: {got!r} for {want!r}", got == want)


@cache
def read_variant(family: Callable[[int], Variant], seed: int) -> tuple[Variant, Reading]:
    variant = family(seed)
    return variant, understand(variant.document)


def printed(variant: Variant) -> str:
    texts = []
    for block in variant.document.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            texts += [cell.text for row in block.rows for cell in row]
    return key(" ".join(texts))


def texts_of(reading: Reading) -> Iterator[str]:
    for measure in reading.measures:
        yield from (
            measure.title,
            measure.finding,
            measure.monitoring,
            measure.result,
            measure.suggestion,
            *measure.owners,
        )
        for step in measure.steps:
            yield from (step.text, step.result, step.suggestion, *step.owners)
    for finding in reading.findings:
        yield from (finding.remark, finding.recommendation)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_an_unseen_layout_keeps_its_cells(family: Callable[[int], Variant]) -> None:
    tally = Tally()
    for seed in SEEDS:
        held_against_truth(*read_variant(family, seed), tally)
    assert tally.recall >= LEAST_RECALL, "\n".join(tally.wrong[:20])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_nothing_is_invented(family: Callable[[int], Variant]) -> None:
    for seed in SEEDS:
        variant, reading = read_variant(family, seed)
        whole = printed(variant)
        invented = [text for text in texts_of(reading) if any(key(part) not in whole for part in text.split("\n"))]
        assert not invented
        assert len(list(_steps(reading))) <= sum(len(each.steps) for each in variant.measures)
        assert sum(len(each.printed) for each in reading.results) == len(variant.scores)
        if not variant.findings and not any(each.finding for each in variant.measures):
            assert not reading.findings


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_what_is_understood_is_not_called_unread(family: Callable[[int], Variant]) -> None:
    unread = [each.text for seed in SEEDS for each in read_variant(family, seed)[1].unread]
    assert not unread


def _steps(reading: Reading) -> Iterator[Step]:
    for measure in reading.measures:
        yield from measure.steps
