"""Addresses at which anybody checks a paper."""

from __future__ import annotations

from django.urls import path

from prongsai.apps.documents import public

app_name = "verify"

urlpatterns = [
    path("", public.paper, name="paper"),
    path("<str:code>/", public.edition, name="edition"),
]
