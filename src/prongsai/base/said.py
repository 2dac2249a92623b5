"""What the rules say in two languages, in the reader's: Thai unless English was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from prongsai.core.diagnosis import Sentence
from prongsai.core.publication import Said
from prongsai.core.records import Check, Severity

WEIGHTS = {Severity.ERROR: _("ขัดแย้ง"), Severity.WARNING: _("ต้องดู"), Severity.NOTE: _("หมายเหตุ")}
"""How heavy a check is, in a word."""


def said(th: str, en: str) -> str:
    """The one of two sentences that this reader reads."""
    return en if (get_language() or "th").startswith("en") else th


def text_said(text: Said) -> str:
    """A public text in the reader's language; in Thai where there is no English."""
    return said(text.th, text.en or text.th)


def sentences_said(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Each sentence, in order."""
    return tuple(said(each.th, each.en) for each in sentences)


@dataclass(frozen=True, slots=True)
class SaidCheck:
    """A check as a page tells it; each app adds where it leads."""

    check: Check

    @property
    def mark(self) -> str:
        """How heavy it is, as the marks of the house know it."""
        return str(self.check.severity)

    @property
    def word(self) -> Promise:
        """How heavy it is, in a word."""
        return WEIGHTS[self.check.severity]

    @property
    def message(self) -> str:
        """What is wrong, in the reader's language."""
        return said(self.check.message, self.check.message_en)

    @property
    def fix(self) -> str:
        """What would repair it, in the reader's language."""
        return said(self.check.fix, self.check.fix_en)
