"""Sign-off, versions, the next year's plan."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.improvement.desk import carrying, signing

urlpatterns = [
    path("plan/sign/", signing.plan_sign, name="plan-sign"),
    path("plan/submit/", signing.plan_submit, name="plan-submit"),
    path("plan/return/", signing.plan_return, name="plan-return"),
    path("plan/approve/", signing.plan_approve, name="plan-approve"),
    path("plan/issue/", signing.plan_issue, name="plan-issue"),
    path("plan/revise/", signing.plan_revise, name="plan-revise"),
    path("plan/versions/<int:version>/", signing.plan_version, name="plan-version"),
    path("plan/carry/", carrying.plan_carry, name="plan-carry"),
    path("plan/steps/<int:step_id>/earlier-evidence/", carrying.step_evidence_again, name="step-evidence-again"),
    path(
        "plan/measures/<int:measure_id>/earlier-evidence/",
        carrying.measure_evidence_again,
        name="measure-evidence-again",
    ),
]
