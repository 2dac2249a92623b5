"""Is this input well formed? Measures, steps, who does them, when; where something is moved to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.assessment.queries.cells import indicator_label
from prongsai.apps.assessment.queries.codes import title_of
from prongsai.apps.improvement.models import Measure, Ownership, Step
from prongsai.apps.improvement.queries.periods import day_after, first_day, month_words, months_of, period_words
from prongsai.base.models import Person, Unit
from prongsai.core.framework import Framework, nearest
from prongsai.core.records import Period
from prongsai.core.thai import arabic, quarter_months

LONGEST_TEXT, LONGEST_NAME = 4000, 300
MOST_STEPS = 50
"""Of those written in one go."""
SPANS: dict[str, tuple[int, int]] = {
    "1": (1, 1),
    "2": (2, 2),
    "3": (3, 3),
    "4": (4, 4),
    "1-2": (1, 2),
    "3-4": (3, 4),
    "1-4": (1, 4),
}
"""A stretch that can be chosen at once -> its first and last quarter."""
SPAN_NAMES = {"1-2": gettext_lazy("ครึ่งปีแรก"), "3-4": gettext_lazy("ครึ่งปีหลัง"), "1-4": gettext_lazy("ทั้งปี")}
CODE = re.compile(r"^([oie0])(\d{1,2})$")
SEPARATORS = re.compile(r"[\s,;/]+")


class WishForm(forms.Form):
    """How the plan page is asked for; what it does not know is left out."""

    order = forms.CharField(required=False)
    view = forms.CharField(required=False)
    unit = forms.CharField(required=False)
    state = forms.CharField(required=False)
    late = forms.BooleanField(required=False)
    missing = forms.BooleanField(required=False)


class MoveForm(forms.Form):
    """Where a measure or a step goes: a place up or down, or into another measure."""

    shift = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int, required=False, empty_value="")
    to = forms.IntegerField(required=False)


class CodesField(forms.CharField):
    """Codes of items and questions of a year, as people type them: ``o13, O14 ๐15``."""

    def __init__(self, framework: Framework, **named: Any) -> None:
        super().__init__(required=False, max_length=400, **named)
        self.framework = framework

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override] # a list, where CharField has a text
        """The codes, normal, each once. Raises: ValidationError that names the nearest code for each unknown one."""
        found = dict.fromkeys(_normal_code(each) for each in SEPARATORS.split(super().to_python(value) or "") if each)
        wrong = [each for each in found if not (self.framework.item(each) or self.framework.question(each))]
        if wrong:
            raise forms.ValidationError([unknown_code(each, self.framework) for each in wrong])
        return list(found)

    def validate(self, value: Any) -> None:
        """Nothing more: an empty list is well formed."""

    def run_validators(self, value: Any) -> None:
        """Nothing more: the text was measured before it was parted."""

    def prepare_value(self, value: Any) -> Any:
        """The codes as one text."""
        return ", ".join(value) if isinstance(value, list | tuple) else value


def unknown_code(code: str, framework: Framework) -> str:
    """What is wrong with a code that a year does not have, and which one may be meant."""
    year = framework.fiscal_year
    title = title_of(code, year)
    if title.today:
        names = {"code": code, "other": title.year, "year": year, "now": _named(title.today[0].code, year)}
        return _("%(code)s เป็นเลขข้อของปี %(other)s ปี %(year)s คือ %(now)s") % names
    nearby = _nearest_code(code, framework)
    if not nearby:
        return _("“%(code)s” ไม่ใช่รหัสข้อ พิมพ์เช่น o13 หรือ e5") % {"code": code}
    names = {"code": code, "year": year, "now": _named(nearby, year)}
    return _("ปี %(year)s ไม่มีข้อ “%(code)s” ข้อที่ใกล้ที่สุดคือ %(now)s") % names


def _named(code: str, year: int) -> str:
    return f"{code} {title_of(code, year).title}".strip()


def _nearest_code(code: str, framework: Framework) -> str | None:
    """The code of the same letter whose number is nearest."""
    found = CODE.match(code)
    if not found:
        return None
    codes = [*(each.code for each in framework.items), *(each.code for each in framework.questions)]
    siblings = [each for each in codes if each[0] == found[1]]
    return min(siblings, key=lambda each: abs(int(each[1:]) - int(found[2])), default=None)


def _normal_code(typed: str) -> str:
    """A code in its normal spelling: Arabic digits, a small letter, o where a zero was typed for it."""
    found = CODE.match(arabic(typed).lower())
    return f"{found[1].replace('0', 'o')}{int(found[2])}" if found else typed


class OwnedForm(forms.Form):
    """Who does something, and in which months. `record` is what was there before, if anything."""

    tail = ("units", "people", "others", "starts", "ends", "span", "version")

    def __init__(
        self,
        *words: Any,
        year: int,
        units: Iterable[Unit],
        people: Iterable[Person],
        record: Measure | Step | None = None,
        **named: Any,
    ) -> None:
        named["initial"] = {**_shared_initial(record), **named.get("initial", {})}
        super().__init__(*words, **named)
        self.year, self.record = year, record
        self.units = {str(each.pk): each for each in units}
        gone = [each.person for each in self._owned() if each.person]  # who left the agency stays until unticked
        self.persons = {str(each.pk): each for each in (*people, *gone)}
        self.fields["units"] = _boxes(_("กอง / สำนัก / งาน ที่รับผิดชอบ"), self.units)
        self.fields["people"] = _boxes(_("ผู้ใช้ที่รับผิดชอบ"), self.persons)
        self.fields["others"] = forms.CharField(
            label=_("ผู้รับผิดชอบอื่น"),
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("ชื่อที่ไม่มีในรายการ บรรทัดละหนึ่งชื่อ"),
        )
        self.fields["span"] = forms.ChoiceField(
            label=_("เลือกเป็นไตรมาส"),
            required=False,
            choices=[("", _("เลือกเดือนเอง")), *((key, _span_name(key, year)) for key in SPANS)],
        )
        months = [("", "–"), *_months(year, self.initial)]
        self.fields["starts"] = forms.ChoiceField(label=_("ตั้งแต่เดือน"), required=False, choices=months)
        self.fields["ends"] = forms.ChoiceField(label=_("ถึงเดือน"), required=False, choices=months)
        self.fields["version"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.order_fields([*self.base_fields, *(each for each in self.tail)])

    def clean_others(self) -> list[str]:
        """The other names, one a line. Raises: ValidationError for one that is too long to be a name."""
        names = [" ".join(line.split()) for line in self.cleaned_data["others"].splitlines()]
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("ชื่อหนึ่งยาวเกิน 300 ตัวอักษร ขึ้นบรรทัดใหม่ให้แต่ละชื่อ"))
        return [name for name in names if name]

    def clean(self) -> dict[str, Any]:
        """Settle the months: a stretch of quarters, or a first and a last month in this order."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts") or "", cleaned.get("ends") or ""
        if span := cleaned.get("span"):
            starts, ends = self._of_span(span, starts, ends)
        starts, ends = starts or ends, ends or starts
        if starts > ends:
            self.add_error("ends", _("เดือนสุดท้ายอยู่ก่อนเดือนแรก กรุณาเลือกใหม่"))
        cleaned["months"] = (starts, ends)
        return cleaned

    def _of_span(self, span: str, starts: str, ends: str) -> tuple[str, str]:
        """The months of a stretch; whoever chose other months beside it is asked which they mean."""
        first, last = SPANS[span]
        chosen = quarter_months(self.year, first)[0], quarter_months(self.year, last)[1]
        shown = (self.initial.get("starts") or "", self.initial.get("ends") or "")
        if (starts, ends) not in {("", ""), shown, chosen}:
            self.add_error("span", _("เลือกทั้งไตรมาสและเดือนที่ไม่ตรงกัน กรุณาเลือกอย่างใดอย่างหนึ่ง"))
        return chosen

    def period(self) -> dict[str, Any]:
        """The months as a record keeps them; a paper's own words stay while its months do."""
        starts, ends = self.cleaned_data["months"]
        words = self.initial.get("period_text", "")
        if (starts, ends) == (self.initial.get("starts") or "", self.initial.get("ends") or ""):
            text = words
        else:
            text = period_words(Period(starts, ends, "")) if starts else ""
        return {"starts_on": first_day(starts), "ends_on": day_after(first_day(ends)), "period_text": text}

    def owners(self) -> list[dict[str, Any]]:
        """Who was chosen. Shape: as `owners_of` gives them; the name a paper printed for a unit stays."""
        printed = {(each.unit_id, each.person_id): each.name for each in self._owned()}
        units = [self.units[key] for key in self.cleaned_data["units"]]
        people = [self.persons[key] for key in self.cleaned_data["people"]]
        return [
            *(_owner(printed.get((each.pk, None), each.name), unit_id=each.pk) for each in units),
            *(_owner(printed.get((None, each.pk), each.name), person_id=each.pk) for each in people),
            *(_owner(name) for name in self.cleaned_data["others"]),
        ]

    def began_with(self, content: Mapping[str, Any]) -> None:
        """Begin with a draft in place of what is saved: a box that is not in it was not ticked."""
        boxes = {name: _several(content.get(name, [])) for name in ("units", "people")}
        self.initial = {**self.initial, **content, **boxes}

    def _owned(self) -> list[Ownership]:
        return list(self.record.ownerships.select_related("person")) if self.record else []


