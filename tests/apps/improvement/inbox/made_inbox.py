"""Papers accepted by agency A, and what the plan they became says of itself, to hold beside the paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apps.assessment.made import a_read_paper
from cast import NOW, Cast
from prongsai.apps.assessment import operations
from prongsai.apps.assessment.models import Paper
from prongsai.apps.improvement.models import Plan
from prongsai.apps.improvement.queries.plans import measures_of
from prongsai.apps.improvement.queries.readings import reading_of, reported_in
from prongsai.core import records
from prongsai.paper.reading import read

SAMPLES = Path(records.__file__).parents[1] / "samples"
SAMPLE_NAMES = sorted(each.name for each in SAMPLES.iterdir() if each.is_file() and each.suffix != ".toml")


def accepted(cast: Cast, reading: records.Reading, *, content: bytes = b"paper", name: str = "paper.txt") -> Paper:
    """A reading accepted by the clerk, as the paper of the year it names."""
    year = reading.fiscal_year or 0
    paper = a_read_paper(cast, reading=reading, content=content, name=name, year=year)
    operations.accept_paper(by=cast.viewer("clerk"), at=NOW, paper=paper)
    return paper


def accepted_file(cast: Cast, file: Path) -> records.Reading:
    """What the machine reads in a file, accepted."""
    reading = read(file)
    accepted(cast, reading, content=file.read_bytes(), name=file.name)
    return reading


def plan_said(cast: Cast, year: int) -> records.Reading:
    """The plan of a year, with its only round if it has one, as the rules read it."""
    viewer, plan = cast.viewer("clerk"), Plan.objects.get(agency=cast.agency, fiscal_year=year)
    round_ = plan.rounds.first()
    reported = reported_in(round_) if round_ else None
    return reading_of(plan, cast.agency, measures_of(viewer, plan), (), round_, reported)


@dataclass(frozen=True)
class Difference:
    """A field in which a plan says something else than the paper it came from."""

    place: str
    field: str
    paper: Any
    plan: Any


STEP_FIELDS = ("number", "text", "owners", "period", "status", "percent", "result", "suggestion")
MEASURE_FIELDS = (
    *("number", "tool", "indicator", "codes", "title", "finding", "owners", "period", "monitoring"),
    *("status", "marked", "written", "percent", "result", "suggestion"),
)


def differences(paper: records.Reading, plan: records.Reading) -> list[Difference]:
    """Field by field, where the plan's measures and steps differ from the paper's."""
    found = [Difference("paper", "measures", len(paper.measures), len(plan.measures))]
    for number, (said, kept) in enumerate(zip(paper.measures, plan.measures, strict=False), 1):
        found += _differing(f"measure {number}", MEASURE_FIELDS, said, kept)
        found.append(Difference(f"measure {number}", "steps", len(said.steps), len(kept.steps)))
        for place, (step, kept_step) in enumerate(zip(said.steps, kept.steps, strict=False), 1):
            found += _differing(f"measure {number}, step {place}", STEP_FIELDS, step, kept_step)
    return [each for each in found if each.paper != each.plan]


def _differing(place: str, fields: tuple[str, ...], paper: Any, plan: Any) -> list[Difference]:
    return [Difference(place, name, getattr(paper, name), getattr(plan, name)) for name in fields]
