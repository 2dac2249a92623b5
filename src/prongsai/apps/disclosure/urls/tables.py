"""Addresses of the open data as officers see it."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
