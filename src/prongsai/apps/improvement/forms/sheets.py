"""Is this input well formed? A plan's workbook to hand in, and the word that its differences are right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PlanSheetForm(forms.Form):
    """A workbook that was downloaded, edited and comes back."""

    file = forms.FileField(
        label=_("ไฟล์ตารางแผน"),
        help_text=_("ไฟล์ XLSX ที่ดาวน์โหลดจากหน้านี้และแก้แล้ว"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("ยังไม่ได้เลือกไฟล์ กรุณาเลือกไฟล์แล้วกดอีกครั้ง"),
            "empty": _("ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์อื่น"),
        },
    )


class ConfirmationForm(forms.Form):
    """Which differences were looked at, and which of those that somebody else touched are taken all the same."""

    basis = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *words: Any, keys: list[str], **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["taken"] = forms.MultipleChoiceField(choices=[(each, each) for each in keys], required=False)
