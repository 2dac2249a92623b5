"""Weak points and what became of them; printed names and who they are."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement.desk import inbox, owners

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox.<slug:form>", inbox.inbox_table, name="inbox-table"),
    path("inbox/<slug:subject>/", inbox.weak_point, name="weak-point"),
    path("inbox/<slug:subject>/answer/", inbox.weak_point_answer, name="weak-point-answer"),
    path("inbox/<slug:subject>/join/", inbox.weak_point_join, name="weak-point-join"),
    path("inbox/<slug:subject>/set-aside/", inbox.weak_point_set_aside, name="weak-point-set-aside"),
    path("inbox/<slug:subject>/reopen/", inbox.weak_point_reopen, name="weak-point-reopen"),
    path("owners/", owners.owners, name="owners"),
]
