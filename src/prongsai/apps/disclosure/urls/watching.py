"""Addresses of watching."""

from __future__ import annotations

from django.urls import URLPattern, path

from prongsai.apps.disclosure.desk import watching

urlpatterns: list[URLPattern] = [
    path("links/", watching.links, name="links"),
    path("links/look/", watching.links_look, name="links-look"),
    path("links.<slug:form>", watching.links_file, name="links-table"),
    path("links/<int:exhibit_id>/", watching.link, name="link"),
]
