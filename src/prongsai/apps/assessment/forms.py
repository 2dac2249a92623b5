"""Is this input well formed? Papers to upload, corrections, the ten scores, lost items."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.apps.assessment.queries.cells import cells_of
from prongsai.core.framework import Framework
from prongsai.core.records import Printed, Result

TOOL_CELLS = ("IIT", "EIT", "EIT1", "EIT2", "OIT")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class PaperForm(forms.Form):
    """One paper to hand in."""

    file = forms.FileField(
        label=_("ไฟล์เอกสาร"),
        help_text=_("DOCX, PDF, XLSX, CSV, ODT, HTML, TXT หรือ MD ไม่เกิน 20 MB"),
        error_messages={
            "required": _("ยังไม่ได้เลือกไฟล์ กรุณาเลือกไฟล์แล้วกดอีกครั้ง"),
            "empty": _("ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์อื่น"),
        },
    )


class CorrectionForm(forms.Form):
    """One field of a reading, put right."""

    path = forms.CharField(max_length=200, widget=forms.HiddenInput)
    text = forms.CharField(required=False, strip=True)


class PointsField(forms.DecimalField):
    """Points 0-100 with two decimals, in Thai or Arabic digits."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=Decimal(0),
            max_value=Decimal(100),
            max_digits=5,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "points"}),
            error_messages={
                "invalid": _("พิมพ์เป็นตัวเลข เช่น 92.50"),
                "min_value": _("คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
                "max_value": _("คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
                "max_digits": _("คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
                "max_decimal_places": _("ทศนิยมไม่เกินสองตำแหน่ง เช่น 92.50"),
                "max_whole_digits": _("คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
            },
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs' DecimalField is an IntegerField
        """The number, whichever digits it was typed in."""
        return super().to_python(value.translate(THAI_DIGITS) if isinstance(value, str) else value)


class ResultForm(forms.Form):
    """A result sheet as figures: total, level, rank, tools and indicators of one framework."""

    def __init__(self, framework: Framework, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fiscal_year = framework.fiscal_year
        self.fields["total"] = PointsField(str(_("คะแนนรวม")))
        self.fields["level"] = forms.ChoiceField(label=_("ระดับ"), required=False, choices=_levels(framework))
        self.fields["rank"] = forms.IntegerField(label=_("ลำดับ (ถ้ามี)"), required=False, min_value=1)
        for cell, label in cells_of(framework).items():
            self.fields[field_name(cell)] = PointsField(label)

    def clean(self) -> dict[str, Any]:
        """Refuse a sheet with no figure at all."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(isinstance(value, Decimal) for value in cleaned.values()):
            raise forms.ValidationError(_("ยังไม่มีคะแนนสักช่อง กรุณากรอกอย่างน้อยหนึ่งช่อง"))
        return cleaned

    def result(self) -> Result:
        """The figures that are well formed so far, as a record; needs `is_valid` to have been asked."""
        points = {name: value for name, value in self.cleaned_data.items() if isinstance(value, Decimal)}
        by_cell = {cell_name(name): value for name, value in points.items()}
        return Result(
            fiscal_year=self.fiscal_year,
            total=by_cell.get("total"),
            level=self.cleaned_data.get("level") or None,
            rank=self.cleaned_data.get("rank"),
            tools={cell: value for cell, value in by_cell.items() if cell in TOOL_CELLS},
            indicators={cell: value for cell, value in by_cell.items() if cell.isdigit()},
            printed=tuple(Printed(cell, value) for cell, value in by_cell.items()),
        )


def field_name(cell: str) -> str:
    """The form field of a cell: indicators are prefixed, since a field's name must not start with a digit."""
    return f"indicator_{cell}" if cell.isdigit() else cell


def cell_name(name: str) -> str:
    """The cell a form field stands for."""
    return name.removeprefix("indicator_")


def _levels(framework: Framework) -> list[tuple[str, str]]:
    return [("", "–"), *((band.name, band.name) for band in framework.levels)]


def initial_of(result: Result) -> dict[str, Any]:
    """What a result already known puts into the form."""
    points: Mapping[str, Decimal] = {**result.tools, **result.indicators}
    return {
        "total": result.total,
        "level": result.level,
        "rank": result.rank,
        **{field_name(cell): value for cell, value in points.items()},
    }


class PasteForm(forms.Form):
    """A table of scores to read: pasted, or as a file."""

    text = forms.CharField(label=_("วางตารางคะแนน"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    file = forms.FileField(label=_("หรือเลือกไฟล์ XLSX, CSV"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("text") and not cleaned.get("file"):
            raise forms.ValidationError(_("วางตาราง หรือเลือกไฟล์ อย่างใดอย่างหนึ่ง"))
        return cleaned
