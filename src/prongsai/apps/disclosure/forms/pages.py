"""Is this input well formed? What a page says by itself, and each part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.apps.disclosure.models import Page
from prongsai.apps.disclosure.operations.pages import Head
from prongsai.apps.disclosure.queries.page_parts import FIELDS, LINKED_KINDS, PartLine
from prongsai.apps.disclosure.queries.pages import SIDES, TEXTS, Part, texts_of
from prongsai.base.days import DayField
from prongsai.base.said import said
from prongsai.base.templatetags.thai import thai_day

LONGEST_TITLE, LONGEST_LINE, LONGEST_LINK = 300, 300, 1000
LONGEST_TEXT = 40_000
"""Unit: characters."""
PICTURES = "image/jpeg,image/png,image/webp"
FILES = ",".join(f".{kind}" for kind in sorted(LINKED_KINDS))
PARAGRAPHS = _("แต่ละบรรทัดเป็นหนึ่งย่อหน้า ข้อความออกมาตามที่พิมพ์")


def _sides() -> list[tuple[str, Any]]:
    return [("", _("ไม่ระบุ")), *((code, said(side.th, side.en)) for code, side in SIDES.items() if code)]


def _line(label: Any, help_text: Any = "", *, required: bool = False, longest: int = LONGEST_LINE) -> forms.CharField:
    return forms.CharField(required=required, max_length=longest, label=label, help_text=help_text)


def _text(label: Any, help_text: Any = "", *, rows: int = 6) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=LONGEST_TEXT, label=label, help_text=help_text, widget=area)


def _link(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=LONGEST_LINK,
        label=label,
        help_text=help_text,
        validators=[URLValidator(schemes=["http", "https"], message=_("กรุณาคัดลอกที่อยู่เต็มที่ขึ้นต้นด้วย https:// หรือ http://"))],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )


class HeadForm(forms.Form):
    """The title of a page, in Thai and, where one likes, in English; each kind adds its texts."""

    basis = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    title_th = _line(_("ชื่อหน้า"), required=True, longest=LONGEST_TITLE)
    title_en = _line(_("ชื่อหน้าภาษาอังกฤษ"), longest=LONGEST_TITLE)

    def head(self) -> Head:
        """What was typed; needs `is_valid` to have been asked."""
        said = self.cleaned_data
        names = {name for texts in TEXTS.values() for name in texts} & set(said)
        texts = {name: said[name] for name in names}
        return Head(said["title_th"], said["title_en"], said.get("dated_on"), texts)


class AboutForm(HeadForm):
    """A few words before a list: of executives, of laws."""

    text_th = _text(_("ข้อความนำ"), PARAGRAPHS, rows=4)
    text_en = _text(_("ข้อความนำภาษาอังกฤษ"), rows=4)


class StructureForm(AboutForm):
    """How an agency is divided, and what law gives it to do."""

    duties = _text(_("หน้าที่และอำนาจของหน่วยงาน"), _("ตามกฎหมายที่จัดตั้ง บอกชื่อกฎหมายและมาตรา แต่ละบรรทัดเป็นหนึ่งย่อหน้า"), rows=10)


class ContactForm(HeadForm):
    """Where and how an agency is reached."""

    address = _text(_("ที่อยู่"), _("เลขที่ ถนน ตำบล อำเภอ จังหวัด รหัสไปรษณีย์"), rows=3)
    address_en = _text(_("ที่อยู่ภาษาอังกฤษ"), _("แสดงในหน้าภาษาอังกฤษ ถ้าเว้นไว้ใช้ที่อยู่ภาษาไทย"), rows=3)
    telephone = _line(_("โทรศัพท์"), _("หมายเลขของสำนักงาน"))
    fax = _line(_("โทรสาร"))
    email = forms.EmailField(required=False, label=_("อีเมล"), help_text=_("อีเมลกลางของหน่วยงาน"))
    hours = _line(_("เวลาทำการ"), _("เช่น จันทร์ - ศุกร์ 08.30 - 16.30 น. เว้นวันหยุดราชการ"))
    map = _link(_("ลิงก์แผนที่"), _("เปิดแผนที่ที่ใช้อยู่ ค้นหาสำนักงาน แล้วคัดลอกลิงก์แบ่งปันมาวาง"))


class WrittenForm(HeadForm):
    """A text of paragraphs."""

    text_th = _text(_("ข้อความ"), PARAGRAPHS, rows=12)
    text_en = _text(_("ข้อความภาษาอังกฤษ"), rows=6)


class NewsForm(WrittenForm):
    """A piece of news, with its day."""

    dated_on = DayField(label=_("วันที่ของข่าว"), help_text=_("พิมพ์ปีเป็น พ.ศ. หรือ ค.ศ. ก็ได้"))
    field_order = ("basis", "title_th", "title_en", "dated_on")


HEAD_FORMS: Mapping[str, type[HeadForm]] = {
    "people": AboutForm,
    "structure": StructureForm,
    "contact": ContactForm,
    "news": NewsForm,
    "laws": AboutForm,
    "text": WrittenForm,
}
"""The form of what a page says by itself, by its kind."""


class PartForm(forms.Form):
    """A part of a page; each list adds what its parts say."""

    basis = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    list_name = ""

    def said(self) -> dict[str, str]:
        """What was typed; needs `is_valid` to have been asked."""
        return {name: str(self.cleaned_data.get(name) or "") for name in FIELDS[self.list_name]}


class PersonForm(PartForm):
    """Somebody who leads the agency, as the office reaches them."""

    list_name = "people"
    name = _line(_("ชื่อ - นามสกุล"), _("พร้อมคำนำหน้าชื่อ"), required=True)
    position = _line(pgettext_lazy("person", "ตำแหน่ง"))
    position_en = _line(_("ตำแหน่งภาษาอังกฤษ"), _("แสดงในหน้าภาษาอังกฤษ ถ้าเว้นไว้ใช้ตำแหน่งภาษาไทย"))
    side = forms.ChoiceField(
        required=False,
        label=_("ฝ่าย"),
        choices=_sides,
    )
    telephone = _line(_("โทรศัพท์ของสำนักงาน"), _("ใช้หมายเลขของสำนักงานเท่านั้น ไม่ใช่หมายเลขส่วนตัว"))
    email = forms.EmailField(
        required=False, label=_("อีเมลของหน่วยงาน"), help_text=_("ใช้อีเมลตำแหน่งหรือของหน่วยงาน ไม่ใช่อีเมลส่วนตัว")
    )
    file = forms.FileField(
        required=False,
        label=_("ภาพถ่าย"),
        help_text=_("JPG, PNG หรือ WEBP ไม่เกิน 20 MB พิกัดและข้อมูลกล้องจะไม่ออกไปกับภาพ"),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )


class UnitForm(PartForm):
    """A box of the structure."""

    list_name = "units"
    name = _line(_("ชื่อกอง / สำนัก / งาน"), required=True)
    duties = _text(_("หน้าที่"), rows=4)
    under = forms.ChoiceField(required=False, label=_("อยู่ใต้"))

    def __init__(self, *words: Any, units: Iterable[PartLine], **named: Any) -> None:
        super().__init__(*words, **named)
        listed = [(str(each.part["id"]), f"{'– ' * each.depth}{each.part['name']}") for each in units]
        cast(forms.ChoiceField, self.fields["under"]).choices = [("", _("ไม่อยู่ใต้หน่วยใด")), *listed]


class PictureForm(PartForm):
    """A picture, with words for those who do not see it."""

    list_name = "pictures"
    label_th = _line(_("คำบรรยายภาพ"), _("บอกว่าเห็นอะไรในภาพ ผู้ที่มองไม่เห็นภาพจะได้ยินข้อความนี้"), required=True)
    label_en = _line(_("คำบรรยายภาษาอังกฤษ"))
    file = forms.FileField(
        required=False,
        label=_("ไฟล์ภาพ"),
        help_text=_("JPG, PNG หรือ WEBP ไม่เกิน 20 MB พิกัดและข้อมูลกล้องจะไม่ออกไปกับภาพ"),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )


class ChartForm(PictureForm):
    """The agency's own picture of its structure."""

    list_name = "charts"


