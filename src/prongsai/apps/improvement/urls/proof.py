"""Evidence and activities."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement.desk import activities, evidence

urlpatterns = [
    path("evidence/", evidence.evidence_list, name="evidence-list"),
    path("evidence.<slug:form>", evidence.evidence_table, name="evidence-table"),
    path("evidence/add/", evidence.evidence_add, name="evidence-add"),
    path("evidence/accept/", evidence.evidence_accept, name="evidence-accept"),
    path("evidence/done/", evidence.evidence_done, name="evidence-done"),
    path("evidence/done.<slug:form>", evidence.evidence_done_table, name="evidence-done-table"),
    path("evidence/<int:evidence_id>/", evidence.evidence, name="evidence"),
    path("evidence/<int:evidence_id>/edit/", evidence.evidence_edit, name="evidence-edit"),
    path("evidence/<int:evidence_id>/remove/", evidence.evidence_remove, name="evidence-remove"),
    path("evidence/<int:evidence_id>/use/", evidence.evidence_use, name="evidence-use"),
    path("evidence/<int:evidence_id>/file/", evidence.evidence_file, name="evidence-file"),
    path("evidence/<int:evidence_id>/shown/<slug:size>/", evidence.evidence_shown, name="evidence-shown"),
    path("proofs/<int:proof_id>/accept/", evidence.proof_accept, name="proof-accept"),
    path("proofs/<int:proof_id>/return/", evidence.proof_return, name="proof-return"),
    path("proofs/<int:proof_id>/remove/", evidence.proof_remove, name="proof-remove"),
    path("activities/", activities.activities, name="activities"),
    path("activities.<slug:form>", activities.activities_table, name="activities-table"),
    path("activities/new/", activities.activity_create, name="activity-create"),
    path("activities/<int:activity_id>/", activities.activity, name="activity"),
    path("activities/<int:activity_id>/edit/", activities.activity_edit, name="activity-edit"),
    path("activities/<int:activity_id>/remove/", activities.activity_remove, name="activity-remove"),
]
