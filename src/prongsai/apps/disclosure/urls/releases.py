"""Addresses of releases and of what is withdrawn."""

from __future__ import annotations

from django.urls import URLPattern, path

from prongsai.apps.disclosure.desk import exporting, releases, withdrawing

urlpatterns: list[URLPattern] = [
    path("releases/", releases.releases, name="releases"),
    path("releases/make/", releases.release_make, name="release-make"),
    path("releases/<int:number>/", releases.release, name="release"),
    path("releases/<int:number>/submit/", releases.release_submit, name="release-submit"),
    path("releases/<int:number>/return/", releases.release_return, name="release-return"),
    path("releases/<int:number>/apply/", releases.release_apply, name="release-apply"),
    path("releases/<int:number>/drop/", releases.release_drop, name="release-drop"),
    path("releases/<int:number>/pages/", releases.release_preview, name="release-preview-home"),
    path("releases/<int:number>/pages/<path:path>", releases.release_preview, name="release-preview"),
    path("releases/export/", exporting.site_export, name="site-export"),
    path("releases/export/make/", exporting.site_export_make, name="site-export-make"),
    path("releases/export/file/", exporting.site_export_file, name="site-export-file"),
    path("withdrawals/", withdrawing.withdrawals, name="withdrawals"),
    path("withdrawals/<int:withdrawal_id>/lift/", withdrawing.withdrawal_lift, name="withdrawal-lift"),
    path("withdrawals/of/<str:subject>/", withdrawing.release_withdraw, name="release-withdraw"),
]
