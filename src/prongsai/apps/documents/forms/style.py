"""Is this input well formed? Style, numbers, emblem, who signs, the wording of a layout, its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from prongsai.apps.documents.models import HouseStyle
from prongsai.apps.documents.queries.style import LONGEST_PATTERN, USUAL_PATTERN, check_pattern
from prongsai.apps.documents.queries.wording import (
    LONGEST_TITLE,
    LONGEST_WORD,
    check_columns,
    faults_of,
    required_columns,
    tables_of,
)
from prongsai.base.said import said
from prongsai.core.errors import Refused
from prongsai.paper.writing.layouts import Layout
from prongsai.paper.writing.style import FACES, Wording

_EMPTY = gettext_lazy("ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์อื่น")
PATTERN, WORD, TITLE, SHOW, PLACE = "pattern-", "word-", "title-", "show-", "place-"


class StyleForm(forms.Form):
    """Digits, face, and a number pattern for each layout."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    digits = forms.ChoiceField(
        label=gettext_lazy("ตัวเลขบนเอกสาร"), choices=HouseStyle.Digits.choices, widget=forms.RadioSelect
    )
    face = forms.ChoiceField(
        label=gettext_lazy("แบบอักษรใน Word"),
        choices=[(each, each) for each in FACES],
        help_text=gettext_lazy("แบบอักษรที่เครื่องของสำนักงานมี ไฟล์ PDF ฝังแบบอักษร Sarabun มาในตัว"),
    )

    def __init__(self, *words: Any, layouts: Sequence[Layout], **named: Any) -> None:
        super().__init__(*words, **named)
        self.layouts = layouts
        for each in layouts:
            self.fields[f"{PATTERN}{each.name}"] = forms.CharField(
                label=each.th, required=False, max_length=LONGEST_PATTERN
            )

    @property
    def patterns(self) -> list[forms.BoundField]:
        """The fields of number patterns."""
        return [self[f"{PATTERN}{each.name}"] for each in self.layouts]

    def clean(self) -> dict[str, Any]:
        """Refuse a pattern that cannot number papers, at its own field."""
        cleaned = super().clean() or self.cleaned_data
        for each in self.layouts:
            name = f"{PATTERN}{each.name}"
            try:
                check_pattern((cleaned.get(name) or "").strip() or USUAL_PATTERN)
            except Refused as refusal:
                self.add_error(name, said(refusal.th, refusal.en))
        return cleaned

    def typed_patterns(self) -> dict[str, str]:
        """The patterns by layout."""
        return {each.name: self.cleaned_data[f"{PATTERN}{each.name}"] for each in self.layouts}


class EmblemForm(forms.Form):
    """A picture of the emblem."""

    emblem = forms.FileField(
        label=gettext_lazy("ไฟล์ตราของหน่วยงาน"),
        help_text=gettext_lazy("PNG หรือ JPEG พื้นหลังโปร่งใสจะสวยที่สุด"),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        error_messages={"required": gettext_lazy("กรุณาเลือกไฟล์ตรา"), "empty": _EMPTY},
    )


class SignatoryForm(forms.Form):
    """Who signs, and as what."""

    name = forms.CharField(
        label=gettext_lazy("ชื่อ-นามสกุลผู้ลงนาม"), max_length=120, help_text=gettext_lazy("ตามที่พิมพ์ใต้ลายมือชื่อ พร้อมคำนำหน้า")
    )
    position = forms.CharField(label=pgettext_lazy("person", "ตำแหน่ง"), max_length=200)


class TemplateForm(forms.Form):
    """An agency's own DOCX."""

    file = forms.FileField(
        label=gettext_lazy("ไฟล์แม่แบบ Word"),
        help_text=gettext_lazy("ไฟล์ DOCX ที่มีหัวกระดาษ ท้ายกระดาษ และแบบของหน่วยงาน"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": gettext_lazy("กรุณาเลือกไฟล์ DOCX"),
            "empty": _EMPTY,
        },
    )


