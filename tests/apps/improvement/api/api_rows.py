"""Who may ask what of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.improvement.api.made_api import a_filled_year, a_photo_form
from cast import Cast
from house.api import row

WHOLE_CYCLE, OWNERS = "clerk executive auditor", "clerk officer"


def a_whole_measure(cast: Cast) -> Mapping[str, Any]:
    named = a_filled_year(cast)
    return {**named, "measure_id": named["whole_id"]}


def a_report(version: int) -> dict[str, Any]:
    return {"version": version, "status": "in_progress", "percent": 60, "result": "เก็บแบบสำรวจแล้ว 80 ชุด"}


YEAR = {"named": a_filled_year}
WHOLE = {"named": a_whole_measure}

ROWS = [
    row("get", "/api/v1/me", "members", ""),
    row("get", "plan", WHOLE_CYCLE, "plan.read", **YEAR),
    row("get", "weak-points", WHOLE_CYCLE, "plan.read", **YEAR),
    row("get", "measures", "members", "plan.read", **YEAR),
    row("post", "measures", "clerk", "plan.write", status=201, sent=lambda named: {"title": "จัดช่องทางรับฟัง"}, **YEAR),
    row("get", "measures/{measure_id}", "members", "plan.read", **YEAR),
    row("patch", "measures/{measure_id}", "clerk", "plan.write", sent=lambda named: {"version": 1}, **YEAR),
    row("delete", "measures/{measure_id}", "clerk", "plan.write", status=204, **YEAR),
    row("get", "measures/{measure_id}/steps", "members", "plan.read", **YEAR),
    row(
        "post",
        "measures/{measure_id}/steps",
        "clerk",
        "plan.write",
        status=201,
        sent=lambda named: {"text": "สรุปผล"},
        **YEAR,
    ),
    row("get", "steps/{step_id}", "members", "plan.read", **YEAR),
    row("patch", "steps/{step_id}", "clerk", "plan.write", sent=lambda named: {"version": 1}, **YEAR),
    row(
        "post",
        "steps/{step_id}/move",
        "clerk",
        "plan.write",
        sent=lambda named: {"measure_id": named["other_id"]},
        **YEAR,
    ),
    row("delete", "steps/{step_id}", "clerk", "plan.write", status=204, **YEAR),
    row("get", "rounds", WHOLE_CYCLE, "progress.read", **YEAR),
    row("get", "rounds/{round_id}", WHOLE_CYCLE, "progress.read", **YEAR),
    row("get", "rounds/{round_id}/reports", "members", "progress.read", **YEAR),
    row("get", "tasks", "members", "progress.read", **YEAR),
    row("get", "rounds/{round_id}/steps/{step_id}/report", "members", "progress.read", **YEAR),
    row(
        "put",
        "rounds/{round_id}/steps/{step_id}/report",
        OWNERS,
        "progress.write",
        sent=lambda named: a_report(1),
        **YEAR,
    ),
    row("get", "rounds/{round_id}/measures/{measure_id}/report", "members", "progress.read", **WHOLE),
    row(
        "put",
        "rounds/{round_id}/measures/{measure_id}/report",
        OWNERS,
        "progress.write",
        sent=lambda named: a_report(0),
        **WHOLE,
    ),
    row("post", "reports/{report_id}/accept", "clerk", "progress.write", sent=lambda named: {"version": 1}, **YEAR),
    row(
        "post",
        "reports/{report_id}/return",
        "clerk",
        "progress.write",
        sent=lambda named: {"version": 1, "comment": "ขอภาพถ่าย"},
        **YEAR,
    ),
    row("get", "evidence", "members", "evidence.read", **YEAR),
    row(
        "post",
        "evidence",
        OWNERS,
        "evidence.write",
        status=201,
        sent=lambda named: {"url": "https://www.example.go.th/result", "step_ids": [named["step_id"]]},
        **YEAR,
    ),
    row("post", "evidence/files", OWNERS, "evidence.write", status=201, sent=a_photo_form, is_form=True, **YEAR),
    row("get", "evidence/{evidence_id}", "members", "evidence.read", **YEAR),
    row("get", "evidence/{evidence_id}/file", "members", "evidence.read", **YEAR),
    row(
        "post",
        "evidence/{evidence_id}/proofs",
        OWNERS,
        "evidence.write",
        status=201,
        sent=lambda named: {"items": ["o13"]},
        **YEAR,
    ),
    row("post", "proofs/{proof_id}/accept", "clerk", "evidence.write", **YEAR),
    row(
        "post",
        "proofs/{proof_id}/return",
        "clerk",
        "evidence.write",
        sent=lambda named: {"comment": "ภาพไม่ชัด"},
        **YEAR,
    ),
]
