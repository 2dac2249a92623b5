"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Plan, do, prove."""

    name = "prongsai.apps.improvement"
    label = "improvement"
