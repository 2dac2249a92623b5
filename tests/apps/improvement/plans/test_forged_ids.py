"""What another agency has does not exist: its keys, sent in a form or an address of one's own desk, change nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from apps.improvement.made import (
    a_measure_row,
    a_piece_of_evidence,
    a_plan,
    a_proof,
    a_report,
    a_round,
    a_step_row,
    a_unit,
    address,
)
from apps.improvement.made_proof import an_activity
from cast import Cast
from pages import Visitor
from prongsai.apps.improvement.models import Activity, Evidence, Measure, Ownership, Proof, Report, Step

Records = dict[str, Any]


def the_records(cast: Cast) -> Records:
    """One record of each kind, of one agency."""
    measure = a_measure_row(cast, plan=a_plan(cast))
    step, evidence = a_step_row(measure), a_piece_of_evidence(cast)
    round_ = a_round(cast)
    return {
        "measure": measure,
        "step": step,
        "evidence": evidence,
        "activity": an_activity(cast),
        "proof": a_proof(cast, evidence=evidence, step=step, state="offered"),
        "round": round_,
        "report": a_report(cast, round_, step),
        "unit": a_unit(cast),
    }


FORMS: list[tuple[str, Callable[[Records, Records], list[Any]], Callable[[Records, Records], Records]]] = [
    ("step-move", lambda own, their: [own["step"].pk], lambda own, their: {"to": their["measure"].pk}),
    ("step-move", lambda own, their: [their["step"].pk], lambda own, their: {"to": own["measure"].pk}),
    (
        "measure-edit",
        lambda own, their: [own["measure"].pk],
        lambda own, their: {"title": "ก", "version": 1, "units": [their["unit"].pk]},
    ),
    (
        "measure-edit",
        lambda own, their: [own["measure"].pk],
        lambda own, their: {"title": "ก", "version": 1, "people": [their["person"].pk]},
    ),
    ("step-create", lambda own, their: [their["measure"].pk], lambda own, their: {"texts": "ก"}),
    ("evidence-use", lambda own, their: [own["evidence"].pk], lambda own, their: {"step": their["step"].pk}),
    ("evidence-use", lambda own, their: [own["evidence"].pk], lambda own, their: {"activity": their["activity"].pk}),
    ("evidence-use", lambda own, their: [their["evidence"].pk], lambda own, their: {"measure": own["measure"].pk}),
    (
        "evidence-add",
        lambda own, their: [],
        lambda own, their: {"links": "https://example.go.th/new", "measure": their["measure"].pk},
    ),
    ("evidence-accept", lambda own, their: [], lambda own, their: {"evidence": their["evidence"].pk}),
    ("proof-accept", lambda own, their: [their["proof"].pk], lambda own, their: {}),
    ("proof-remove", lambda own, their: [their["proof"].pk], lambda own, their: {}),
    ("step-evidence-again", lambda own, their: [own["step"].pk], lambda own, their: {"evidence": their["evidence"].pk}),
    ("report-accept", lambda own, their: [their["report"].pk], lambda own, their: {"version": 1}),
    (
        "report-step",
        lambda own, their: [own["round"].pk, their["step"].pk],
        lambda own, their: {"status": "in_progress", "percent": 10},
    ),
    (
        "report-step",
        lambda own, their: [their["round"].pk, own["step"].pk],
        lambda own, their: {"status": "in_progress", "percent": 10},
    ),
    (
        "report-step",
        lambda own, their: [own["round"].pk, own["step"].pk],
        lambda own, their: {"status": "in_progress", "version": 1, "evidence": their["evidence"].pk},
    ),
    (
        "activity-edit",
        lambda own, their: [own["activity"].pk],
        lambda own, their: {"title": "ก", "version": 1, "work": f"step-{their['step'].pk}"},
    ),
    ("round-close", lambda own, their: [their["round"].pk], lambda own, their: {}),
]


@pytest.mark.parametrize(("name", "named", "sent"), FORMS)
def test_nothing_of_another_agency_is_touched(
    cast: Cast,
    name: str,
    named: Callable[[Records, Records], list[Any]],
    sent: Callable[[Records, Records], Records],
) -> None:
    own = the_records(cast)
    their = the_records(replace(cast, agency=cast.other_agency)) | {"person": cast.people["stranger"]}
    before = everything()
    answer = Visitor(cast.person("clerk")).post(address(cast, name, *named(own, their)), sent(own, their))
    assert answer.status_code in (404, 422)
    assert everything() == before


def everything() -> list[list[dict[str, Any]]]:
    """Every record that a forged key could change."""
    return [
        list(kind.objects.order_by("pk").values())
        for kind in (Measure, Step, Ownership, Evidence, Proof, Report, Activity)
    ]
