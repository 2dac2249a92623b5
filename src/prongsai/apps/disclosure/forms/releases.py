"""Is this well formed: what is looked for among what is public, and why something is withdrawn."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prongsai.base.forms import LONGEST_REASON

LONGEST_SUBJECT = 80


class SearchForm(forms.Form):
    """Words of something that is public."""

    q = forms.CharField(label=_("คำในหน้าหรือชื่อไฟล์"), max_length=200, required=False)
    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)


class WithdrawalForm(forms.Form):
    """What stands in the place of something that is withdrawn."""

    title = forms.CharField(
        label=_("ชื่อที่จะแสดงแทน"),
        max_length=300,
        help_text=_("ประชาชนจะเห็นชื่อนี้ หากชื่อเดิมมีข้อมูลส่วนบุคคล กรุณาเปลี่ยน"),
    )
    reason = forms.CharField(
        label=_("เหตุผลที่ถอน"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ประชาชนจะเห็นเหตุผลนี้แทนเนื้อหาเดิม อย่าใส่ข้อมูลส่วนบุคคล"),
    )
