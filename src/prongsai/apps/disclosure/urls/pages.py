"""Addresses of pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from prongsai.apps.disclosure.desk import page_parts, pages, site

urlpatterns: list[URLPattern] = [
    path("pages/", pages.pages, name="pages"),
    path("pages/new/<slug:kind>/", pages.page_create, name="page-create"),
    path("pages/<int:page_id>/", pages.page, name="page"),
    path("pages/<int:page_id>/preview/", pages.page_preview, name="page-preview"),
    path("pages/<int:page_id>/edit/", pages.page_edit, name="page-edit"),
    path("pages/<int:page_id>/remove/", pages.page_remove, name="page-remove"),
    path("pages/<int:page_id>/restore/", pages.page_restore, name="page-restore"),
    path("pages/<int:page_id>/<slug:list_name>/add/", page_parts.page_part_add, name="page-part-add"),
    path("pages/<int:page_id>/parts/<int:part_id>/", page_parts.page_part_edit, name="page-part-edit"),
    path("pages/<int:page_id>/parts/<int:part_id>/move/", page_parts.page_part_move, name="page-part-move"),
    path("pages/<int:page_id>/parts/<int:part_id>/remove/", page_parts.page_part_remove, name="page-part-remove"),
    path("pages/<int:page_id>/parts/<int:part_id>/restore/", page_parts.page_part_restore, name="page-part-restore"),
    path("pages/<int:page_id>/parts/<int:part_id>/file/", page_parts.page_part_file, name="page-part-file"),
    path(
        "pages/<int:page_id>/parts/<int:part_id>/shown/<slug:size>/",
        page_parts.page_part_shown,
        name="page-part-shown",
    ),
    path("site/", site.site_settings, name="site"),
    path("site/edit/", site.site_edit, name="site-edit"),
]
