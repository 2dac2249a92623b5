"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class NationConfig(AppConfig):
    """The whole country, by the file of a national run."""

    name = "prongsai.apps.nation"
    label = "nation"
