"""The app as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Official papers."""

    name = "prongsai.apps.documents"
    label = "documents"
