"""The base, as Django knows it."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Agencies, units, people, access, audit trail, files, jobs, the look."""

    name = "prongsai.base"
    label = "base"
