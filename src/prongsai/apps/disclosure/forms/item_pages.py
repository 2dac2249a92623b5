"""Is this input well formed? Which item page is read, and which of its links go to which item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.disclosure.queries.item_pages import LONGEST_ADDRESS, ReadLink
from prongsai.apps.disclosure.queries.places import EVERY
from prongsai.core.disclosure.recognising import codes_in
from prongsai.core.framework import Framework, Item


class ItemPageForm(forms.Form):
    """The item page to read: its address, or a file of it with the address its links lead from."""

    url = forms.CharField(
        required=False,
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("ที่อยู่ของหน้า ITA เดิม"),
        help_text=gettext_lazy("คัดลอกจากเบราว์เซอร์ เริ่มด้วย https:// หรือ http://"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    upload = forms.FileField(
        required=False,
        label=gettext_lazy("หรือไฟล์ HTML ของหน้านั้น"),
        help_text=gettext_lazy("สำหรับหน้าที่ระบบเปิดเองไม่ได้: บันทึกหน้าเป็น HTML ในเบราว์เซอร์ แล้วใส่ที่อยู่ของหน้าไว้ด้านบนด้วย"),
        widget=forms.ClearableFileInput(attrs={"accept": ".html,.htm", "data-largest": ""}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an address or a file."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("url") and not cleaned.get("upload") and not self.errors:
            raise forms.ValidationError(_("กรุณาใส่ที่อยู่ของหน้า ITA เดิม หรือเลือกไฟล์ HTML"))
        return cleaned


@dataclass(frozen=True, slots=True)
class LinkFields:
    """A link with the fields by which it is chosen."""

    link: ReadLink
    take: forms.BoundField
    item: forms.BoundField
    element: forms.BoundField


class TakeOverForm(forms.Form):
    """Which links of a page are taken over, and for which item and element."""

    def __init__(self, *words: Any, links: Iterable[ReadLink], framework: Framework, **named: Any) -> None:
        super().__init__(*words, **named)
        self.links, self.framework = tuple(links), framework
        for each in self.links:
            self._add(each)

    @property
    def rows(self) -> list[LinkFields]:
        """The links with their fields, in order."""
        return [
            LinkFields(each, self[f"take-{each.number}"], self[f"item-{each.number}"], self[f"element-{each.number}"])
            for each in self.links
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for an item of every link that is ticked."""
        cleaned = super().clean() or self.cleaned_data
        for each in self.links:
            if cleaned.get(f"take-{each.number}") and self._item(each) is None:
                self.add_error(f"item-{each.number}", _("ไม่มีข้อนี้ในปีนี้ กรุณาใส่เลขข้อ เช่น o12"))
        return cleaned

    def chosen(self) -> list[tuple[ReadLink, str]]:
        """The links that are ticked, each with its place as `queries.places` reads it; needs `is_valid` asked."""
        return [
            (each, self._place(each, item))
            for each in self.links
            if self.cleaned_data.get(f"take-{each.number}") and (item := self._item(each))
        ]

    def _add(self, link: ReadLink) -> None:
        label = link.text or link.address
        take = forms.BooleanField(required=False, initial=link.is_proposed, label=label)
        take.disabled = not link.is_takable
        item = forms.CharField(required=False, max_length=20, initial=link.item, label=_("ข้อของ “%s”") % label)
        item.widget.attrs["list"] = "items"
        element = forms.ChoiceField(required=False, initial=link.element, label=_("องค์ประกอบของ “%s”") % label)
        choices = [("", _("ทั้งข้อ")), *([(EVERY, _("ทุกองค์ประกอบ"))] if link.elements else []), *link.elements]
        cast(Any, element).choices = choices
        self.fields |= {f"take-{link.number}": take, f"item-{link.number}": item, f"element-{link.number}": element}

    def _item(self, link: ReadLink) -> Item | None:
        """The item that was typed, in any spelling of its code."""
        typed = str(self.cleaned_data.get(f"item-{link.number}") or "")
        codes = codes_in(typed) or codes_in(f"o{typed.strip()}")
        return self.framework.item(codes[0]) if len(codes) == 1 else None

    def _place(self, link: ReadLink, item: Item) -> str:
        """An element belongs to the item that was proposed; another item is meant as a whole."""
        element = self.cleaned_data.get(f"element-{link.number}", "")
        return f"{item.code}:{element}" if element and item.code == link.item else item.code
