"""Is this input well formed? What is shown, what is told of it, and where it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.disclosure.models import Exhibit, Page
from prongsai.apps.disclosure.operations.exhibits import LONGEST_LINK, LONGEST_TITLE, Told
from prongsai.apps.disclosure.queries.offers import Record, key_of
from prongsai.apps.disclosure.queries.places import PlaceGroup
from prongsai.apps.improvement.forms.proof import FILES
from prongsai.base.days import DayField
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.framework import YEARS
from prongsai.core.thai import fiscal_year_bounds
from prongsai.paper.writing.content import Figure


class ToldForm(forms.Form):
    """What is told of something shown: title, own day, the time it is about."""

    title = forms.CharField(
        required=False,
        max_length=LONGEST_TITLE,
        label=gettext_lazy("ชื่อที่แสดง"),
        help_text=gettext_lazy("ถ้าเว้นไว้ใช้ชื่อไฟล์ ชื่อเอกสาร หรือที่อยู่เว็บ"),
    )
    dated_on = DayField(
        required=False,
        label=gettext_lazy("วันที่ของเอกสาร"),
        help_text=gettext_lazy("วันที่ในเอกสารเอง พิมพ์ปีเป็น พ.ศ. หรือ ค.ศ. ก็ได้"),
    )
    about = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=gettext_lazy("เป็นข้อมูลของปีงบประมาณ"),
        help_text=gettext_lazy("ใช้ตัดสินว่าตรงกับช่วงเวลาที่ข้อต้องแสดงหรือไม่ ถ้าไม่ตรงปีเต็มให้ใส่วันด้านล่างแทน"),
    )
    covers_from = DayField(required=False, label=gettext_lazy("หรือครอบคลุมตั้งแต่วันที่"))
    covers_to = DayField(required=False, label=gettext_lazy("ถึงวันที่"))

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        years = range(YEARS[0] - 1, YEARS[-1] + 2)
        choices = [("", _("ไม่ระบุ")), *((str(each), str(each)) for each in reversed(years))]
        cast(forms.ChoiceField, self.fields["about"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Two days make a time, the later after the earlier; a whole year needs none."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("covers_from"), cleaned.get("covers_to")
        if (first is None) != (last is None) and not self.errors:
            self.add_error("covers_to" if first else "covers_from", _("กรุณาใส่ทั้งวันแรกและวันสุดท้าย"))
        elif first and last and last < first:
            self.add_error("covers_to", _("วันสุดท้ายต้องไม่มาก่อนวันแรก"))
        return cleaned

    def told(self) -> Told:
        """What is told; needs `is_valid` to have been asked."""
        cleaned = self.cleaned_data
        first, last = cleaned["covers_from"], cleaned["covers_to"]
        about = fiscal_year_bounds(cleaned["about"]) if cleaned["about"] else None
        covers = (first, last + timedelta(days=1)) if first and last else about
        return Told(cleaned["title"], cleaned["dated_on"], covers)


class PlacesForm(forms.Form):
    """Where something is shown: elements and items of the year, and which other years ask for the same."""

    place = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": gettext_lazy("ข้อหรือองค์ประกอบที่เลือกไม่มีแล้ว กรุณาเลือกใหม่")}
    )
    years = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        label=gettext_lazy("แสดงในข้อเดียวกันของปีอื่นด้วย"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *words: Any, year: int, groups: Iterable[PlaceGroup], **named: Any) -> None:
        super().__init__(*words, **named)
        values = [choice.value for group in groups for choice in group.choices]
        cast(forms.ChoiceField, self.fields["place"]).choices = [(each, each) for each in values]
        near = [each for each in (year - 1, year + 1) if each in YEARS]
        cast(forms.ChoiceField, self.fields["years"]).choices = [(str(each), str(each)) for each in near]

    @property
    def chosen(self) -> set[str]:
        """What is ticked, as it was sent or as it begins."""
        value = self["place"].value()
        return set(value if isinstance(value, list | tuple | set) else [value] if value else [])

    @property
    def is_empty(self) -> bool:
        """Whether nothing is ticked; needs `is_valid` to have been asked."""
        return not self.cleaned_data.get("place")


class ExhibitForm(ToldForm):
    """Something to show: a file, a link, or a paper or page that is here."""

    field_order = ["upload", "url", "here", "title", "dated_on", "about", "covers_from", "covers_to"]
    upload = forms.FileField(
        required=False,
        label=gettext_lazy("ไฟล์"),
        help_text=gettext_lazy("ไม่เกิน 20 MB: PDF, DOCX, XLSX, ODT, CSV, HTML, TXT, MD หรือภาพ JPG, PNG, WEBP"),
        widget=forms.ClearableFileInput(attrs={"accept": FILES, "data-largest": ""}),
    )
    url = forms.CharField(
        required=False,
        max_length=LONGEST_LINK,
        label=gettext_lazy("หรือลิงก์"),
        help_text=gettext_lazy("ที่อยู่หน้าเว็บที่แสดงข้อมูล เริ่มด้วย https:// หรือ http://"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    here = forms.ChoiceField(
        required=False,
        label=gettext_lazy("หรือเลือกจากที่มีในระบบ"),
        help_text=gettext_lazy("เอกสารแสดงฉบับที่ใช้อยู่เสมอ ออกฉบับใหม่แล้วไม่ต้องแก้ที่นี่"),
    )

    def __init__(self, *words: Any, records: Iterable[Record], **named: Any) -> None:
        super().__init__(*words, **named)
        self.records = {key_of(each): each for each in records}
        self.order_fields(self.field_order)
        cast(forms.ChoiceField, self.fields["here"]).choices = [("", _("ไม่เลือก")), *self._grouped()]

    def clean(self) -> dict[str, Any]:
        """Ask for one thing, and for one only: two are added one after the other."""
        cleaned = super().clean()
        given = [name for name in ("upload", "url", "here") if cleaned.get(name)]
        if not given and not self.errors:
            raise forms.ValidationError(_("ยังไม่มีอะไรให้แสดง กรุณาเลือกไฟล์ ใส่ลิงก์ หรือเลือกจากที่มีในระบบ"))
        if len(given) > 1:
            raise forms.ValidationError(_("กรุณาเลือกอย่างเดียว ไฟล์ ลิงก์ หรือสิ่งที่มีในระบบ แล้วเพิ่มอย่างอื่นทีละรายการ"))
        return cleaned

    @property
    def record(self) -> Record | None:
        """The paper, page or figure chosen; needs `is_valid` to have been asked."""
        return self.records.get(self.cleaned_data["here"])

    def _grouped(self) -> list[Any]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, each in self.records.items():
            word, title = _told_of(each)
            groups.setdefault(word, []).append((key, title))
        return list(groups.items())


class ExhibitEditForm(ToldForm):
    """What is told of an exhibit that is there; of a link, also where it leads."""

    field_order = ["version", "url", "title", "dated_on", "about", "covers_from", "covers_to"]
    version = forms.IntegerField(widget=forms.HiddenInput)
    url = forms.CharField(max_length=LONGEST_LINK, label=gettext_lazy("ลิงก์"))

    def __init__(self, *words: Any, exhibit: Exhibit, **named: Any) -> None:
        named["initial"] = {**initial_of(exhibit), **(named.get("initial") or {})}
        super().__init__(*words, **named)
        self.fields["title"].required, self.fields["title"].help_text = True, ""
        if exhibit.kind != Exhibit.Kind.LINK:
            del self.fields["url"]
        self.order_fields(self.field_order)

    def differences(self, saved: Exhibit) -> list[tuple[object, str, str]]:
        """Where what is saved and what was typed differ. Shape: label, as it is saved, as it was typed."""
        told = self.told()
        rows: list[tuple[object, object, object]] = [
            (self.fields["title"].label, saved.title, told.title),
            (self.fields["dated_on"].label, saved.dated_on, told.dated_on),
            (
                _("ช่วงเวลาที่ครอบคลุม"),
                covers_said(saved.covers_from, saved.covers_until),
                covers_said(*(told.covers or (None, None))),
            ),
        ]
        if "url" in self.fields:
            rows.insert(0, (self.fields["url"].label, saved.url, self.cleaned_data["url"]))
        return [(label, _said(theirs), _said(yours)) for label, theirs, yours in rows if theirs != yours]


class OffersForm(forms.Form):
    """Which of the things offered are shown, and for which elements of the item."""

    offer = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("ยังไม่ได้เลือกสิ่งที่จะแสดง กรุณาเลือกอย่างน้อยหนึ่งอย่าง"),
            "invalid_choice": gettext_lazy("สิ่งที่เลือกไม่มีแล้ว กรุณาเลือกใหม่"),
        }
    )
    element = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": gettext_lazy("องค์ประกอบที่เลือกไม่มีแล้ว กรุณาเลือกใหม่")}
    )

    def __init__(self, *words: Any, offers: Iterable[str], elements: Iterable[str], **named: Any) -> None:
        super().__init__(*words, **named)
        cast(forms.ChoiceField, self.fields["offer"]).choices = [(each, each) for each in offers]
        cast(forms.ChoiceField, self.fields["element"]).choices = [(each, each) for each in elements]


@dataclass(frozen=True, slots=True)
class TickedPlace:
    """A place as a page offers it to be ticked."""

    value: str
    text: str
    is_unverified: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TickedGroup:
    """The places of one item as a page offers them; open when one of them is ticked."""

    title: str
    is_unverified: bool
    places: tuple[TickedPlace, ...]

    @property
    def is_open(self) -> bool:
        """Whether something in it is ticked."""
        return any(each.is_chosen for each in self.places)


def ticked(groups: Iterable[PlaceGroup], chosen: set[str]) -> list[TickedGroup]:
    """Places as a page offers them, those ticked that are chosen; items with one ticked come first."""
    offered = [
        TickedGroup(
            group.title,
            group.item.is_unverified,
            tuple(
                TickedPlace(each.value, each.text, each.is_unverified, each.value in chosen) for each in group.choices
            ),
        )
        for group in groups
    ]
    return sorted(offered, key=lambda each: not each.is_open)


def initial_of(exhibit: Exhibit) -> dict[str, Any]:
    """What an exhibit that is there puts into its form."""
    first, until = exhibit.covers_from, exhibit.covers_until
    about = next(
        (each for each in range(YEARS[0] - 1, YEARS[-1] + 2) if fiscal_year_bounds(each) == (first, until)), None
    )
    known = {"version": exhibit.version, "title": exhibit.title, "dated_on": exhibit.dated_on, "url": exhibit.url}
    if about:
        return {**known, "about": str(about)}
    return {**known, "covers_from": first, "covers_to": until - timedelta(days=1) if until else None}


def covers_said(first: date | None, until: date | None) -> str:
    """The time something is about, in words; "" where nobody said."""
    return f"{thai_day(first)} - {thai_day(until - timedelta(days=1))}" if first and until else ""


def _said(value: object) -> str:
    return thai_day(value) if isinstance(value, date) else str(value or "")


def _told_of(record: Record) -> tuple[str, str]:
    """The kind and the title of something that can be chosen."""
    match record:
        case Page():
            return str(Exhibit.Kind.PAGE.label), record.title_th
        case Figure():
            return str(Exhibit.Kind.FIGURE.label), f"{record.label} {record.value} {record.unit}".strip()
        case _:
            return str(Exhibit.Kind.PAPER.label), record.title
