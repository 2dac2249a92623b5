"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The public face."""

    name = "prongsai.apps.disclosure"
    label = "disclosure"
