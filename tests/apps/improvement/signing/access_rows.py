"""Who may sign a plan off, carry one over, and take it out and in as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.improvement.made import a_measure_row, a_plan, a_step_row
from apps.improvement.signing.made_signing import a_sheet_brought, an_approved_plan, last_years_plan
from cast import Cast
from house.access import desk


def a_plan_there(cast: Cast) -> Mapping[str, Any]:
    a_measure_row(cast, plan=a_plan(cast))
    return {}


def a_signed_version(cast: Cast) -> Mapping[str, Any]:
    an_approved_plan(cast)
    return {"version": 1}


def an_earlier_plan(cast: Cast) -> Mapping[str, Any]:
    last_years_plan(cast)
    return {}


def a_step(cast: Cast) -> Mapping[str, Any]:
    return {"step_id": a_step_row(a_measure_row(cast)).pk}


def a_measure(cast: Cast) -> Mapping[str, Any]:
    return {"measure_id": a_measure_row(cast).pk}


def a_workbook(cast: Cast) -> Mapping[str, Any]:
    plan = a_plan(cast)
    a_measure_row(cast, plan=plan)
    return {"file_id": a_sheet_brought(cast, plan).pk}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("improvement:plan-sign", WHOLE_CYCLE, arguments=a_plan_there),
    desk("improvement:plan-submit", "clerk", arguments=a_plan_there, method="post"),
    desk("improvement:plan-return", "executive", arguments=a_plan_there, method="post"),
    desk("improvement:plan-approve", "executive", arguments=a_plan_there, method="post"),
    desk("improvement:plan-issue", "clerk", arguments=a_plan_there, method="post"),
    desk("improvement:plan-revise", "clerk", arguments=a_plan_there, method="post"),
    desk("improvement:plan-version", WHOLE_CYCLE, arguments=a_signed_version),
    desk("improvement:plan-carry", "clerk", arguments=an_earlier_plan),
    desk("improvement:step-evidence-again", "clerk officer", arguments=a_step, method="post"),
    desk("improvement:measure-evidence-again", "clerk officer", arguments=a_measure, method="post"),
    desk("improvement:plan-sheet", WHOLE_CYCLE, arguments=a_plan_there),
    desk("improvement:plan-sheet-in", "clerk", arguments=a_plan_there),
    desk("improvement:plan-sheet-differences", "clerk", arguments=a_workbook),
]
