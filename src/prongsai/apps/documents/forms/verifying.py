"""Is this input well formed? A code typed off a paper, a file to be held against what was issued."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from prongsai.base.files import LARGEST


class CodeForm(forms.Form):
    """A code, however it was typed."""

    code = forms.CharField(
        max_length=60,
        label=_("รหัสเอกสาร"),
        help_text=_("16 ตัว อยู่ท้ายเอกสาร ใต้ภาพ QR เช่น ABCD-EFGH-IJKL-MNOP"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("กรุณาพิมพ์รหัสที่อยู่ท้ายเอกสาร")},
    )


class FileForm(forms.Form):
    """A file to be checked; nothing of it is kept."""

    file = forms.FileField(
        label=_("ไฟล์เอกสาร"),
        help_text=_("ไฟล์ที่ได้รับมา ไม่เกิน 20 MB ระบบเทียบแล้วไม่เก็บไฟล์ไว้"),
        error_messages={
            "required": _("ยังไม่ได้เลือกไฟล์ กรุณาเลือกไฟล์แล้วกดอีกครั้ง"),
            "empty": _("ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์อื่น"),
        },
    )

    def clean_file(self) -> Any:
        """Refuse what no paper of ours can be."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_now("ไฟล์ใหญ่เกิน 20 MB เอกสารที่ออกจากระบบนี้ไม่ใหญ่เท่านี้"))
        return file
