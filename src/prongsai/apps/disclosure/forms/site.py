"""Is this input well formed? What an agency says of its public site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from prongsai.apps.disclosure.models import Licence, Site
from prongsai.apps.disclosure.operations.site import SiteWords

MOST_HIDDEN = 50
"""The largest smallest count. Unit: people."""


class SiteForm(forms.Form):
    """The public site as a whole."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name_en = forms.CharField(
        required=False,
        max_length=200,
        label=_("ชื่อหน่วยงานภาษาอังกฤษ"),
        help_text=_("ใช้ในหน้าภาษาอังกฤษ ถ้าเว้นไว้ใช้ชื่อภาษาไทย"),
    )
    own_address = forms.CharField(
        required=False,
        max_length=300,
        label=_("เว็บไซต์เดิมของหน่วยงาน"),
        help_text=_("ลิงก์ที่อยู่ในเว็บนี้ถือเป็นลิงก์ของหน่วยงานเอง"),
        validators=[URLValidator(schemes=["http", "https"], message=_("กรุณาคัดลอกที่อยู่เต็มที่ขึ้นต้นด้วย https:// หรือ http://"))],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    about_th = forms.CharField(
        required=False,
        max_length=4000,
        label=_("แนะนำหน่วยงาน"),
        help_text=_("หนึ่งถึงสามประโยค แสดงที่หน้าแรก"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    about_en = forms.CharField(
        required=False, max_length=4000, label=_("แนะนำหน่วยงานภาษาอังกฤษ"), widget=forms.Textarea(attrs={"rows": 4})
    )
    licence = forms.ChoiceField(
        label=_("สัญญาอนุญาตของข้อมูลเปิด"),
        help_text=_("ผู้อื่นนำข้อมูลไปใช้ได้ภายใต้เงื่อนไขใด"),
        choices=Licence.choices,
    )
    fewest = forms.IntegerField(
        min_value=1,
        max_value=MOST_HIDDEN,
        label=_("จำนวนคนน้อยที่สุดที่แสดงเป็นตัวเลข"),
        help_text=_("จำนวนคนที่น้อยกว่านี้จะไม่แสดงในข้อมูลเปิด เพื่อไม่ให้รู้ว่าเป็นใคร"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "points", "autocomplete": "off"}),
    )

    def words(self) -> SiteWords:
        """What was typed; needs `is_valid` to have been asked."""
        said = self.cleaned_data
        return {
            "name_en": said["name_en"],
            "own_address": said["own_address"],
            "about_th": said["about_th"],
            "about_en": said["about_en"],
            "licence": said["licence"],
            "fewest": said["fewest"],
        }


def site_values(site: Site) -> dict[str, Any]:
    """What is saved of a site, as its form begins."""
    names = ("version", "name_en", "own_address", "about_th", "about_en", "licence", "fewest")
    return {name: getattr(site, name) for name in names}
