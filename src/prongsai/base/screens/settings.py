"""Settings of an agency: its units, its people and what they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.base import operations, queries
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.forms import InvitationForm, MembershipForm, UnitForm
from prongsai.base.models import Person
from prongsai.base.screens.answers import refusals_on


@requires("person.manage")
def overview(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The agency's units and people; of the people all, or those who never were here (``?people=new``)."""
    is_narrowed = request.GET.get("people") == "new"
    shown = {
        "heading": _("ตั้งค่า"),
        "units": list(queries.units_of(viewer)),
        "members": list(queries.never_signed_in(viewer) if is_narrowed else queries.memberships_of(viewer)),
        "is_narrowed": is_narrowed,
    }
    return render(request, "base/settings.html", shown)


@requires("unit.manage")
def unit_add(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Add a unit."""
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.add_unit(by=viewer, at=timezone.now(), agency=viewer.agency, **form.cleaned_data)
            return _saved(request, viewer, year, _("เพิ่มแล้ว"))
    return _form(request, viewer, year, _("เพิ่มกอง / สำนัก / งาน"), form)


@requires("unit.manage")
def unit_rename(request: DeskRequest, viewer: Viewer, year: int, unit_id: int) -> HttpResponse:
    """Call a unit otherwise."""
    unit = queries.unit_of(viewer, unit_id)
    form = UnitForm(request.POST or None, initial={"name": unit.name})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.rename_unit(by=viewer, at=timezone.now(), unit=unit, **form.cleaned_data)
            return _saved(request, viewer, year, _("บันทึกแล้ว"))
    return _form(request, viewer, year, _("แก้ชื่อกอง / สำนัก / งาน"), form)


@requires("person.manage")
def person_invite(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Let somebody in; a new person gets a one-time link, shown once."""
    form = InvitationForm(request.POST or None, units=queries.units_of(viewer))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            invited = operations.invite_person(by=viewer, at=timezone.now(), **form.cleaned_data)
            if invited.token:
                return _link(request, viewer, year, invited.person, invited.token)
            return _saved(request, viewer, year, _("เพิ่มแล้ว ผู้ใช้นี้เข้าด้วยรหัสผ่านเดิมได้เลย"))
    return _form(request, viewer, year, _("เพิ่มผู้ใช้"), form)


@requires("person.manage")
def membership_change(request: DeskRequest, viewer: Viewer, year: int, membership_id: int) -> HttpResponse:
    """Give a member another role or unit."""
    membership = queries.membership_of(viewer, membership_id)
    present = {"role": membership.role, "unit": membership.unit_id}
    form = MembershipForm(request.POST or None, units=queries.units_of(viewer), initial=present)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            operations.change_membership(by=viewer, at=timezone.now(), membership=membership, **form.cleaned_data)
            return _saved(request, viewer, year, _("บันทึกแล้ว"))
    heading = _("หน้าที่ของ %(name)s") % {"name": membership.person.name}
    return _form(request, viewer, year, heading, form, membership=membership)


@requires("person.manage")
@require_POST
def person_link(request: DeskRequest, viewer: Viewer, year: int, membership_id: int) -> HttpResponse:
    """A new one-time link for a member, shown once."""
    membership = queries.membership_of(viewer, membership_id)
    with refusals_on(request):
        token = operations.renew_link(by=viewer, at=timezone.now(), membership=membership)
        return _link(request, viewer, year, membership.person, token)
    return redirect("base:settings-membership-change", viewer.agency.slug, year, membership_id)


@requires("person.manage")
@require_POST
def membership_end(request: DeskRequest, viewer: Viewer, year: int, membership_id: int) -> HttpResponse:
    """Let a member go."""
    membership = queries.membership_of(viewer, membership_id)
    with refusals_on(request):
        operations.end_membership(by=viewer, at=timezone.now(), membership=membership)
        return _saved(request, viewer, year, _("ยกเลิกสิทธิ์ในหน่วยงานนี้แล้ว เชิญกลับเข้ามาได้ทุกเมื่อ"))
    return redirect("base:settings-membership-change", viewer.agency.slug, year, membership_id)


def _form(
    request: DeskRequest, viewer: Viewer, year: int, heading: str, form: UnitForm | MembershipForm, **more: object
) -> HttpResponse:
    crumbs = [(_("ตั้งค่า"), reverse("base:settings", args=[viewer.agency.slug, year]))]
    return render(request, "base/settings_form.html", {"heading": heading, "form": form, "crumbs": crumbs, **more})


def _link(request: DeskRequest, viewer: Viewer, year: int, person: Person, token: str) -> HttpResponse:
    crumbs = [(_("ตั้งค่า"), reverse("base:settings", args=[viewer.agency.slug, year]))]
    address = request.build_absolute_uri(reverse("base:invitation", args=[token]))
    shown = {"heading": _("ลิงก์สำหรับ %(name)s") % {"name": person.name}, "address": address, "crumbs": crumbs}
    return render(request, "base/link.html", shown)


def _saved(request: DeskRequest, viewer: Viewer, year: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("base:settings", viewer.agency.slug, year)
