"""Is this input well formed? What to carry over from an earlier plan, which evidence to attach again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SourceYearForm(forms.Form):
    """The year to carry from."""

    source = forms.TypedChoiceField(label=_("ยกจากแผนของปี"), coerce=int, choices=())

    def __init__(self, *words: Any, years: tuple[int, ...], **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["source"].choices = [(each, str(each)) for each in years]  # type: ignore[attr-defined]


class WishesForm(forms.Form):
    """Measures, texts and codes that were ticked. Shape: lists of keys."""

    def __init__(self, *words: Any, measures: list[int], texts: list[str], codes: list[str], **named: Any) -> None:
        super().__init__(*words, **named)
        for name, keys in (("measure", measures), ("text", texts), ("code", codes)):
            self.fields[name] = forms.MultipleChoiceField(
                choices=[(each, each) for each in keys],
                required=False,
                error_messages={"invalid_choice": _("แผนของปีก่อนเปลี่ยนไปแล้ว กรุณาเลือกใหม่จากรายการด้านล่าง")},
            )

    def clean_measure(self) -> list[int]:
        """The measures by their keys; at least one."""
        chosen = [int(each) for each in self.cleaned_data["measure"]]
        if not chosen:
            raise forms.ValidationError(_("ยังไม่ได้เลือกมาตรการ กรุณาเลือกอย่างน้อยหนึ่งข้อ"))
        return chosen


class EvidenceChoiceForm(forms.Form):
    """One piece of evidence, by its key."""

    evidence = forms.IntegerField()
