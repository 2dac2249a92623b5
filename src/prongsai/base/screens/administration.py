"""Administration: which agencies there are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.base import operations, queries
from prongsai.base.access import administrator, person_of
from prongsai.base.forms import AgencyForm, NewAgencyForm
from prongsai.core.thai import fiscal_year_of


@administrator
def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies."""
    year = fiscal_year_of(timezone.localdate())
    shown = {"heading": _("หน่วยงานทั้งหมด"), "agencies": list(queries.all_agencies()), "year": year}
    return render(request, "base/agencies.html", shown)


@administrator
def agency_create(request: HttpRequest) -> HttpResponse:
    """Set up an agency, then go on to its people."""
    form = NewAgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agency = operations.create_agency(by=person_of(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("เพิ่มหน่วยงานแล้ว ต่อไปเพิ่มกองและผู้ใช้"))
        return redirect("base:settings", agency.slug, fiscal_year_of(timezone.localdate()))
    return render(request, "base/agency_form.html", {"heading": _("เพิ่มหน่วยงาน"), "form": form})


@administrator
def agency_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Put an agency's name and place right."""
    agency = queries.agency_named(slug)
    present = {field: getattr(agency, field) for field in AgencyForm.base_fields}
    form = AgencyForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        operations.edit_agency(by=person_of(request), at=timezone.now(), agency=agency, **form.cleaned_data)
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("base:agencies")
    return render(request, "base/agency_form.html", {"heading": _("แก้ไขหน่วยงาน"), "form": form, "edited": agency})
