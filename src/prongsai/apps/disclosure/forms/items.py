"""Is this input well formed? What to see of the items, who sees to one, elements in the agency's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.disclosure.models import ElementChange, ItemDuty
from prongsai.apps.disclosure.queries.items import item_word_of
from prongsai.apps.disclosure.queries.items_page import IN_PICTURE, NOBODY, ItemsWish
from prongsai.base.models import Unit

LONGEST_EXPLANATION, LONGEST_ELEMENT, LONGEST_SOURCE = 5000, 300, 500


class ItemsWishForm(forms.Form):
    """What to see of the items, and in which order."""

    state = forms.ChoiceField(required=False, label=gettext_lazy("สถานะ"))
    unit = forms.ChoiceField(required=False, label=gettext_lazy("ผู้รับผิดชอบ"))
    sub = forms.ChoiceField(required=False, label=gettext_lazy("ตัวชี้วัดย่อย"))
    order = forms.ChoiceField(
        required=False,
        label=gettext_lazy("เรียง"),
        choices=[("", gettext_lazy("ตามแบบประเมิน")), ("points", gettext_lazy("ตามคะแนนที่มีผล"))],
    )

    def __init__(
        self, *words: Any, units: Iterable[Unit], own: Iterable[Unit], subs: Iterable[str], **named: Any
    ) -> None:
        super().__init__(*words, **named)
        mine = {each.pk for each in own}
        self._choices("state", [("", _("ทุกสถานะ")), *((each.value, item_word_of(each)) for each in IN_PICTURE)])
        self._choices("sub", [("", _("ทุกตัวชี้วัดย่อย")), *((each, each) for each in subs)])
        self._choices(
            "unit",
            [
                ("", _("ทุกกอง")),
                *(
                    (str(each.pk), _("%(name)s (กองของท่าน)") % {"name": each.name} if each.pk in mine else each.name)
                    for each in units
                ),
                (NOBODY, _("ยังไม่มีผู้รับผิดชอบ")),
            ],
        )

    def wish(self) -> ItemsWish:
        """What is wished; what cannot be is not."""
        self.is_valid()
        return ItemsWish(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    def _choices(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class ItemForm(forms.Form):
    """The unit that sees to an item, and what the sheet says beside it."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    unit = forms.ChoiceField(required=False, label=gettext_lazy("กองที่รับผิดชอบ"))
    explanation = forms.CharField(
        required=False,
        max_length=LONGEST_EXPLANATION,
        label=gettext_lazy("คำอธิบายสำหรับผู้ประเมิน"),
        help_text=gettext_lazy("ผู้ประเมินอ่านพร้อมกับ URL เช่น บอกว่าข้อมูลอยู่หน้าใดของไฟล์ ข้อความนี้จะขึ้นในหน้าเว็บสาธารณะด้วย"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *words: Any, units: Iterable[Unit], **named: Any) -> None:
        super().__init__(*words, **named)
        self.units = {str(each.pk): each for each in units}
        cast(forms.ChoiceField, self.fields["unit"]).choices = [
            ("", _("ยังไม่กำหนด")),
            *((key, each.name) for key, each in self.units.items()),
        ]

    @property
    def unit_chosen(self) -> Unit | None:
        """The unit itself; needs `is_valid` to have been asked."""
        return self.units.get(self.cleaned_data["unit"])

    def differences(self, saved: ItemDuty) -> list[tuple[object, str, str]]:
        """Where what is saved and what was typed differ. Shape: label, as it is saved, as it was typed."""
        theirs = {"unit": saved.unit.name if saved.unit else "", "explanation": saved.explanation}
        yours = {"unit": str(self.unit_chosen or ""), "explanation": self.cleaned_data["explanation"]}
        return [(self.fields[name].label, theirs[name], yours[name]) for name in theirs if theirs[name] != yours[name]]


class ElementForm(forms.Form):
    """An element in the agency's own words, or set aside; on which grounds."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    is_aside = forms.BooleanField(
        required=False,
        label=gettext_lazy("ปีนี้ไม่ต้องแสดงองค์ประกอบนี้"),
        help_text=gettext_lazy("พักไว้ ไม่นับว่าขาด คืนกลับได้ทุกเมื่อ"),
    )
    text_th = forms.CharField(
        required=False,
        max_length=LONGEST_ELEMENT,
        label=gettext_lazy("ต้องแสดงอะไร"),
        help_text=gettext_lazy("คัดจากคู่มือให้ตรงคำ เช่น แสดงผังโครงสร้างการแบ่งส่วนราชการ"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text_en = forms.CharField(
        required=False,
        max_length=LONGEST_ELEMENT,
        label=gettext_lazy("ภาษาอังกฤษ"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.CharField(
        max_length=LONGEST_SOURCE,
        label=gettext_lazy("แหล่งที่มา"),
        help_text=gettext_lazy("เอกสาร หัวข้อ และปี เช่น คู่มือการประเมิน ITA ปีงบประมาณ พ.ศ. 2568 หน้า 61"),
        error_messages={"required": gettext_lazy("กรุณาบอกแหล่งที่มา ผู้ตรวจสอบจะได้เปิดดูได้")},
    )

    def __init__(self, *words: Any, can_set_aside: bool, **named: Any) -> None:
        super().__init__(*words, **named)
        if not can_set_aside:
            del self.fields["is_aside"]

    def clean(self) -> dict[str, Any]:
        """Ask for words, unless the element is set aside."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("text_th") and not cleaned.get("is_aside") and "text_th" not in self.errors:
            self.add_error("text_th", _("กรุณาเขียนว่าต้องแสดงอะไร"))
        return cleaned

    def said(self) -> dict[str, Any]:
        """What is said of the element, as the operations take it; needs `is_valid` to have been asked."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def differences(self, saved: ElementChange) -> list[tuple[object, str, str]]:
        """Where what is saved and what was typed differ. Shape: label, as it is saved, as it was typed."""
        typed = self.said()
        rows = [(name, _plain(getattr(saved, name)), _plain(typed[name])) for name in typed]
        return [(self.fields[name].label, theirs, yours) for name, theirs, yours in rows if theirs != yours]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    return str(value)
