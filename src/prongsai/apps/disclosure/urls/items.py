"""Items, what is shown for them, the rehearsal."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.disclosure.desk import exhibits, items, rehearsal

urlpatterns = [
    path("items/", items.items, name="items"),
    path("items.<slug:form>", items.items_file, name="items-table"),
    path("items/owners/", items.items_owners, name="items-owners"),
    path("items/<slug:code>/", items.item, name="item"),
    path("items/<slug:code>/edit/", items.item_edit, name="item-edit"),
    path("items/<slug:code>/offers/", items.item_offers, name="item-offers"),
    path("items/<slug:code>/elements/add/", items.element_add, name="element-add"),
    path("items/<slug:code>/elements/<slug:element>/", items.element_change, name="element-change"),
    path("elements/<int:change_id>/restore/", items.element_restore, name="element-restore"),
    path("exhibits/", exhibits.exhibits, name="exhibits"),
    path("exhibits.<slug:form>", exhibits.exhibits_file, name="exhibits-table"),
    path("exhibits/add/", exhibits.exhibit_add, name="exhibit-add"),
    path("exhibits/<int:exhibit_id>/", exhibits.exhibit, name="exhibit"),
    path("exhibits/<int:exhibit_id>/edit/", exhibits.exhibit_edit, name="exhibit-edit"),
    path("exhibits/<int:exhibit_id>/use/", exhibits.exhibit_use, name="exhibit-use"),
    path("exhibits/<int:exhibit_id>/remove/", exhibits.exhibit_remove, name="exhibit-remove"),
    path("exhibits/<int:exhibit_id>/restore/", exhibits.exhibit_restore, name="exhibit-restore"),
    path("exhibits/<int:exhibit_id>/file/", exhibits.exhibit_file, name="exhibit-file"),
    path("showings/<int:showing_id>/hide/", exhibits.exhibit_hide, name="exhibit-hide"),
    path("rehearsal/", rehearsal.rehearsal, name="rehearsal"),
    path("rehearsal.<slug:form>", rehearsal.rehearsal_file, name="rehearsal-table"),
]
