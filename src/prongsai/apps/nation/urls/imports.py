"""Runs brought, taken over and withdrawn: for administrators."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.nation.desk import imports

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:run_id>/withdraw/", imports.withdraw, name="import-withdraw"),
    path("imports/<int:run_id>/flags/", imports.flags, name="import-flags"),
]
