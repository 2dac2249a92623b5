"""Who may open what of evidence and activities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.improvement.made import a_measure_row, a_proof, a_step_row
from apps.improvement.made_proof import a_photo, an_activity
from cast import Cast
from house.access import desk


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {"form": "csv"}


def a_piece(cast: Cast) -> Mapping[str, Any]:
    """For a step of the officer's unit."""
    return {"evidence_id": a_photo(cast, subjects=[a_step_row(a_measure_row(cast))]).pk}


def a_small_copy(cast: Cast) -> Mapping[str, Any]:
    return {**a_piece(cast), "size": "small"}


def a_use(cast: Cast) -> Mapping[str, Any]:
    return {"proof_id": a_proof(cast, state="offered", step=a_step_row(a_measure_row(cast))).pk}


def an_activity_of_the_unit(cast: Cast) -> Mapping[str, Any]:
    return {"activity_id": an_activity(cast, measure=a_measure_row(cast)).pk}


ADDS = "clerk officer"

ROWS = [
    desk("improvement:evidence-list", "members"),
    desk("improvement:evidence-table", "members", arguments=a_table),
    desk("improvement:evidence-add", ADDS),
    desk("improvement:evidence-accept", "clerk", method="post"),
    desk("improvement:evidence-done", "members"),
    desk("improvement:evidence-done-table", "members", arguments=a_table),
    desk("improvement:evidence", "members", arguments=a_piece),
    desk("improvement:evidence-edit", ADDS, arguments=a_piece, method="post"),
    desk("improvement:evidence-remove", ADDS, arguments=a_piece, method="post"),
    desk("improvement:evidence-use", ADDS, arguments=a_piece),
    desk("improvement:evidence-file", "members", arguments=a_piece),
    desk("improvement:evidence-shown", "members", arguments=a_small_copy),
    desk("improvement:proof-accept", "clerk", arguments=a_use, method="post"),
    desk("improvement:proof-return", "clerk", arguments=a_use, method="post"),
    desk("improvement:proof-remove", ADDS, arguments=a_use, method="post"),
    desk("improvement:activities", "members"),
    desk("improvement:activities-table", "members", arguments=a_table),
    desk("improvement:activity-create", ADDS),
    desk("improvement:activity", "members", arguments=an_activity_of_the_unit),
    desk("improvement:activity-edit", ADDS, arguments=an_activity_of_the_unit),
    desk("improvement:activity-remove", ADDS, arguments=an_activity_of_the_unit, method="post"),
]
