"""Is this input well formed? A document's title, fields and signatory; numbers and days of its deeds."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.apps.documents.models import Document, Signatory
from prongsai.apps.documents.operations.documents import LONGEST_TITLE
from prongsai.apps.documents.operations.editions import LONGEST_NUMBER
from prongsai.apps.documents.queries.printed import TITLE, titling_blank
from prongsai.base.days import DayField
from prongsai.base.files import CONTENT_TYPES
from prongsai.base.forms import LONGEST_REASON
from prongsai.paper.writing import Layout

LONGEST_BLANK = 10_000
BLANK = "blank-"
"""Stands before the key of a layout's field in the name of its input."""


class NewDocumentForm(forms.Form):
    """What a new paper is about, in which layout, and what it is called."""

    subject = forms.CharField(max_length=60, widget=forms.HiddenInput)
    layout = forms.CharField(max_length=40, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=LONGEST_TITLE,
        label=_("ชื่อเอกสาร"),
        help_text=_("ชื่อนี้พิมพ์บนเอกสาร แก้ได้จนกว่าจะเสนอหรือลงนาม"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("กรุณาตั้งชื่อเอกสาร")},
    )


class DocumentForm(forms.Form):
    """The title, the fields of the layout and the signatory of a draft; `basis` is the saving they were begun from."""

    basis = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *words: Any, layout: Layout, signatories: Iterable[Signatory], **named: Any) -> None:
        super().__init__(*words, **named)
        self.blanks = layout.blanks
        if titling_blank(layout) is None:
            self.fields[TITLE] = deepcopy(NewDocumentForm.base_fields[TITLE])
        for each in layout.blanks:
            self.fields[f"{BLANK}{each.key}"] = forms.CharField(
                label=each.label,
                required=each.is_required,
                max_length=LONGEST_BLANK if each.is_long or each.key != titling_blank(layout) else LONGEST_TITLE,
                widget=forms.Textarea(attrs={"rows": 6}) if each.is_long else forms.TextInput(),
            )
        self.signatories = {str(each.pk): f"{each.name} {each.position}" for each in signatories}
        self.fields["signatory"] = forms.ChoiceField(
            required=False,
            label=_("ผู้ลงนาม"),
            help_text=_("ชื่อและตำแหน่งพิมพ์ใต้ที่ลงนาม เพิ่มรายชื่อได้ที่รูปแบบเอกสาร"),
            choices=[("", _("ยังไม่ระบุ")), *self.signatories.items()],
        )

    def letter(self) -> dict[str, str]:
        """The fields of the layout by key. Needs `is_valid` to have been asked."""
        names = [each.key for each in self.blanks]
        return {key: self.cleaned_data[f"{BLANK}{key}"].replace("\r\n", "\n") for key in names}

    def signatory_id(self) -> int | None:
        """The key of the signatory chosen. Needs `is_valid` to have been asked."""
        chosen = self.cleaned_data["signatory"]
        return int(chosen) if chosen else None


class SignatureForm(forms.Form):
    """When a document was signed on paper, and a scan of it."""

    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    signed_on = DayField(label=_("วันที่ลงนามในกระดาษ"), help_text=_("พิมพ์ปีเป็น พ.ศ. หรือ ค.ศ. ก็ได้"))
    scan = forms.FileField(
        required=False,
        label=_("ภาพสแกนฉบับที่ลงนาม"),
        help_text=_("PDF หรือภาพ ไม่เกิน 20 MB แนบภายหลังไม่ได้"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in CONTENT_TYPES)}),
        error_messages={"empty": _("ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์อื่น")},
    )


class IssueForm(forms.Form):
    """The number and the day of a paper, and why it is issued all the same."""

    number = forms.CharField(
        max_length=LONGEST_NUMBER,
        label=_("เลขที่"),
        help_text=_("ระบบเสนอเลขถัดไปตามแบบของหน่วยงาน แก้ให้ตรงกับทะเบียนได้"),
        error_messages={"required": _("กรุณาใส่เลขที่ตามทะเบียน")},
    )
    issued_on = DayField(label=_("วันที่ออกเอกสาร"), help_text=_("ไม่ก่อนวันที่ลงนาม พิมพ์ปีเป็น พ.ศ. หรือ ค.ศ. ก็ได้"))
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        label=_("เหตุผลที่ออกทั้งที่ยังมีเรื่องค้าง"),
        help_text=_("เหตุผลนี้อยู่กับฉบับที่ออกตลอดไป และพิมพ์บนเอกสาร"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("กรุณาบอกเหตุผล หรือแก้เรื่องที่ค้างให้เรียบร้อยก่อน")},
    )

    def __init__(self, *words: Any, needs_reason: bool, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["reason"].required = needs_reason


def initial_of(document: Document) -> dict[str, Any]:
    """What a document that is there puts into its form."""
    letter = {f"{BLANK}{key}": text for key, text in document.letter.items()}
    return {"basis": document.basis, TITLE: document.title, "signatory": document.signatory_id or "", **letter}


def differences(saved: Document, form: DocumentForm) -> list[tuple[Any, str, str]]:
    """Where what is saved and what was typed differ. Shape: label, as it is saved, as it was typed."""
    rows: list[tuple[Any, str, str]] = []
    if TITLE in form.fields:
        rows.append((form[TITLE].label, saved.title, form.cleaned_data.get(TITLE, "")))
    typed = form.letter()
    rows += [(each.label, saved.letter.get(each.key, ""), typed[each.key]) for each in form.blanks]
    theirs = form.signatories.get(str(saved.signatory_id or ""), "")
    rows.append((form["signatory"].label, theirs, form.signatories.get(form.cleaned_data["signatory"], "")))
    return [(label, theirs, yours) for label, theirs, yours in rows if theirs != yours]
