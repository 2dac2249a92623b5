"""Addresses at which anybody checks a paper."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