class LinkForm(PartForm):
    """A link or a file, with its title."""

    list_name = "links"
    label_th = _line(_("ชื่อ"), _("ชื่อเต็มที่ผู้อ่านรู้ว่าจะพบอะไร"), required=True)
    label_en = _line(_("ชื่อภาษาอังกฤษ"))
    address = _link(_("ที่อยู่เว็บ"), _("ใส่ที่อยู่เว็บ หรือเลือกไฟล์ด้านล่าง อย่างใดอย่างหนึ่ง"))
    note_th = _line(_("หมายเหตุ"), _("เช่น วันที่ประกาศ"))
    note_en = _line(_("หมายเหตุภาษาอังกฤษ"))
    file = forms.FileField(
        required=False,
        label=_("ไฟล์"),
        help_text=_("PDF, DOCX, XLSX, ODT, CSV หรือ TXT ไม่เกิน 20 MB"),
        widget=forms.FileInput(attrs={"accept": FILES}),
    )


PART_FORMS: Mapping[str, type[PartForm]] = {
    each.list_name: each for each in (PersonForm, UnitForm, ChartForm, PictureForm, LinkForm)
}
"""The form of a part, by its list."""


class WithoutFile(forms.Form):
    """Whether the picture or file that a part has is to go."""

    without_file = forms.BooleanField(required=False, label=_("นำภาพหรือไฟล์เดิมออก"))


def head_values(page: Page) -> dict[str, Any]:
    """What a page that is there puts into its form."""
    return {"title_th": page.title_th, "title_en": page.title_en, "dated_on": page.dated_on, **texts_of(page)}


def part_values(list_name: str, part: Part) -> dict[str, str]:
    """What a part that is there puts into its form."""
    return {name: "" if part.get(name) is None else str(part[name]) for name in FIELDS[list_name]}


def differences(form: forms.Form, saved: Mapping[str, Any]) -> list[tuple[Any, str, str]]:
    """Where what is saved and what was typed differ. Shape: label, as it is saved, as it was typed."""
    rows = [
        (form.fields[name].label, _said(form, name, saved[name]), _said(form, name, form.cleaned_data.get(name)))
        for name in form.fields
        if name in saved
    ]
    return [(label, theirs, yours) for label, theirs, yours in rows if theirs != yours]


def _said(form: forms.Form, name: str, value: Any) -> str:
    if value is None:
        return ""
    choices = dict(getattr(form.fields[name], "choices", ()))
    return thai_day(value) if isinstance(form.fields[name], DayField) else str(choices.get(value, value))
