"""Is this input well formed? What answers a weak point, why one is set aside, who a printed name is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.improvement.forms.plans import LONGEST_NAME, LONGEST_TEXT, MeasureForm
from prongsai.apps.improvement.models import Measure
from prongsai.apps.improvement.operations.steps import NewStep
from prongsai.apps.improvement.queries.owners import Owner
from prongsai.apps.improvement.queries.periods import day_after, first_day, period_words
from prongsai.apps.improvement.queries.suggestions import Draft, DraftStep, quarters_said
from prongsai.apps.improvement.queries.weak_points import WeakPoint
from prongsai.base.models import Person, Unit
from prongsai.core.records import Period
from prongsai.core.thai import quarter_months

FEWEST_ROWS = 3
"""For steps; one is always free, and more are added on the measure's own page."""
QUARTERS = {f"{first}-{last}": (first, last) for first in range(1, 5) for last in range(first, 5)}
"""What can be chosen for a step -> its first and last quarter."""


@dataclass(frozen=True)
class StepRow:
    """The fields of one step on the form. Unit: `number` from 1."""

    number: int
    fields: tuple[forms.BoundField, ...]


class AnswerForm(MeasureForm):
    """A measure that answers a weak point, with its steps: begun from a draft, changed by whoever answers for it."""

    parts = ("text", "owners", "when", "evidence")

    def __init__(
        self,
        *words: Any,
        point: WeakPoint,
        draft: Draft | None,
        owners_named: Callable[[Iterable[str]], Sequence[Owner]],
        year: int,
        **named: Any,
    ) -> None:
        self.draft, self.owners_named = draft, owners_named
        self.begun_steps = draft.steps if draft else ()
        initial = _measure_begun(point, draft, owners_named, year)
        super().__init__(*words, year=year, initial=initial, **named)
        self.rows = range(1, max(FEWEST_ROWS, len(self.begun_steps) + 1) + 1)
        for number in self.rows:
            self.fields |= _step_fields(number, year)
        for number, step in enumerate(self.begun_steps, 1):
            self.initial = {**_step_begun(number, step), **self.initial}

    @property
    def step_rows(self) -> list[StepRow]:
        """The fields of the steps, row by row."""
        return [StepRow(number, tuple(self[_name(number, part)] for part in self.parts)) for number in self.rows]

    def clean(self) -> dict[str, Any]:
        """A row that says something of a step says what the step is."""
        cleaned = super().clean()
        for number in self.rows:
            said = {part: cleaned.get(_name(number, part)) for part in self.parts}
            if not said["text"] and any(said.values()):
                self.add_error(_name(number, "text"), _("กรุณาเขียนว่าขั้นตอนนี้ทำอะไร หรือลบช่องอื่นของแถวนี้"))
        return cleaned

    def period(self) -> dict[str, Any]:
        """The months as a record keeps them, in words too: no paper has said them otherwise."""
        starts, ends = self.cleaned_data["months"]
        return super().period() | {"period_text": period_words(Period(starts, ends, "")) if starts else ""}

    def words(self) -> dict[str, Any]:
        """What is written of the measure, and where its first words came from."""
        return {**super().words(), **self._origin()}

    def steps(self) -> Iterator[NewStep]:
        """The steps that were written, in order; names that are somebody's are theirs."""
        written = [number for number in self.rows if self.cleaned_data[_name(number, "text")]]
        for place, number in enumerate(written, 1):
            said = {part: self.cleaned_data[_name(number, part)] for part in self.parts}
            yield NewStep(
                text=said["text"],
                number=str(place),
                expected_evidence=said["evidence"],
                owners=tuple(self.owners_named(said["owners"])),
                came_from=self.begun_steps[number - 1].came_from if number <= len(self.begun_steps) else None,
                **_months(said["when"], self.year),
            )

    def _origin(self) -> dict[str, Any]:
        if self.draft is None:
            return {"source": Measure.Source.WRITTEN}
        if self.draft.came_from:
            return {"source": Measure.Source.EARLIER, "came_from": self.draft.came_from}
        return {"source": Measure.Source.PRACTICE, "practice": self.draft.practice}


class NamesField(forms.CharField):
    """Names, parted by commas or lines."""

    def clean(self, value: Any) -> list[str]:
        """Each name once, in order. Raises: ValidationError for one that is too long to be a name."""
        parted = super().clean(value).replace(",", "\n").splitlines()
        names = list(dict.fromkeys(" ".join(each.split()) for each in parted if each.strip()))
        if any(len(each) > LONGEST_NAME for each in names):
            raise forms.ValidationError(_("ชื่อหนึ่งยาวเกิน 300 ตัวอักษร คั่นแต่ละชื่อด้วยจุลภาค"))
        return names


