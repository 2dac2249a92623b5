"""Is this input well formed? Rounds to open, progress to report, decisions about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from prongsai.apps.improvement.models import Evidence, Proof
from prongsai.apps.improvement.models.parts import WorkStatus
from prongsai.apps.improvement.queries.periods import month_words, months_of
from prongsai.core.thai import arabic, round_bounds

DAYS_TO_REPORT = 15
"""How long after its last day a round is due, unless a day is chosen."""
STATUSES = [
    (each.value, each.label)
    for each in (WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS, WorkStatus.DONE, WorkStatus.DEFERRED)
]
TAKEN = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.csv,.odt,.txt"
LONGEST = 10_000
MOST_FILES = 20


class PercentField(forms.IntegerField):
    """A share done, in Thai or Arabic digits. Unit: 0-100."""

    def __init__(self) -> None:
        super().__init__(
            label=_("ทำไปแล้วร้อยละ"),
            required=False,
            min_value=0,
            max_value=100,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "points"}),
            error_messages={
                "invalid": _("พิมพ์เป็นตัวเลข 0 ถึง 100"),
                "min_value": _("ต้องอยู่ระหว่าง 0 ถึง 100"),
                "max_value": _("ต้องอยู่ระหว่าง 0 ถึง 100"),
            },
        )

    def to_python(self, value: Any) -> int | None:
        """The number, whichever digits it was typed in."""
        return super().to_python(arabic(value) if isinstance(value, str) else value)


class ReportForm(forms.Form):
    """What an owner reports of a step or a measure. Files are read beside it, several from one field."""

    status = forms.ChoiceField(
        label=_("ถึงไหนแล้ว"),
        choices=STATUSES,
        widget=forms.RadioSelect,
        error_messages={"required": _("กรุณาเลือกสถานะ")},
    )
    percent = PercentField()
    result = forms.CharField(
        label=_("ผลที่เกิดขึ้น"),
        required=False,
        max_length=LONGEST,
        help_text=_("ทำอะไร เมื่อใด ได้อะไร จำเป็นเมื่อเลือกว่าดำเนินการแล้ว"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    problem = forms.CharField(
        label=_("ปัญหาอุปสรรค"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    suggestion = forms.CharField(
        label=_("ข้อเสนอแนะ"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    links = forms.CharField(
        label=_("ลิงก์"),
        required=False,
        max_length=LONGEST,
        help_text=_("บรรทัดละหนึ่งลิงก์ ขึ้นต้นด้วย https://"),
        widget=forms.Textarea(attrs={"rows": 1, "inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}),
    )
    dated_on = forms.DateField(
        label=_("วันที่ของไฟล์หรือลิงก์"),
        required=False,
        help_text=_("ภาพถ่ายใช้วันที่ในภาพเอง"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("กรุณาเลือกวันที่จากปฏิทิน")},
    )
    no_evidence_reason = forms.CharField(
        label=_("เหตุที่ยังไม่มีหลักฐาน"),
        required=False,
        max_length=1000,
        help_text=_("เขียนเฉพาะเมื่อดำเนินการแล้วแต่ยังไม่มีอะไรแนบ"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *words: Any, pieces: Iterable[Evidence] = (), **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["evidence"] = forms.TypedMultipleChoiceField(
            label=_("เลือกจากหลักฐานที่มีอยู่แล้ว"),
            required=False,
            coerce=int,
            choices=[(each.pk, each.title) for each in pieces],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("หลักฐานที่เลือกไม่อยู่ในรายการแล้ว กรุณาเลือกใหม่")},
        )

    def clean_links(self) -> list[str]:
        """One link a line."""
        return [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Ask for a result of what is done."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") == WorkStatus.DONE and not cleaned.get("result", "").strip():
            self.add_error("result", _("เลือกว่าดำเนินการแล้ว กรุณาเขียนผลด้วยว่าทำอะไร เมื่อใด ได้อะไร"))
        return cleaned


class RoundForm(forms.Form):
    """The months a round asks about, and when it is due."""

    SIX, TWELVE, OTHER = "6", "12", "other"

    kind = forms.ChoiceField(
        label=_("รอบรายงาน"),
        widget=forms.RadioSelect,
        choices=[(SIX, _("รอบ 6 เดือน")), (TWELVE, _("รอบ 12 เดือน")), (OTHER, _("ช่วงอื่น"))],
        error_messages={"required": _("กรุณาเลือกรอบ")},
    )
    due_on = forms.DateField(
        label=_("ครบกำหนดส่ง"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("ถ้าเว้นไว้ ระบบใช้ 15 วันหลังสิ้นรอบ"),
        error_messages={"invalid": _("กรุณาเลือกวันที่จากปฏิทิน")},
    )

    field_order = ["kind", "first_month", "last_month", "due_on"]

    def __init__(self, fiscal_year: int, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fiscal_year = fiscal_year
        months = [(f"{each:%Y-%m}", month_words(f"{each:%Y-%m}")) for each in months_of(fiscal_year)]
        for name, label in (("first_month", _("ช่วงอื่น: ตั้งแต่เดือน")), ("last_month", _("ช่วงอื่น: ถึงเดือน"))):
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", "–"), *months])
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for both months of a period that is neither 6 nor 12 months, the first of them first."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == self.OTHER:
            first, last = cleaned.get("first_month"), cleaned.get("last_month")
            if not first or not last:
                self.add_error("first_month", _("กรุณาเลือกเดือนแรกและเดือนสุดท้ายของรอบ"))
            elif last < first:
                self.add_error("last_month", _("เดือนสุดท้ายต้องไม่มาก่อนเดือนแรก"))
        return cleaned

    def bounds(self) -> tuple[date, date]:
        """First day of the round, and the first day after it; needs a form that is valid."""
        kind = self.cleaned_data["kind"]
        if kind != self.OTHER:
            return round_bounds(self.fiscal_year, int(kind))
        last = date.fromisoformat(f"{self.cleaned_data['last_month']}-01")
        after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        return date.fromisoformat(f"{self.cleaned_data['first_month']}-01"), after

    def due(self) -> date:
        """When it is due: as chosen, else some days after its last."""
        chosen: date | None = self.cleaned_data["due_on"]
        return chosen or self.bounds()[1] + timedelta(days=DAYS_TO_REPORT - 1)


class DecisionForm(forms.Form):
    """What the clerk says of a report: the version that was read, a comment, the pieces that go back."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("ข้อความถึงผู้รายงาน"),
        required=False,
        max_length=LONGEST,
        help_text=_("จำเป็นเมื่อส่งกลับ บอกว่าต้องแก้หรือเพิ่มอะไร"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *words: Any, proofs: Sequence[Proof] = (), **named: Any) -> None:
        super().__init__(*words, **named)
        self.proofs = {f"piece_{each.pk}": each for each in proofs if each.state == Proof.State.OFFERED}
        for name, proof in self.proofs.items():
            self.fields[name] = forms.CharField(
                label=proof.evidence.title,
                required=False,
                max_length=1000,
                help_text=_("เว้นว่างคือรับชิ้นนี้ ถ้าไม่รับ เขียนเหตุผล ชิ้นนี้จะถูกส่งกลับ"),
            )

    def pieces(self) -> list[forms.BoundField]:
        """The fields of the pieces that wait for a decision."""
        return [self[name] for name in self.proofs]

    def returned(self) -> dict[int, str]:
        """The pieces that go back, each with why; needs a form that is valid."""
        comments = {proof.pk: self.cleaned_data[name] for name, proof in self.proofs.items()}
        return {pk: comment for pk, comment in comments.items() if comment}


def uploaded(files: MultiValueDict[str, UploadedFile]) -> list[UploadedFile]:
    """The files of a report, from the camera and from the machine."""
    return [each for name in ("photos", "files") for each in files.getlist(name)]
