"""Is this input well formed? What a bundle is of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.apps.documents.queries.subjects import Subject


class BundleForm(forms.Form):
    """What a bundle is of."""

    subject = forms.ChoiceField(label=_("รวมไฟล์ของเรื่องใด"))

    def __init__(self, *words: Any, subjects: Sequence[Subject], **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["subject"].choices = [(each.key, each.label) for each in subjects]  # type: ignore[attr-defined] # it is the choice field above


class PreviewForm(forms.Form):
    """Which edition is drawn; none for the document as it stands."""

    version = forms.IntegerField(required=False, min_value=1, max_value=9999)
