"""What a letter may say of a reading in figures: how many measures stand where, who owns them, what is weakest."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from prongsai.core import framework
from prongsai.core.records import Agency, Measure, Reading, Result, Status

WEAK_BELOW = Decimal(85)
"""An indicator below this is weak. Source: `core.levels`, the bound of ผ่านดี for each tool. Unit: points."""
_SHOWN = {
    Status.DONE: "done_count",
    Status.IN_PROGRESS: "in_progress_count",
    Status.NOT_STARTED: "not_started_count",
    Status.DEFERRED: "deferred_count",
    Status.UNKNOWN: "unknown_count",
}


def counted(reading: Reading) -> dict[str, object]:
    """Counts and names for the wordings of letters.

    Shape: ``office executive place owners unit_members`` and ``measures_count findings_count steps_count done_count
    in_progress_count not_started_count deferred_count unknown_count unproved_count``; `owners` are joined with commas,
    `unit_members` are lines of a working group, `office` is what the agency is for short (เทศบาล).
    """
    return {
        "office": office_of(reading.agency.kind),
        "executive": executive_of(reading.agency),
        "place": place_of(reading),
        "owners": ", ".join(owners_of(reading.measures)),
        "unit_members": "".join(f"ผู้แทน{owner} | คณะทำงาน\n" for owner in owners_of(reading.measures)),
        "measures_count": len(reading.measures),
        "findings_count": len(reading.findings),
        "steps_count": sum(len(each.steps) for each in reading.measures),
        "unproved_count": sum(_is_unproved(each) for each in reading.measures),
        **{name: sum(each.status is status for each in reading.measures) for status, name in _SHOWN.items()},
    }


def office_of(kind: str | None) -> str:
    """What an agency of a kind is called in the titles of its posts: every municipality is a เทศบาล."""
    return "เทศบาล" if (kind or "").startswith("เทศบาล") else kind or "หน่วยงาน"


def executive_of(agency: Agency) -> str:
    """The post that decides for an agency: นายกเทศมนตรี of a municipality, else นายก and the agency's own name.

    Source: พ.ร.บ. เทศบาล พ.ศ. 2496 and พ.ร.บ. สภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537, from general knowledge.
    """
    name = agency.name or ""
    if name.startswith("เทศบาล"):
        return f"นายกเทศมนตรี{name.removeprefix('เทศบาล')}"
    return f"นายก{name}" if name.startswith("องค์การบริหารส่วน") else "ผู้บริหารของหน่วยงาน"


def _is_unproved(measure: Measure) -> bool:
    """Whether a measure is reported done, and neither it nor a step of it has evidence."""
    has_evidence = bool(measure.evidence) or any(step.evidence for step in measure.steps)
    return measure.status is Status.DONE and not has_evidence


def place_of(reading: Reading) -> str:
    """District and province as an address says them; what is not known is left out."""
    agency = reading.agency
    said = [f"{word}{name}" for word, name in (("อำเภอ", agency.district), ("จังหวัด", agency.province)) if name]
    return " ".join(said)


def owners_of(measures: Iterable[Measure]) -> tuple[str, ...]:
    """The units that own measures or steps, each once, in the order they are first named."""
    named = (owners for each in measures for owners in (each.owners, *(step.owners for step in each.steps)))
    return tuple(dict.fromkeys(owner for owners in named for owner in owners))


def latest_result(reading: Reading) -> Result | None:
    """The result of the latest year."""
    return max(reading.results, key=lambda each: each.fiscal_year, default=None)


def weakest(result: Result, most: int) -> tuple[tuple[str, Decimal], ...]:
    """The indicators below `WEAK_BELOW`, the lowest first. Shape: at most `most` of (name, points)."""
    book = framework.nearest(result.fiscal_year)
    weak = sorted((points, int(number)) for number, points in result.indicators.items() if points < WEAK_BELOW)
    return tuple((book.indicator(number).name_th, points) for points, number in weak[:most])
