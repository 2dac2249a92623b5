"""Is this input well formed? Evidence handed in, what it proves, decisions on it, activities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.codes import CodeTitle
from prongsai.apps.improvement.models import Activity, Evidence, Measure
from prongsai.apps.improvement.operations.activities import Held
from prongsai.apps.improvement.queries.activities import ItemChoices
from prongsai.apps.improvement.queries.evidence import STATES, Wish
from prongsai.base.days import DayField
from prongsai.base.templatetags.thai import thai_day
from prongsai.core.thai import fiscal_year_of

USES = ("step", "measure", "activity", "item")
"""The fields that name what evidence is to prove."""
KEY_DIGITS = 18
LONGEST_CHOICE = 90
LONGEST_LINKS = 10_000
"""Of all that are handed in at once. Unit: characters."""
PICTURES = "image/jpeg,image/png,image/webp"
FILES = f"{PICTURES},.pdf,.docx,.xlsx,.odt,.csv,.html,.txt,.md"


class SeveralFilesInput(forms.ClearableFileInput):
    """A place for several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files, or none; cleaned to a list."""

    def __init__(self, *, accept: str, **named: Any) -> None:
        super().__init__(
            required=False, widget=SeveralFilesInput(attrs={"accept": accept, "data-largest": ""}), **named
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each file by itself."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(each, initial) for each in files if each]


class KeysField(forms.TypedMultipleChoiceField):
    """Keys of records; whether they are there for the viewer, a query says."""

    def __init__(self) -> None:
        super().__init__(coerce=int, required=False)

    def valid_value(self, value: Any) -> bool:
        """Whether it is a number that a key can be."""
        return str(value).isascii() and str(value).isdigit() and len(str(value)) <= KEY_DIGITS


class UsesForm(forms.Form):
    """What a piece of evidence is to prove: steps, measures, activities, items."""

    step = KeysField()
    measure = KeysField()
    activity = KeysField()
    item = forms.MultipleChoiceField(required=False)

    def __init__(self, *words: Any, items: ItemChoices, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["item"] = forms.MultipleChoiceField(
            required=False,
            choices=[(each.code, each.title) for each in (*items.first, *items.others)],
            error_messages={"invalid_choice": _("ปีนี้ไม่มีข้อ %(value)s กรุณาเลือกข้อจากรายการ")},
        )

    @property
    def chosen(self) -> dict[str, set[str]]:
        """What is ticked, as it was sent or as it begins, by the name of the field."""
        return {name: {str(each) for each in _listed(self[name].value())} for name in USES}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is ticked; needs `is_valid` to have been asked."""
        return not any(self.cleaned_data.get(name) for name in USES)


