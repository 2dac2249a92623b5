"""Is a wish to narrow a list well formed (whatever is none is left out), or a list of declared measures?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from prongsai.apps.nation.forms.asking import LAST_PAGE, LONGEST
from prongsai.apps.nation.queries.association import MatchesAsked
from prongsai.apps.nation.queries.movement import WAYS, Asked
from prongsai.base.files import LARGEST


class NarrowForm(forms.Form):
    """How agencies moved, in which score, their type, their province, and which page."""

    way = forms.ChoiceField(required=False, choices=[(way, word) for way, word in WAYS.items() if way])
    subject = forms.CharField(required=False, max_length=LONGEST)
    kind = forms.CharField(required=False, max_length=LONGEST)
    province = forms.CharField(required=False, max_length=LONGEST)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def asked(self) -> tuple[Asked, int]:
        """What is asked for, and the number of the page."""
        self.is_valid()
        told = self.cleaned_data
        narrowed = {name: told.get(name) or "" for name in ("way", "subject", "kind", "province")}
        return Asked(**narrowed), told.get("page") or 1


class MatchesForm(forms.Form):
    """Which agencies behind an association, and which page. Whoever names one agency asks for its twins."""

    twins = forms.BooleanField(required=False)
    of = forms.CharField(required=False, max_length=LONGEST, strip=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)

    def asked(self) -> tuple[MatchesAsked, int]:
        """What is asked for, and the number of the page."""
        self.is_valid()
        told = self.cleaned_data
        of = told.get("of") or ""
        return MatchesAsked(bool(told.get("twins") or of), of), told.get("page") or 1


class MeasuresForm(forms.Form):
    """A list of declared measures and the fiscal year whose results they were to change."""

    year = forms.TypedChoiceField(
        label=_("ดูผลของปีงบประมาณ"),
        coerce=int,
        help_text=_("ปีที่มาตรการมุ่งให้ผลเปลี่ยน ระบบเทียบคะแนนของปีนี้กับปีก่อนหน้า"),
    )
    file = forms.FileField(
        label=_("รายการมาตรการ (CSV)"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("บรรทัดแรกเป็นหัวคอลัมน์ agency และ practice บรรทัดต่อไปคือรหัสหน่วยงานและรหัสมาตรการในคลัง เช่น law-page"),
    )

    def __init__(self, *words: Any, years: tuple[int, ...], **named: Any) -> None:
        super().__init__(*words, **named)
        field = self.fields["year"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(year, str(year)) for year in years]

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large for a form, and what is named as something else."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST:
            raise forms.ValidationError(_("ไฟล์ใหญ่เกิน 20 MB กรุณาแบ่งไฟล์"))
        if not (file.name or "").lower().endswith(".csv"):
            raise forms.ValidationError(_("รับเฉพาะไฟล์ CSV กรุณาบันทึกตารางเป็น CSV UTF-8"))
        return file
