"""An officer of another unit: what is not theirs is not there, whatever keys they send."""

from __future__ import annotations

from typing import Any

import pytest

from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
)
from apps.improvement.made_proof import an_activity
from cast import Cast, a_member
from pages import Visitor
from prongsai.apps.improvement.models import Activity, Change, Evidence, Proof, Report, Step

Rows = dict[str, Any]


@pytest.fixture
def rows(cast: Cast) -> Rows:
    """Everything of สำนักปลัด, and one piece and one step of กองคลัง."""
    step, evidence = a_step_row(a_measure_row(cast)), a_piece_of_evidence(cast)
    round_, unit = a_round(cast), a_unit(cast)
    other = a_member(cast.agency, "officer", name="เจ้าหน้าที่กองคลัง", unit=unit)
    report = a_report(cast, round_, step)
    change = {
        "deed": "report.sent",
        "before": {"result": ""},
        "after": {"result": report.result},
        "at": report.reported_at,
    }
    return {
        "step": step.pk,
        "measure": step.measure_id,
        "evidence": evidence.pk,
        "proof": a_proof(cast, evidence=evidence, step=step, state="offered").pk,
        "activity": an_activity(cast, step=step).pk,
        "round": round_.pk,
        "report": report.pk,
        "change": Change.objects.create(
            agency=cast.agency, kind="report", record=report.pk, by=cast.people["officer"], **change
        ).pk,
        "own_step": a_step_row(a_measure_row(cast, owners=(unit,))).pk,
        "own_piece": a_piece_of_evidence(cast, url="https://example.go.th/own", added_by=other).pk,
        "person": other,
    }


@pytest.mark.parametrize(
    ("name", "named", "sent"),
    [
        ("report-step", ["round", "step"], {"status": "in_progress", "version": "1"}),
        ("report-step-check", ["round", "step"], {}),
        ("evidence-edit", ["evidence"], {"title": "ก"}),
        ("evidence-remove", ["evidence"], {}),
        ("evidence-use", ["evidence"], {"step": "own_step"}),
        ("evidence-use", ["own_piece"], {"step": "step"}),
        ("evidence-use", ["own_piece"], {"measure": "measure"}),
        ("evidence-use", ["own_piece"], {"activity": "activity"}),
        ("evidence-add", [], {"links": "https://example.go.th/new", "step": "step"}),
        ("proof-remove", ["proof"], {}),
        ("step-evidence-again", ["step"], {"evidence": "own_piece"}),
        ("step-evidence-again", ["own_step"], {"evidence": "evidence"}),
        ("activity-edit", ["activity"], {"title": "ก", "version": "1"}),
        ("activity-remove", ["activity"], {}),
        ("change-undo", ["change"], {}),
        ("report-step", ["round", "own_step"], {"status": "in_progress", "evidence": "evidence"}),
    ],
)
def test_what_is_not_theirs_is_not_found(
    cast: Cast, rows: Rows, name: str, named: list[str], sent: dict[str, str]
) -> None:
    before = everything()
    there = address(cast, name, *(rows[each] for each in named))
    answer = Visitor(rows["person"]).post(there, {key: rows.get(value, value) for key, value in sent.items()})
    assert answer.status_code in (404, 422)
    assert everything() == before


@pytest.mark.parametrize("name", ["step", "measure", "evidence", "activity"])
def test_its_pages_are_not_there(cast: Cast, rows: Rows, name: str) -> None:
    officer = Visitor(rows["person"])
    assert officer.get(address(cast, name, rows[name])).status_code == 404
    assert officer.get(address(cast, "history", name, rows[name])).status_code == 404


def everything() -> list[list[dict[str, Any]]]:
    """Every record that a forged key could change."""
    return [list(kind.objects.order_by("pk").values()) for kind in (Step, Evidence, Proof, Report, Activity, Change)]
