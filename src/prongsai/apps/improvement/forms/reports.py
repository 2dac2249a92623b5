"""Is this input well formed? Rounds to open, progress to report, decisions about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from prongsai.apps.improvement.forms.proof import FILES, PICTURES, SeveralFilesField, links_in
from prongsai.apps.improvement.models import Evidence, Proof, Report
from prongsai.apps.improvement.models.parts import WorkStatus
from prongsai.apps.improvement.operations.reports import Decision, HandedIn, Progress
from prongsai.apps.improvement.queries.periods import month_words, months_of
from prongsai.apps.improvement.queries.reports import Said
from prongsai.base.days import DayField
from prongsai.core.thai import arabic, round_bounds

DAYS_TO_REPORT = timedelta(days=14)
"""How long after the first day behind it a round is due, unless a day is chosen."""
STATUSES = [
    (each.value, each.label)
    for each in (WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS, WorkStatus.DONE, WorkStatus.DEFERRED)
]
LONGEST = 10_000
WRITTEN = ("status", "percent", "result", "problem", "suggestion", "no_evidence_reason")
"""The fields of a report that are its own; evidence stands beside it."""


@dataclass(frozen=True)
class Difference:
    """One field of two versions of a report: as it is saved, and as it was typed."""

    label: str
    saved: str
    typed: str


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
    """What an owner reports of a step or a measure, and the evidence that comes with it."""

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
    photos = SeveralFilesField(label=_("ถ่ายภาพ"), accept=PICTURES)
    documents = SeveralFilesField(
        label=_("ไฟล์หรือภาพในเครื่อง"), accept=FILES, help_text=_("เลือกได้หลายไฟล์ รวมกันไม่เกิน 20 MB")
    )
    links = forms.CharField(
        label=_("ลิงก์"),
        required=False,
        max_length=LONGEST,
        help_text=_("บรรทัดละหนึ่งลิงก์ ขึ้นต้นด้วย https://"),
        widget=forms.Textarea(attrs={"rows": 1, "inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}),
    )
    dated_on = DayField(label=_("วันที่ของหลักฐาน"), required=False, help_text=_("ภาพที่มีวันที่ในตัวใช้วันที่ของภาพเอง"))
    no_evidence_reason = forms.CharField(
        label=_("เหตุที่ยังไม่มีหลักฐาน"),
        required=False,
        max_length=1000,
        help_text=_("เขียนเฉพาะเมื่อดำเนินการแล้วแต่ยังไม่มีอะไรแนบ"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *words: Any, pieces: Iterable[Evidence] = (), **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["photos"].widget.attrs |= {"capture": "environment", "hx-preserve": "true"}
        self.fields["documents"].widget.attrs["hx-preserve"] = "true"
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
        return links_in(self.cleaned_data["links"])

    def clean(self) -> dict[str, Any]:
        """Ask for a result of what is done."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") == WorkStatus.DONE and not cleaned.get("result", "").strip():
            self.add_error("result", _("เลือกว่าดำเนินการแล้ว กรุณาเขียนผลด้วยว่าทำอะไร เมื่อใด ได้อะไร"))
        return cleaned

    @property
    def more_is_told(self) -> bool:
        """Whether something stands, or is wrong, in the rarer ways to hand evidence in."""
        return any(self[name].value() or self[name].errors for name in ("links", "dated_on", "evidence"))

    @property
    def uploaded(self) -> list[UploadedFile[Any]]:
        """The files, from the camera and from the machine; needs `is_valid` to have been asked."""
        return [*self.cleaned_data.get("photos", ()), *self.cleaned_data.get("documents", ())]

    def progress(self) -> Progress:
        """What is reported; needs a form that is valid."""
        return Progress(**{name: self.cleaned_data[name] for name in WRITTEN})

    def handed_in(self) -> HandedIn:
        """The evidence that comes with it; needs a form that is valid."""
        told = self.cleaned_data
        files = [(str(each.name), each.read()) for each in self.uploaded]
        return HandedIn(files, told["links"], told["evidence"], told["dated_on"])

    def differences(self, report: Report) -> list[Difference]:
        """Where what was typed is not what the report says, both in words."""
        theirs = initial_of(report)
        pairs = [(self[name], _typed(theirs[name]), _typed(self[name].value())) for name in WRITTEN]
        return [
            Difference(str(field.label), _in_words(field, before), _in_words(field, after))
            for field, before, after in pairs
            if before != after
        ]

    def said(self, proofs: Iterable[Proof], *, has_attached: bool = False) -> Said:
        """What the rules look at, however much is well formed so far; `has_attached` files that are not sent yet."""
        told = self.cleaned_data
        here = [each.evidence.title for each in proofs if each.state != Proof.State.RETURNED]
        new = [str(each.name) for each in self.uploaded] + [*told.get("links", ())]
        chosen = [str(each) for each in told.get("evidence", ())] + ["-"] * has_attached
        return Said(
            told.get("status", ""),
            told.get("percent"),
            told.get("result", ""),
            (*here, *new, *chosen),
            bool(told.get("no_evidence_reason")),
        )


def initial_of(report: Report) -> dict[str, Any]:
    """What a report that is there puts into its form."""
    return {name: getattr(report, name) for name in WRITTEN}


class RoundForm(forms.Form):
    """The months a round asks about, and when it is due."""

    SIX, TWELVE, OTHER = "6", "12", "other"

    kind = forms.ChoiceField(
        label=_("รอบรายงาน"),
        widget=forms.RadioSelect,
        choices=[(SIX, _("รอบ 6 เดือน")), (TWELVE, _("รอบ 12 เดือน")), (OTHER, _("ช่วงอื่น"))],
        error_messages={"required": _("กรุณาเลือกรอบ")},
    )
    due_on = DayField(label=_("ครบกำหนดส่ง"), required=False, help_text=_("ถ้าเว้นไว้ ระบบใช้วันที่ 15 ของเดือนถัดจากรอบ"))

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
        """When it is due: as chosen, else the 15th of the month after it."""
        chosen: date | None = self.cleaned_data["due_on"]
        return chosen or self.bounds()[1] + DAYS_TO_REPORT


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

    def decision(self) -> Decision:
        """What was decided; needs a form that is valid."""
        told = self.cleaned_data
        returned = {proof.pk: told[name] for name, proof in self.proofs.items() if told[name]}
        seen = [proof.pk for name, proof in self.proofs.items() if name in self.data]  # the others came meanwhile
        return Decision(told["version"], told["comment"], returned, seen)

    def pieces(self) -> list[forms.BoundField]:
        """The fields of the pieces that wait for a decision."""
        return [self[name] for name in self.proofs]


def _typed(value: Any) -> str:
    """A value as a browser sends it, line ends alike."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _in_words(field: forms.BoundField, value: str) -> str:
    choices = dict(STATUSES) if field.name == "status" else {}
    return str(choices.get(value, value))
