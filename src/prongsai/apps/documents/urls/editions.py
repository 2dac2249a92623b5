"""Addresses of editions."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.documents.desk import editions

_EDITION = "documents/<int:document_id>/versions/<int:version>/"

urlpatterns = [
    path(_EDITION, editions.edition, name="edition"),
    path(f"{_EDITION}files/<slug:form>/", editions.edition_file, name="edition-file"),
    path(f"{_EDITION}scan/", editions.edition_scan, name="edition-scan"),
    path(f"{_EDITION}make/", editions.edition_make, name="edition-make"),
    path(f"{_EDITION}withdraw/", editions.edition_withdraw, name="edition-withdraw"),
]
