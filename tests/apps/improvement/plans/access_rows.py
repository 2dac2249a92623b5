"""Who may open what of the plan, its measures and steps, and their history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.improvement.made import a_measure_row, a_step_row
from cast import NOW, YEAR, Cast
from house.access import desk
from prongsai.apps.improvement.models import Change
from prongsai.apps.improvement.operations.measures import create_measure


def a_measure_of_the_officer(cast: Cast) -> Mapping[str, Any]:
    return {"measure_id": a_measure_row(cast).pk}


def a_step_of_the_officer(cast: Cast) -> Mapping[str, Any]:
    return {"step_id": a_step_row(a_measure_row(cast)).pk}


def a_history(cast: Cast) -> Mapping[str, Any]:
    return {"kind": "measure", "record": a_measure_row(cast).pk}


def a_change(cast: Cast) -> Mapping[str, Any]:
    owners = [{"name": cast.unit.name, "unit_id": cast.unit.pk, "person_id": None}]
    create_measure(by=cast.viewer("clerk"), at=NOW, year=YEAR, words={"title": "ทำคู่มือ"}, owners=owners)
    return {"change_id": Change.objects.get().pk}


def a_table(cast: Cast) -> Mapping[str, Any]:
    a_measure_row(cast)
    return {"form": "csv"}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("improvement:plan", WHOLE_CYCLE),
    desk("improvement:plan-table", WHOLE_CYCLE, arguments=a_table),
    desk("improvement:plan-begin", "clerk", method="post"),
    desk("improvement:measure-create", "clerk"),
    desk("improvement:measure", "members", arguments=a_measure_of_the_officer),
    desk("improvement:measure-edit", "clerk", arguments=a_measure_of_the_officer),
    desk("improvement:measure-remove", "clerk", arguments=a_measure_of_the_officer, method="post"),
    desk("improvement:measure-move", "clerk", arguments=a_measure_of_the_officer, method="post", sent={"shift": "1"}),
    desk("improvement:step-create", "clerk", arguments=a_measure_of_the_officer),
    desk("improvement:step", "members", arguments=a_step_of_the_officer),
    desk("improvement:step-edit", "clerk", arguments=a_step_of_the_officer),
    desk("improvement:step-remove", "clerk", arguments=a_step_of_the_officer, method="post"),
    desk("improvement:step-move", "clerk", arguments=a_step_of_the_officer, method="post", sent={"shift": "1"}),
    desk("improvement:history", "members", arguments=a_history),
    desk("improvement:change-undo", "clerk officer", arguments=a_change, method="post"),
]
