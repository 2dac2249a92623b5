"""Is a file brought as a run well formed?"""

from __future__ import annotations

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

LARGEST = 256 * 1024 * 1024
"""A run of 8,300 agencies takes 17 megabytes; the rest is room for rejects. Unit: bytes."""


class BringForm(forms.Form):
    """The file of a run."""

    file = forms.FileField(
        label=_("ไฟล์ผลการคำนวณ (ZIP)"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=_("ไฟล์ที่ได้จาก prongsai score ถ้าใหญ่เกิน 256 MB ให้ใช้ prongsai manage import_nation ที่เครื่องแม่ข่าย"),
    )

    about = forms.CharField(
        label=_("คำอธิบายข้อมูล"),
        max_length=200,
        required=False,
        help_text=_("แสดงบนทุกหน้าของผลคำนวณนี้ เช่น คำตอบมาจากที่ใด"),
    )

    def clean_file(self) -> File[bytes]:
        """Refuse what is too large for a form."""
        file: File[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST:
            raise forms.ValidationError(_("ไฟล์ใหญ่เกิน 256 MB ให้ใช้ prongsai manage import_nation ที่เครื่องแม่ข่าย"))
        return file