class WordingForm(forms.Form):
    """Every word of a layout, the titles of its columns, their order and which are shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *words: Any, layout: Layout, **named: Any) -> None:
        super().__init__(*words, **named)
        self.layout, self.tables = layout, tables_of(layout)
        self.columns = [column for table in self.tables for column in table]
        self.required = required_columns(layout)
        for word in layout.words:
            area = forms.Textarea(attrs={"rows": 4}) if word.is_long else forms.TextInput()
            self.fields[f"{WORD}{word.key}"] = forms.CharField(
                label=word.label, required=False, max_length=LONGEST_WORD, widget=area, strip=False
            )
        for column in self.columns:
            self._add_column(column.key, column.title)

    def _add_column(self, key: str, title: str) -> None:
        self.fields[f"{TITLE}{key}"] = forms.CharField(
            label=_("ชื่อคอลัมน์ “%(title)s”") % {"title": title}, required=False, max_length=LONGEST_TITLE
        )
        self.fields[f"{PLACE}{key}"] = forms.IntegerField(
            label=_("ลำดับของ “%(title)s”") % {"title": title}, min_value=1, max_value=99, required=False
        )
        if key not in self.required:
            self.fields[f"{SHOW}{key}"] = forms.BooleanField(
                label=_("แสดง “%(title)s”") % {"title": title}, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what nobody would fill, at the word itself."""
        cleaned = super().clean() or self.cleaned_data
        wording = self.wording()
        for key, (thai, english) in faults_of(self.layout, wording.words):
            self.add_error(f"{WORD}{key}", said(thai, english))
        try:
            check_columns(self.layout, wording.columns)
        except Refused as refusal:
            self.add_error(None, said(refusal.th, refusal.en))
        return cleaned

    def wording(self) -> Wording:
        """What was typed, as a layout is worded by it; what could not be read is left as the layout has it."""
        typed: Mapping[str, Any] = self.cleaned_data
        words = {each.key: typed[f"{WORD}{each.key}"] for each in self.layout.words if f"{WORD}{each.key}" in typed}
        lines = {key: text.replace("\r\n", "\n") for key, text in words.items()}
        titles = {each.key: typed.get(f"{TITLE}{each.key}", "") for each in self.columns}
        return Wording(lines, {key: title for key, title in titles.items() if title}, self._kept())

    def _kept(self) -> tuple[str, ...]:
        """The columns that are shown, table by table, by their numbers; of two with the same the first stays first."""
        typed = self.cleaned_data
        shown = {each.key for each in self.columns if each.key in self.required or typed.get(f"{SHOW}{each.key}")}
        return tuple(
            column.key
            for table in self.tables
            for column in sorted(table, key=lambda each: typed.get(f"{PLACE}{each.key}") or len(table) + 1)
            if column.key in shown
        )

    @property
    def word_rows(self) -> list[dict[str, Any]]:
        """Every word with its field and the layout's own text."""
        return [
            {
                "key": each.key,
                "field": self[f"{WORD}{each.key}"],
                "usual": each.text,
                "differs": self._differs(each.key),
            }
            for each in self.layout.words
        ]

    @property
    def column_tables(self) -> list[list[dict[str, Any]]]:
        """Every column with its fields, a list for each table of the layout."""
        return [[self._column_row(each.key, each.title) for each in table] for table in self.tables]

    def _column_row(self, key: str, usual: str) -> dict[str, Any]:
        show = None if key in self.required else self[f"{SHOW}{key}"]
        return {"usual": usual, "title": self[f"{TITLE}{key}"], "place": self[f"{PLACE}{key}"], "show": show}

    def _differs(self, key: str) -> bool:
        usual = next(each.text for each in self.layout.words if each.key == key)
        return str(self[f"{WORD}{key}"].value() or "").replace("\r\n", "\n") != usual


def initial_wording(layout: Layout, wording: Wording, version: int) -> dict[str, Any]:
    """What the form of a layout begins with: what the agency says, else what the layout says."""
    begun: dict[str, Any] = {"version": version}
    begun |= {f"{WORD}{each.key}": wording.words.get(each.key, each.text) for each in layout.words}
    for table in tables_of(layout):
        keys = [each.key for each in table]
        shown = [key for key in wording.columns or keys if key in keys] or keys
        for column in table:
            begun[f"{TITLE}{column.key}"] = wording.titles.get(column.key, column.title)
            begun[f"{PLACE}{column.key}"] = shown.index(column.key) + 1 if column.key in shown else None
            begun[f"{SHOW}{column.key}"] = column.key in shown
    return begun