class EvidenceForm(forms.Form):
    """Pieces to hand in: files, photographs, links."""

    pieces = SeveralFilesField(
        accept=FILES,
        label=gettext_lazy("ไฟล์หรือภาพถ่าย"),
        help_text=gettext_lazy(
            "เลือกได้หลายไฟล์ รวมกันไม่เกิน 20 MB: ภาพ JPG, PNG, WEBP หรือ PDF, DOCX, XLSX, ODT, CSV, HTML, TXT, MD"
        ),
    )
    links = forms.CharField(
        required=False,
        max_length=LONGEST_LINKS,
        label=gettext_lazy("ลิงก์"),
        help_text=gettext_lazy("บรรทัดละหนึ่งลิงก์ เช่น ที่อยู่หน้าเว็บของหน่วยงาน"),
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "url"}),
    )
    title = forms.CharField(
        required=False,
        max_length=290,
        label=gettext_lazy("ชื่อหลักฐาน"),
        help_text=gettext_lazy("บอกว่าเห็นอะไรในหลักฐานนี้ ถ้าเว้นไว้ใช้ชื่อไฟล์"),
    )
    dated_on = DayField(
        required=False,
        label=gettext_lazy("วันที่ของหลักฐาน"),
        help_text=gettext_lazy("วันที่ในเอกสารหรือวันที่ถ่าย พิมพ์ปีเป็น พ.ศ. หรือ ค.ศ. ก็ได้ ภาพที่มีวันที่ในตัวใช้วันที่ของภาพเอง"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a file or a link."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("pieces") and not cleaned.get("links"):
            raise forms.ValidationError(_("ยังไม่มีหลักฐาน กรุณาเลือกไฟล์หรือใส่ลิงก์"))
        return cleaned


class PiecesForm(forms.Form):
    """Pieces that are ticked in the list."""

    evidence = KeysField()

    def clean_evidence(self) -> list[int]:
        """Ask for one at least."""
        if not (ticked := self.cleaned_data["evidence"]):
            raise forms.ValidationError(_("ยังไม่ได้เลือกหลักฐาน กรุณาเลือกอย่างน้อยหนึ่งชิ้น"))
        return list(ticked)


class PieceForm(forms.Form):
    """The title and the own date of a piece."""

    title = forms.CharField(
        max_length=300, label=gettext_lazy("ชื่อหลักฐาน"), help_text=gettext_lazy("ถ้าเป็นภาพ บอกว่าเห็นอะไรในภาพ")
    )
    dated_on = DayField(required=False, label=gettext_lazy("วันที่ของหลักฐาน"))


class WishForm(forms.Form):
    """What to see of the list of evidence."""

    kind = forms.ChoiceField(
        required=False, label=gettext_lazy("ชนิด"), choices=[("", gettext_lazy("ทุกชนิด")), *Evidence.Kind.choices]
    )
    state = forms.ChoiceField(
        required=False, label=gettext_lazy("สถานะ"), choices=[("", gettext_lazy("ทั้งหมด")), *STATES.items()]
    )

    def wish(self) -> Wish:
        """What is wished; what cannot be is not."""
        self.is_valid()
        return Wish(self.cleaned_data.get("kind", ""), self.cleaned_data.get("state", ""))


class CommentForm(forms.Form):
    """What is missing in a piece that is sent back."""

    comment = forms.CharField(
        max_length=2000,
        label=gettext_lazy("ต้องแก้อะไร"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("กรุณาบอกผู้ส่งว่าต้องแก้อะไร")},
    )


class ActivityForm(forms.Form):
    """What was held, when, where, what for, with whom, and the photographs that show it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=280, label=gettext_lazy("ชื่อกิจกรรม"), help_text=gettext_lazy("เช่น อบรมจริยธรรมเจ้าหน้าที่ ประจำปี 2569")
    )
    held_on = DayField(label=gettext_lazy("วันที่จัด"), help_text=gettext_lazy("พิมพ์ปีเป็น พ.ศ. หรือ ค.ศ. ก็ได้"))
    place = forms.CharField(max_length=300, label=gettext_lazy("สถานที่"))
    purpose = forms.CharField(
        max_length=5000, label=gettext_lazy("จัดเพื่ออะไร"), widget=forms.Textarea(attrs={"rows": 3})
    )
    outcome = forms.CharField(
        required=False, max_length=5000, label=gettext_lazy("ได้ผลอย่างไร"), widget=forms.Textarea(attrs={"rows": 3})
    )
    people_count = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=1_000_000,
        label=gettext_lazy("จำนวนผู้เข้าร่วม (คน)"),
        help_text=gettext_lazy("ใส่จำนวน ไม่ต้องใส่รายชื่อ"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "points", "autocomplete": "off"}),
    )
    work = forms.ChoiceField(
        required=False,
        label=gettext_lazy("เป็นส่วนหนึ่งของมาตรการหรือขั้นตอน"),
    )
    first_codes = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("ใช้กับข้อ OIT ที่ต้องมีกิจกรรม"), widget=forms.CheckboxSelectMultiple
    )
    other_codes = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("ข้อ OIT อื่น"), widget=forms.CheckboxSelectMultiple
    )
    photos = SeveralFilesField(
        accept=FILES,
        label=gettext_lazy("ภาพถ่าย"),
        help_text=gettext_lazy("เลือกได้หลายภาพ รวมกันไม่เกิน 20 MB พิกัดและข้อมูลกล้องจะไม่แสดงในภาพที่เปิดดู"),
    )

    def __init__(
        self,
        *words: Any,
        year: int,
        measures: Iterable[Measure],
        items: ItemChoices,
        captions: Mapping[int, str] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*words, **named)
        self.year, self.items = year, items
        self.captioned = list(captions or {})
        self._choices("work", [("", str(_("ไม่ได้อยู่ในแผน"))), *_works(measures)])
        self._choices("first_codes", _titles(items.first))
        self._choices("other_codes", _titles(items.others))
        for proof_id, words_under in (captions or {}).items():
            self.fields[f"caption-{proof_id}"] = forms.CharField(
                required=False, max_length=300, initial=words_under, label=_("คำบรรยายภาพ")
            )

    def clean_held_on(self) -> date:
        """Refuse a day of another fiscal year, naming the year it belongs to."""
        day: date = self.cleaned_data["held_on"]
        if (found := fiscal_year_of(day)) != self.year:
            words = {"found": found, "year": self.year}
            raise forms.ValidationError(
                _("วันที่นี้อยู่ในปีงบประมาณ %(found)s ไม่ใช่ %(year)s กรุณาตรวจวันที่ หรือเปลี่ยนปีที่มุมบนก่อนบันทึก") % words
            )
        return day

    @property
    def has_other_codes(self) -> bool:
        """Whether one of the items further down is ticked, which must not stay folded away."""
        known = {code for code, _title in _titles(self.items.others)}
        return bool(known.intersection(_listed(self["other_codes"].value())))

    @property
    def codes(self) -> tuple[str, ...]:
        """The items chosen; needs `is_valid` to have been asked."""
        return (*self.cleaned_data["first_codes"], *self.cleaned_data["other_codes"])

    @property
    def work_chosen(self) -> tuple[str, int] | None:
        """The kind and the key of the work chosen; needs `is_valid` to have been asked."""
        kind, _dash, key = self.cleaned_data["work"].partition("-")
        return (kind, int(key)) if kind else None

    def held(self, **work: Any) -> Held:
        """What is told; `work` is the step or measure itself. Needs `is_valid` to have been asked."""
        names = ("title", "held_on", "place", "purpose", "outcome", "people_count")
        return Held(**{name: self.cleaned_data[name] for name in names}, codes=self.codes, **work)

    def captions(self) -> dict[int, str]:
        """The words under each photograph, by its proof's key."""
        return {each: self.cleaned_data[f"caption-{each}"] for each in self.captioned}

    def _choices(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


def links_in(text: str) -> list[str]:
    """The links of a text, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def initial_of(activity: Activity) -> dict[str, Any]:
    """What an activity that is there puts into its form."""
    names = ("version", "title", "held_on", "place", "purpose", "outcome", "people_count")
    kind, key = ("step", activity.step_id) if activity.step_id else ("measure", activity.measure_id)
    codes = {"first_codes": activity.codes, "other_codes": activity.codes}
    return {name: getattr(activity, name) for name in names} | {"work": f"{kind}-{key}" if key else "", **codes}


def differences(saved: Activity, typed: Held) -> list[tuple[object, str, str]]:
    """Where what is saved and what was typed differ. Shape: label, as it is saved, as it was typed."""
    labels = {name: field.label for name, field in ActivityForm.base_fields.items()}
    labels |= {"codes": _("ข้อ OIT"), "measure": _("มาตรการ"), "step": _("ขั้นตอน")}
    rows = [
        (labels[each.name], _said(getattr(saved, each.name)), _said(getattr(typed, each.name))) for each in fields(Held)
    ]
    return [(label, theirs, yours) for label, theirs, yours in rows if theirs != yours]


def _said(value: object) -> str:
    if isinstance(value, date):
        return thai_day(value)
    return ", ".join(value) if isinstance(value, list | tuple) else "" if value is None else str(value)


def _works(measures: Iterable[Measure]) -> list[tuple[str, list[tuple[str, str]]]]:
    whole = _("ทั้งมาตรการ")
    return [
        (
            _shortened(str(measure)),
            [(f"measure-{measure.pk}", f"{whole}: {_shortened(str(measure))}")]
            + [(f"step-{step.pk}", _shortened(step.text)) for step in measure.steps.all()],
        )
        for measure in measures
    ]


def _titles(items: Iterable[CodeTitle]) -> list[tuple[str, str]]:
    unsure = _("ยังไม่ยืนยัน")
    return [(each.code, f"{each.code} {each.title}" + (f" ({unsure})" if each.is_unverified else "")) for each in items]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else f"{text[:LONGEST_CHOICE]}…"


def _listed(value: Any) -> list[Any]:
    """Several values: a draft keeps one of them without its list."""
    return [] if value in (None, "") else list(value) if isinstance(value, list | tuple | set) else [value]
