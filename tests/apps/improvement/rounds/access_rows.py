"""Who may open what of rounds, reports and one's own work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.improvement.made import a_measure_row, a_report, a_round, an_issued_plan
from apps.improvement.rounds.made_rounds import a_step_asked
from cast import Cast
from house.access import desk


def a_plan(cast: Cast) -> Mapping[str, Any]:
    an_issued_plan(cast)
    return {}


def a_round_opened(cast: Cast) -> Mapping[str, Any]:
    round_, _step = a_step_asked(cast)
    return {"round_id": round_.pk}


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {**a_round_opened(cast), "form": "csv"}


def a_step(cast: Cast) -> Mapping[str, Any]:
    round_, step = a_step_asked(cast)
    return {"round_id": round_.pk, "step_id": step.pk}


def a_measure(cast: Cast) -> Mapping[str, Any]:
    plan = an_issued_plan(cast)
    return {"round_id": a_round(cast, plan=plan).pk, "measure_id": a_measure_row(cast, plan=plan).pk}


def a_report_sent(cast: Cast) -> Mapping[str, Any]:
    return {"report_id": a_report(cast, *a_step_asked(cast)).pk}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("improvement:work", "members"),
    desk("improvement:rounds", WHOLE_CYCLE),
    desk("improvement:round-open", "clerk", arguments=a_plan),
    desk("improvement:round", WHOLE_CYCLE, arguments=a_round_opened),
    desk("improvement:round-table", WHOLE_CYCLE, arguments=a_table),
    desk("improvement:round-close", "clerk", arguments=a_round_opened),
    desk("improvement:report-step", "members", arguments=a_step),
    desk("improvement:report-step", "clerk officer", arguments=a_step, method="post"),
    desk("improvement:report-step-check", "clerk officer", arguments=a_step, method="post"),
    desk("improvement:report-measure", "members", arguments=a_measure),
    desk("improvement:report-measure", "clerk officer", arguments=a_measure, method="post"),
    desk("improvement:report-measure-check", "clerk officer", arguments=a_measure, method="post"),
    desk("improvement:report-accept", "clerk", arguments=a_report_sent, method="post"),
    desk("improvement:report-return", "clerk", arguments=a_report_sent, method="post"),
]
