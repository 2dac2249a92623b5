"""Is this input well formed? Agencies, units, people, passwords, drafts, access tokens, reasons of signing off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from prongsai.base.drafts import LONGEST_BASIS, LONGEST_KEY
from prongsai.base.models import Agency, Membership, Person, Unit
from prongsai.base.reserved import reserved_words
from prongsai.base.tokens import LIFETIMES

LONGEST_REASON = 2000


class AgencyForm(forms.Form):
    """What an agency is called and where it lies."""

    name = forms.CharField(label=_("ชื่อหน่วยงาน"), max_length=200, help_text=_("ชื่อเต็ม เช่น เทศบาลตำบลบ้านตัวอย่าง"))
    kind = forms.ChoiceField(label=_("ประเภท"), choices=Agency.Kind.choices)
    district = forms.CharField(label=_("อำเภอ"), max_length=100)
    province = forms.CharField(label=_("จังหวัด"), max_length=100)


class NewAgencyForm(AgencyForm):
    """An agency that is not here yet, with its name in addresses."""

    slug = forms.CharField(
        label=_("ชื่อในที่อยู่เว็บ"),
        max_length=60,
        validators=[validate_slug],
        help_text=_("ตัวอักษรอังกฤษ ตัวเลข และขีด เช่น ban-tua-yang ตั้งแล้วเปลี่ยนไม่ได้"),
        error_messages={"invalid": _("ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข และขีด")},
    )

    def clean_slug(self) -> str:
        """Refuse a name that another agency has, or that begins addresses of the site's own."""
        slug: str = self.cleaned_data["slug"].lower()
        if slug in reserved_words():
            raise forms.ValidationError(_("ชื่อนี้เป็นที่อยู่ของระบบเอง กรุณาใช้ชื่ออื่น เช่น ชื่อตำบลหรือเมืองเป็นอักษรอังกฤษ"))
        if Agency.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("มีหน่วยงานอื่นใช้ชื่อนี้แล้ว"))
        return slug

    def clean(self) -> dict[str, Any]:
        """Refuse an agency that is here already."""
        cleaned = super().clean() or self.cleaned_data
        place = {field: cleaned.get(field) for field in ("name", "district", "province")}
        if all(place.values()) and Agency.objects.filter(**place).exists():
            raise forms.ValidationError(_("มีหน่วยงานชื่อนี้ในอำเภอนี้แล้ว"))
        return cleaned


class UnitForm(forms.Form):
    """The name of a unit."""

    name = forms.CharField(label=_("ชื่อกอง / สำนัก / งาน"), max_length=120, help_text=_("เช่น สำนักปลัด กองคลัง กองช่าง"))


class MembershipForm(forms.Form):
    """What somebody is to the agency."""

    role = forms.ChoiceField(label=_("หน้าที่"), choices=Membership.Role.choices)

    def __init__(self, *words: Any, units: Iterable[Unit], **named: Any) -> None:
        super().__init__(*words, **named)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"] = forms.ChoiceField(
            label=_("กอง / สำนัก / งาน"),
            required=False,
            choices=[("", _("ไม่ระบุ")), *((key, unit.name) for key, unit in self.units.items())],
        )

    def clean_unit(self) -> Unit | None:
        """The unit itself, or None."""
        return self.units.get(self.cleaned_data["unit"])


class InvitationForm(MembershipForm):
    """Somebody to let in."""

    field_order = ["name", "email", "role", "unit"]
    name = forms.CharField(label=_("ชื่อ-นามสกุล"), max_length=120)
    email = forms.EmailField(label=_("อีเมล"), help_text=_("ใช้เข้าสู่ระบบ"))


class PasswordChoiceForm(forms.Form):
    """A password, chosen by who will use it."""

    password = forms.CharField(
        label=_("ตั้งรหัสผ่าน"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=password_validators_help_text_html,
    )

    def __init__(self, *words: Any, person: Person, **named: Any) -> None:
        super().__init__(*words, **named)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is easy to guess for this person."""
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            self._judge(password)
        return cleaned

    def _judge(self, password: str) -> None:
        try:
            validate_password(password, self.person)
        except forms.ValidationError as error:
            self.add_error("password", error)


class FirstAdministratorForm(PasswordChoiceForm):
    """The first administrator."""

    field_order = ["name", "email", "password"]
    name = forms.CharField(label=_("ชื่อ-นามสกุล"), max_length=120)
    email = forms.EmailField(label=_("อีเมล"), help_text=_("ใช้เข้าสู่ระบบ"))

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, person=Person(), **named)

    def clean(self) -> dict[str, Any]:
        """Compare the password with what was typed beside it."""
        self.person.name = self.cleaned_data.get("name", "")
        self.person.email = self.cleaned_data.get("email", "")
        return super().clean()


class TokenForm(forms.Form):
    """What a program may do on somebody's behalf, where, and for how long."""

    field_order = ["name", "agency", "scopes", "days"]
    name = forms.CharField(label=_("ใช้กับโปรแกรมใด"), max_length=80, help_text=_("ตั้งชื่อให้จำได้ เช่น ตารางติดตามของกองคลัง"))
    days = forms.TypedChoiceField(
        label=_("อายุ"),
        coerce=int,
        choices=[(days, _("%d วัน") % days) for days in LIFETIMES],
        initial=LIFETIMES[0],
        widget=forms.RadioSelect,
        help_text=_("สั้นเท่าที่พอใช้ หมดอายุแล้วออกใหม่ได้"),
    )

    def __init__(self, *words: Any, agencies: Iterable[Agency], **named: Any) -> None:
        super().__init__(*words, **named)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        choices = [(key, agency.name) for key, agency in self.agencies.items()]
        self.fields["agency"] = forms.ChoiceField(label=_("หน่วยงาน"), choices=choices)
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("ให้โปรแกรมทำอะไรได้"),
            choices=list(settings.API_SCOPES.items()),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("เลือกเท่าที่โปรแกรมนั้นต้องใช้"),
            error_messages={"required": _("กรุณาเลือกอย่างน้อยหนึ่งอย่าง")},
        )
        self.order_fields(self.field_order)

    def clean_agency(self) -> Agency:
        """The agency itself."""
        return self.agencies[self.cleaned_data["agency"]]


class DraftForm(forms.Form):
    """Which form a draft is of, and from which version it was begun; `drop` to forget it."""

    key = forms.CharField(max_length=LONGEST_KEY)
    basis = forms.CharField(max_length=LONGEST_BASIS, required=False)
    drop = forms.BooleanField(required=False)


class ReasonForm(forms.Form):
    """Why something is put forward as it is, sent back, opened again or withdrawn."""

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
