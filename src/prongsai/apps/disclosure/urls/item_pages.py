"""Addresses of item pages, and of the item table to set into one."""

from __future__ import annotations

from django.urls import URLPattern, path

from prongsai.apps.disclosure.desk import item_pages, snippet

urlpatterns: list[URLPattern] = [
    path("item-pages/", item_pages.item_pages, name="item-pages"),
    path("item-pages/<int:import_id>/", item_pages.item_page, name="item-page"),
    path("item-pages/<int:import_id>/take/", item_pages.item_page_take, name="item-page-take"),
    path("item-table/", snippet.item_table, name="item-table"),
    path("item-table/<slug:language>/", snippet.item_table_file, name="item-table-file"),
]
