"""What the rules say in two languages, in the reader's: Thai unless English was chosen."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prongsai.core.records import Severity

WEIGHTS = {Severity.ERROR: _("ขัดแย้ง"), Severity.WARNING: _("ต้องดู"), Severity.NOTE: _("หมายเหตุ")}
"""How heavy a check is, in a word."""


def said(th: str, en: str) -> str:
    """The one of two sentences that this reader reads."""
    return en if (get_language() or "th").startswith("en") else th
