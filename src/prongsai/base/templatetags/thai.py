"""Days and times as the office writes them: 21 พ.ย. 2569; in English 21 Nov 2026."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from prongsai.core.thai import MONTHS

register = template.Library()


@register.filter
def thai_day(day: date | datetime | None) -> str:
    """A day in the language of the page; nothing for no day."""
    if day is None:
        return ""
    local = timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
    if get_language() == "th":
        return f"{local.day} {MONTHS[local.month - 1][1]} {local.year + 543}"
    return date_format(local, "j M Y")


@register.filter
def thai_time(moment: datetime | None) -> str:
    """A day and a time of day; nothing for no moment."""
    return f"{thai_day(moment)} {timezone.localtime(moment):%H:%M}" if moment else ""
