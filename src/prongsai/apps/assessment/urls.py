"""At which address: everything of the assessment stands under one agency and one fiscal year."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.assessment import desk

app_name = "assessment"

urlpatterns = [
    path("papers/", desk.papers, name="papers"),
    path("papers.<slug:form>", desk.papers_table, name="papers-table"),
    path("papers/upload/", desk.paper_upload, name="paper-upload"),
    path("papers/<int:paper_id>/", desk.paper, name="paper"),
    path("papers/<int:paper_id>/again/", desk.paper_again, name="paper-again"),
    path("papers/<int:paper_id>/original/", desk.paper_original, name="paper-original"),
    path("papers/<int:paper_id>/correct/", desk.paper_correct, name="paper-correct"),
    path("papers/<int:paper_id>/accept/", desk.paper_accept, name="paper-accept"),
    path("papers/<int:paper_id>/measures.<slug:form>", desk.paper_measures_table, name="paper-measures-table"),
    path("result/", desk.result, name="result"),
    path("result/enter/", desk.result_enter, name="result-enter"),
    path("result/enter/check/", desk.result_check, name="result-check"),
    path("result/import/", desk.result_import, name="result-import"),
    path("result/lost/", desk.result_lost, name="result-lost"),
    path("result/executive/", desk.result_executive, name="result-executive"),
    path("result/cell/<slug:cell>/", desk.result_cell, name="result-cell"),
    path("result/item/<slug:code>/", desk.result_item, name="result-item"),
    path("result/scores.<slug:form>", desk.result_scores_table, name="result-scores-table"),
    path("result/items.<slug:form>", desk.result_items_table, name="result-items-table"),
    path("result/findings.<slug:form>", desk.result_findings_table, name="result-findings-table"),
    path("outlook/", desk.outlook, name="outlook"),
    path("outlook/gains.<slug:form>", desk.outlook_table, name="outlook-table"),
]
