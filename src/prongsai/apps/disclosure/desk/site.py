"""The public site as a whole: where it stands, what it says of the agency, under which licence."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.disclosure.forms.pages import differences
from prongsai.apps.disclosure.forms.site import SiteForm, site_values
from prongsai.apps.disclosure.operations.pages import Overtaken
from prongsai.apps.disclosure.operations.site import edit_site
from prongsai.apps.disclosure.queries.site import site_of
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused

DRAFT = "site"


@requires("site.read")
@require_safe
def site_settings(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What the public site says of the agency, and whether anything of it is seen."""
    context = {
        "heading": _("เว็บสาธารณะของหน่วยงาน"),
        "site": site_of(viewer.agency),
        "address": f"{settings.ADDRESS}/{viewer.agency.slug}/",
        "can_manage": viewer.may("site.manage"),
    }
    return render(request, "disclosure/site_settings.html", context)


@requires("site.manage")
def site_edit(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Say what the public site says of the agency; whoever saves after somebody else is shown both."""
    if kept := keep_if_asked(request, DRAFT):
        return kept
    saved = site_of(viewer.agency)
    if request.method != "POST":
        draft, is_stale = drafts.initial(viewer, DRAFT, str(saved.version))
        form = SiteForm(initial=draft if draft and not is_stale else site_values(saved))
        return _form_page(request, form, saved.version)
    form = SiteForm(request.POST)
    if form.is_valid():
        try:
            with drafts.accepted(request, DRAFT):
                edit_site(by=viewer, at=timezone.now(), version=form.cleaned_data["version"], words=form.words())
        except Overtaken as overtaken:
            return _overtaken(request, form, sentence_of(overtaken))
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
    if form.errors:
        return _form_page(request, form, saved.version)
    messages.success(request, _("บันทึกแล้ว ประชาชนยังเห็นแบบเดิมจนกว่าจะเผยแพร่ชุดใหม่"))
    return redirect("disclosure:site", viewer.agency.slug, year)


def _form_page(request: DeskRequest, form: SiteForm, version: int, **more: Any) -> HttpResponse:
    back = reverse("disclosure:site", args=[request.viewer.agency.slug, request.year])
    context = {
        "heading": _("แก้ข้อมูลเว็บสาธารณะ"),
        "crumbs": [(_("เว็บสาธารณะของหน่วยงาน"), back)],
        "form": form,
        "draft_key": DRAFT,
        "basis": str(version),
        "back": back,
        **more,
    }
    status = 409 if "overtaken" in more else 422 if form.is_bound and form.errors else 200
    return render(request, "disclosure/page_form.html", context, status=status)


def _overtaken(request: DeskRequest, form: SiteForm, sentence: str) -> HttpResponse:
    """Both side by side, and the viewer's own in a form that will be saved over the other."""
    saved = site_of(request.viewer.agency)
    theirs = {name: value for name, value in site_values(saved).items() if name != "version"}
    sent = request.POST.copy()
    sent["version"] = str(saved.version)
    rows = differences(form, theirs)
    return _form_page(request, SiteForm(sent), saved.version, overtaken=sentence, differences=rows)
