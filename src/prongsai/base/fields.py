"""How forms look: label above, hint, the error beside its field."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Forms of Django's and of allauth's in the same dress."""

    form_template_name = "base/form.html"
    field_template_name = "base/field.html"
