"""The plan as a workbook, out and in."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement.desk import sheets

urlpatterns = [
    path("plan/sheet.xlsx", sheets.plan_sheet, name="plan-sheet"),
    path("plan/sheet/", sheets.plan_sheet_in, name="plan-sheet-in"),
    path("plan/sheet/<int:file_id>/", sheets.plan_sheet_differences, name="plan-sheet-differences"),
]
