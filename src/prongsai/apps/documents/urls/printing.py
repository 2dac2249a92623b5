"""Addresses of printing."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.documents.desk import printing

urlpatterns = [
    path("documents/<int:document_id>/preview/", printing.preview_ask, name="preview-ask"),
    path(
        "documents/<int:document_id>/preview/<int:preview_id>/<int:number>/",
        printing.preview,
        name="preview",
    ),
    path("bundles/", printing.bundles, name="bundles"),
    path("bundles/make/", printing.bundle_make, name="bundle-make"),
    path("bundles/<int:bundle_id>/", printing.bundle, name="bundle"),
    path("bundles/<int:bundle_id>/file/", printing.bundle_file, name="bundle-file"),
]
