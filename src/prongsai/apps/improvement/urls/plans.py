"""Plans, measures, steps, their history."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement.desk import history, measures, plans, steps

urlpatterns = [
    path("plan/", plans.plan, name="plan"),
    path("plan.<slug:form>", plans.plan_table, name="plan-table"),
    path("plan/begin/", plans.plan_begin, name="plan-begin"),
    path("plan/measures/new/", measures.measure_create, name="measure-create"),
    path("plan/measures/<int:measure_id>/", measures.measure, name="measure"),
    path("plan/measures/<int:measure_id>/edit/", measures.measure_edit, name="measure-edit"),
    path("plan/measures/<int:measure_id>/remove/", measures.measure_remove, name="measure-remove"),
    path("plan/measures/<int:measure_id>/move/", measures.measure_move, name="measure-move"),
    path("plan/measures/<int:measure_id>/steps/new/", steps.step_create, name="step-create"),
    path("plan/steps/<int:step_id>/", steps.step, name="step"),
    path("plan/steps/<int:step_id>/edit/", steps.step_edit, name="step-edit"),
    path("plan/steps/<int:step_id>/remove/", steps.step_remove, name="step-remove"),
    path("plan/steps/<int:step_id>/move/", steps.step_move, name="step-move"),
    path("history/<slug:kind>/<int:record>/", history.history, name="history"),
    path("history/<int:change_id>/undo/", history.change_undo, name="change-undo"),
]