class AsideForm(forms.Form):
    """Why a weak point has no measure this year."""

    reason = forms.CharField(
        label=gettext_lazy("เหตุผลที่พักไว้"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("เช่น ปีนี้ไม่มีข้อนี้แล้ว หรือต้องรองบประมาณปีถัดไป ผู้บริหารและผู้ตรวจสอบจะเห็นเหตุผลนี้"),
        error_messages={"required": gettext_lazy("กรุณาบอกเหตุผลที่พักไว้")},
    )


class JoinForm(forms.Form):
    """Which measure of the plan answers a weak point."""

    measure = forms.IntegerField(error_messages={"required": gettext_lazy("กรุณาเลือกมาตรการ")})


class MatchForm(forms.Form):
    """Who a printed name is: a unit, a person, or a new unit of this name.

    Shape: `owner` is ``unit-<id>``, ``person-<id>`` or ``new``.
    """

    name = forms.CharField(max_length=LONGEST_NAME, widget=forms.HiddenInput, strip=False)
    owner = forms.ChoiceField(
        label=gettext_lazy("คือใคร"), error_messages={"required": gettext_lazy("กรุณาเลือกกองหรือบุคคล")}
    )

    def __init__(
        self, *words: Any, units: Iterable[Unit], people: Iterable[Person], may_add: bool, **named: Any
    ) -> None:
        super().__init__(*words, **named)
        self.units = {f"unit-{each.pk}": each for each in units}
        self.persons = {f"person-{each.pk}": each for each in people}
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
        owner.choices = [
            ("", _("เลือก")),
            (_("กอง / สำนัก / งาน"), [(key, each.name) for key, each in self.units.items()]),
            (_("บุคคล"), [(key, each.name) for key, each in self.persons.items()]),
            *([("new", _("เพิ่มเป็นกอง / สำนัก / งานใหม่"))] if may_add else []),
        ]

    def who(self) -> dict[str, Any]:
        """Who was chosen, as the operation takes it."""
        chosen = self.cleaned_data["owner"]
        if chosen == "new":
            return {"new_unit": self.cleaned_data["name"]}
        return {"unit": self.units.get(chosen), "person": self.persons.get(chosen)}


def _measure_begun(
    point: WeakPoint, draft: Draft | None, owners_named: Callable[[Iterable[str]], Sequence[Owner]], year: int
) -> dict[str, Any]:
    """What the form says before anybody changes it."""
    begun: dict[str, Any] = {"finding": point.text, "indicator": point.indicator, "codes": list(point.codes)}
    if draft is None:
        return begun
    owners = owners_named(draft.owners)
    return {
        **begun,
        **_period_begun(draft.steps, year),
        "title": draft.title,
        "monitoring": draft.monitoring,
        "units": [str(each["unit_id"]) for each in owners if each["unit_id"]],
        "people": [str(each["person_id"]) for each in owners if each["person_id"]],
        "others": "\n".join(each["name"] for each in owners if not (each["unit_id"] or each["person_id"])),
    }


def _period_begun(steps: Sequence[DraftStep], year: int) -> dict[str, Any]:
    """The months from the first step to the last."""
    spans = [each.quarters for each in steps if each.quarters]
    if not spans:
        return {}
    starts = quarter_months(year, min(first for first, _last in spans))[0]
    ends = quarter_months(year, max(last for _first, last in spans))[1]
    return {"starts": starts, "ends": ends}


def _step_begun(number: int, step: DraftStep) -> dict[str, Any]:
    when = f"{step.quarters[0]}-{step.quarters[1]}" if step.quarters else ""
    said = {"text": step.text, "owners": ", ".join(step.owners), "when": when, "evidence": step.evidence}
    return {_name(number, part): value for part, value in said.items()}


def _step_fields(number: int, year: int) -> dict[str, forms.Field]:
    spans = [("", _("ไม่ระบุ")), *((key, quarters_said(span, year)) for key, span in QUARTERS.items())]
    label = {"number": number}
    fields: Mapping[str, forms.Field] = {
        "text": forms.CharField(
            label=_("ขั้นตอนที่ %(number)s") % label,
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "owners": NamesField(label=_("ผู้รับผิดชอบ"), required=False, max_length=LONGEST_TEXT),
        "when": forms.ChoiceField(label=_("ช่วงเวลา"), required=False, choices=spans),
        "evidence": forms.CharField(label=_("หลักฐานที่จะใช้"), required=False, max_length=LONGEST_TEXT),
    }
    return {_name(number, part): field for part, field in fields.items()}


def _months(when: str, year: int) -> dict[str, Any]:
    if when not in QUARTERS:
        return {}
    first, last = QUARTERS[when]
    starts, ends = quarter_months(year, first)[0], quarter_months(year, last)[1]
    return {
        "starts_on": first_day(starts),
        "ends_on": day_after(first_day(ends)),
        "period_text": period_words(Period(starts, ends, "")),
    }


def _name(number: int, part: str) -> str:
    return f"step_{number}_{part}"
