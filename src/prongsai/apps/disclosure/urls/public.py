"""Addresses of the published site: nothing here asks who comes."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "site"

urlpatterns: list[URLPattern] = []
