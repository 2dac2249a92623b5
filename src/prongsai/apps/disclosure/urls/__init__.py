"""At which address: disclosure stands under one agency and one fiscal year."""

from __future__ import annotations

from prongsai.apps.disclosure.urls import item_pages, items, pages, releases, tables, watching

app_name = "disclosure"

urlpatterns = [
    *items.urlpatterns,
    *watching.urlpatterns,
    *item_pages.urlpatterns,
    *pages.urlpatterns,
    *releases.urlpatterns,
    *tables.urlpatterns,
]