class MeasureForm(OwnedForm):
    """A measure: what, for which indicator and items, who, when, how it is followed."""

    title = forms.CharField(
        label=gettext_lazy("มาตรการ / แนวทาง"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("กรุณาเขียนว่าจะทำอะไร")},
    )
    finding = forms.CharField(
        label=gettext_lazy("ประเด็นที่ต้องพัฒนา"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    indicator = forms.TypedChoiceField(
        label=gettext_lazy("ตัวชี้วัด"), coerce=int, required=False, empty_value=None, choices=()
    )
    monitoring = forms.CharField(
        label=gettext_lazy("การกำกับติดตาม"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("ใครติดตาม และรายงานเมื่อใด เช่น รายงานผู้บริหารทุกไตรมาส"),
    )

    def __init__(self, *words: Any, year: int, record: Measure | None = None, **named: Any) -> None:
        if record:
            named["initial"] = {**_measure_initial(record), **named.get("initial", {})}
        super().__init__(*words, year=year, record=record, **named)
        framework = nearest(year)
        indicator = self.fields["indicator"]
        assert isinstance(indicator, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
        indicator.choices = [("", _("ไม่ระบุ")), *_indicators(framework)]
        self.fields["codes"] = CodesField(
            framework,
            label=_("ข้อ OIT หรือข้อคำถามที่เกี่ยวข้อง"),
            help_text=_("เช่น o13, o14, e5 ตามเลขข้อของปี %(year)s") % {"year": framework.fiscal_year},
        )
        self.order_fields(["title", "finding", "indicator", "codes", "monitoring", *self.tail])

    def words(self) -> dict[str, Any]:
        """What is written of the measure."""
        said = {name: self.cleaned_data[name] for name in ("title", "finding", "indicator", "codes", "monitoring")}
        indicator = said["indicator"]
        before = self.record.tool if isinstance(self.record, Measure) else ""
        return {**said, "tool": nearest(self.year).tool_of(indicator).code if indicator else before, **self.period()}


class StepForm(OwnedForm):
    """A step: what, the evidence it will leave, who, when."""

    text = forms.CharField(
        label=gettext_lazy("ขั้นตอน"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("กรุณาเขียนว่าขั้นตอนนี้ทำอะไร")},
    )
    expected_evidence = forms.CharField(
        label=gettext_lazy("หลักฐานที่จะใช้"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("เช่น ภาพกิจกรรม รายงานการประชุม ลิงก์หน้าเว็บ"),
    )

    def __init__(self, *words: Any, record: Step | None = None, **named: Any) -> None:
        if record:
            before = {"text": record.text, "expected_evidence": record.expected_evidence}
            named["initial"] = {**before, **named.get("initial", {})}
        super().__init__(*words, record=record, **named)

    def words(self) -> dict[str, Any]:
        """What is written of the step."""
        return {name: self.cleaned_data[name] for name in ("text", "expected_evidence")} | self.period()


class NewStepsForm(OwnedForm):
    """Several steps at once, one a line, with the same owners and months."""

    texts = forms.CharField(
        label=gettext_lazy("ขั้นตอน"),
        max_length=4 * LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("บรรทัดละหนึ่งขั้นตอน เลขลำดับหน้าบรรทัดไม่ต้องพิมพ์"),
        error_messages={"required": gettext_lazy("กรุณาเขียนอย่างน้อยหนึ่งขั้นตอน")},
    )

    def clean_texts(self) -> list[str]:
        """The steps' words, one a line, without a number typed before them."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["texts"].splitlines()]
        texts = [text for line in lines if (text := _unnumbered(line))]
        if not texts:
            raise forms.ValidationError(self.fields["texts"].error_messages["required"])
        if len(texts) > MOST_STEPS:
            raise forms.ValidationError(_("เพิ่มได้ครั้งละไม่เกิน %(count)s ขั้นตอน") % {"count": MOST_STEPS})
        return texts


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _unnumbered(line: str) -> str:
    """A line without its number; a number that belongs to the words (3 วัน) stays."""
    return re.sub(r"^(?:[0-9๐-๙]{1,2}(?:[.)]|\s?\.\s)\s*|[-•–]\s*)", "", line).strip()


def _boxes(label: str, choices: Mapping[str, Unit | Person]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(key, each.name) for key, each in choices.items()],
        widget=forms.CheckboxSelectMultiple,
    )


def _indicators(framework: Framework) -> list[tuple[str, str]]:
    return [
        (str(each.number), f"{each.number}. {indicator_label(each)} ({each.tool})") for each in framework.indicators
    ]


def _span_name(key: str, year: int) -> str:
    first, last = SPANS[key]
    name: str | Promise = SPAN_NAMES.get(key) or _("ไตรมาส %(number)s") % {"number": key}
    return f"{name} ({month_words(quarter_months(year, first)[0])} - {month_words(quarter_months(year, last)[1])})"


def _months(year: int, initial: Mapping[str, Any]) -> list[Any]:
    """The months of a fiscal year and of the next, in which a plan may still run, and those a paper named besides."""
    offered = {each: [f"{month:%Y-%m}" for month in months_of(each)] for each in (year, year + 1)}
    named = {str(initial.get(name) or "") for name in ("starts", "ends")}
    besides = named - {"", *offered[year], *offered[year + 1]}
    return [
        *((month, month_words(month)) for month in sorted(besides)),
        *(
            (_("ปีงบประมาณ %(year)s") % {"year": each}, [(month, month_words(month)) for month in months])
            for each, months in offered.items()
        ),
    ]


def _owner(name: str, *, unit_id: int | None = None, person_id: int | None = None) -> dict[str, Any]:
    return {"name": name, "unit_id": unit_id, "person_id": person_id}


def _shared_initial(record: Measure | Step | None) -> dict[str, Any]:
    if record is None:
        return {}
    owners: Sequence[Ownership] = list(record.ownerships.all())
    period = record.period
    return {
        "units": [str(each.unit_id) for each in owners if each.unit_id],
        "people": [str(each.person_id) for each in owners if each.person_id],
        "others": "\n".join(each.name for each in owners if not each.is_known),
        "starts": (period.start if period else "") or "",
        "ends": (period.end if period else "") or "",
        "period_text": record.period_text,
        "version": record.version,
    }


def _measure_initial(record: Measure) -> dict[str, Any]:
    said = {name: getattr(record, name) for name in ("title", "finding", "indicator", "monitoring")}
    return {**said, "codes": list(record.codes)}
