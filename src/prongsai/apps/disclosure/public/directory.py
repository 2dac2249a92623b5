"""Which agencies have a published site: by province, by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.disclosure.forms.searching import DirectoryForm
from prongsai.apps.disclosure.queries import directory as query
from prongsai.base.access import public


@public
@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """Every agency with a published site, a page at a time."""
    form = DirectoryForm(request.GET)
    (asked, number), province = form.asked(), form.chosen()
    found = query.directory(asked, province, number)
    context = {"heading": _("เว็บข้อมูลสาธารณะของหน่วยงาน"), "found": found, "asked": asked, "province": province}
    return render(request, "disclosure/sites.html", context)
