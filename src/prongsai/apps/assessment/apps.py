"""The assessment, as Django knows it."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Papers, result sheets, their reconciliation and diagnosis."""

    name = "prongsai.apps.assessment"
    label = "assessment"
