"""A day as people type it into a form, in the Buddhist or the common era."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from prongsai.core.thai import arabic

BUDDHIST_FROM, BUDDHIST_ERA = 2400, 543
_YEAR = re.compile(r"\d{4}")


class DayField(forms.DateField):
    """A day, as a browser's calendar gives it or as it is typed; a year of the Buddhist era is understood."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
            error_messages={
                "required": gettext_lazy("กรุณาเลือกวันที่"),
                "invalid": gettext_lazy("อ่านวันที่ไม่ได้ กรุณาเลือกจากปฏิทิน หรือพิมพ์เช่น 21/11/2569"),
            },
            **named,
        )

    def to_python(self, value: Any) -> date | None:
        """The day in the common era."""
        return super().to_python(_common_era(arabic(value.strip())) if isinstance(value, str) else value)


def _common_era(text: str) -> str:
    """A typed day with its year in the common era, whichever era it was typed in."""
    return _YEAR.sub(lambda found: str(_gregorian(int(found[0]))), text)


def _gregorian(year: int) -> int:
    return year - BUDDHIST_ERA if year >= BUDDHIST_FROM else year
