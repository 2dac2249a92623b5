"""Is this input well formed? Reasons of signing off, what an approval is of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 2000


class ReasonForm(forms.Form):
    """Why a plan is put forward as it is, sent back, or opened again."""

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("กรุณาเขียนเหตุผล ผู้อ่านจะได้รู้ว่าต้องทำอะไร")},
    )

    def __init__(self, *words: Any, label: str, hint: str = "", required: bool, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint
        self.fields["reason"].required = required


class ApprovalForm(forms.Form):
    """Which putting forward is approved: the one the executive read."""

    submission = forms.IntegerField(widget=forms.HiddenInput, required=False)
