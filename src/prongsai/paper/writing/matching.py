"""Which layout shows a reading as it was: by what the paper is for and the columns it has."""

from __future__ import annotations

from prongsai.core.records import PaperKind, Reading


def matching_layout(reading: Reading) -> str:
    """The name of the layout that fits a reading best."""
    present = reading.columns.present
    if reading.kind is PaperKind.ANALYSIS or not reading.measures:
        return "analysis"
    if reading.kind is PaperKind.PROGRESS or present & {"status", "result"}:
        return _of_progress(reading)
    is_of_weak_points = "finding" in present and not present & {"title", "period"}
    return "weak-points" if is_of_weak_points else "plan"


def _of_progress(reading: Reading) -> str:
    """A report with ticks is one of statuses: the full one where it says more than what is weak and what is done."""
    if not any(measure.marked or measure.written for measure in reading.measures):
        return "progress"
    is_full = reading.columns.present & {"period", "monitoring"} or "finding" not in reading.columns.present
    return "progress-full" if is_full else "progress-status"
