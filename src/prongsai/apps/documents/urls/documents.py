"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.documents.desk import documents, issuing

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/open/", documents.document_open, name="document-open"),
    path("documents/<int:document_id>/", issuing.document, name="document"),
    path("documents/<int:document_id>/edit/", documents.document_edit, name="document-edit"),
    path("documents/<int:document_id>/discard/", documents.document_discard, name="document-discard"),
    path("documents/<int:document_id>/draft/<slug:form>/", documents.document_draft, name="document-draft"),
    path("documents/<int:document_id>/submit/", issuing.document_submit, name="document-submit"),
    path("documents/<int:document_id>/return/", issuing.document_return, name="document-return"),
    path("documents/<int:document_id>/approve/", issuing.document_approve, name="document-approve"),
    path("documents/<int:document_id>/sign/", issuing.document_sign, name="document-sign"),
    path("documents/<int:document_id>/issue/", issuing.document_issue, name="document-issue"),
    path("documents/<int:document_id>/revise/", issuing.document_revise, name="document-revise"),
]
