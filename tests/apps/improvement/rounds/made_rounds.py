"""A round of agency A with something to report, and what is sent about it, to start a test from."""

from __future__ import annotations

from typing import Any

from apps.improvement.made import a_measure_row, a_round, a_step_row, address, an_issued_plan
from cast import NOW, Cast
from pages import Visitor
from prongsai.apps.improvement.models import Round, Step
from prongsai.apps.improvement.operations.reports import Progress, send_report
from prongsai.apps.improvement.queries.reports import Promised
from prongsai.base.access import Viewer

RESULT = "จัดทำแบบสำรวจแล้ว 120 ชุด เมื่อ 15 มกราคม 2567"


def a_step_asked(cast: Cast, **changes: Any) -> tuple[Round, Step]:
    """An open round of an issued plan, and one step of it that the officer's unit owns."""
    plan = an_issued_plan(cast)
    return a_round(cast, plan=plan), a_step_row(a_measure_row(cast, plan=plan), **changes)


def typed(**changes: str | list[str]) -> dict[str, Any]:
    """The form of a report, half done and consistent; changed by field."""
    return {"version": "0", "status": "in_progress", "percent": "50", "result": "อยู่ระหว่างเก็บข้อมูล", **changes}


def done(**changes: str | list[str]) -> dict[str, Any]:
    """The form of a report of something done, with a link that shows it."""
    link = "https://www.example.go.th/survey-2567"
    return typed(**{"status": "done", "percent": "100", "result": RESULT, "links": link, **changes})


def form_of(cast: Cast, round_: Round, step: Step) -> str:
    """Where a step is reported."""
    return address(cast, "report-step", round_.pk, step.pk)


def send(cast: Cast, round_: Round, step: Step, who: str = "officer", **sent: Any) -> Any:
    """Send a report as one of the cast."""
    return Visitor(cast.person(who)).post(form_of(cast, round_, step), sent or typed())


def a_sent_report(by: Viewer, round_: Round, step: Step, **said: Any) -> Any:
    """Send a report by the deed itself."""
    progress = Progress(**{"status": "in_progress", "percent": 50, "result": "อยู่ระหว่างเก็บข้อมูล", **said})
    promised = Promised(step.measure, step)
    return send_report(by=by, at=NOW, round_=round_, promised=promised, version=0, progress=progress)
