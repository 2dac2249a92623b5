"""Rounds and reports, and what is one's own to do."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement.desk import reports, rounds, work

urlpatterns = [
    path("work/", work.work, name="work"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/open/", rounds.round_open, name="round-open"),
    path("rounds/<int:round_id>/", rounds.round_screen, name="round"),
    path("rounds/<int:round_id>.<slug:form>", rounds.round_table, name="round-table"),
    path("rounds/<int:round_id>/close/", rounds.round_close, name="round-close"),
    path("rounds/<int:round_id>/steps/<int:step_id>/", reports.report_step, name="report-step"),
    path("rounds/<int:round_id>/steps/<int:step_id>/check/", reports.report_step_check, name="report-step-check"),
    path("rounds/<int:round_id>/measures/<int:measure_id>/", reports.report_measure, name="report-measure"),
    path(
        "rounds/<int:round_id>/measures/<int:measure_id>/check/",
        reports.report_measure_check,
        name="report-measure-check",
    ),
    path("reports/<int:report_id>/accept/", reports.report_accept, name="report-accept"),
    path("reports/<int:report_id>/return/", reports.report_return, name="report-return"),
]
