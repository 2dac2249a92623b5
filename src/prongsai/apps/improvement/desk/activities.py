"""The board of activities: what was held, shown by month with its photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.documents.queries.origins import new_paper_address
from prongsai.apps.improvement.desk.evidence import pieces_in
from prongsai.apps.improvement.forms.proof import ActivityForm, differences, initial_of
from prongsai.apps.improvement.operations import activities as deeds
from prongsai.apps.improvement.operations.history import Overtaken
from prongsai.apps.improvement.queries import activities as query
from prongsai.apps.improvement.queries.plans import measure_of, step_of
from prongsai.apps.improvement.queries.proving import offer
from prongsai.base import drafts, files
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prongsai.apps.improvement.models import Activity

A_PAGE = 24
"""Activities on one page of the board."""


@requires("activity.read")
@require_safe
def activities(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The board of a year by month, with photographs."""
    page = Paginator(query.activities_of(viewer, year), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("กิจกรรม"),
        "page": page,
        "months": query.by_month(page.object_list),
        "exports": table_links("improvement:activities-table", [viewer.agency.slug, year]),
        "new_paper": new_paper_address(viewer, year, f"activities-{year}"),
        "can_write": viewer.may("activity.write"),
    }
    return render(request, "improvement/activities.html", context)


@requires("activity.read")
@require_safe
def activities_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The activities of a year as a table to take away."""
    return table_response(*query.activities_table(viewer, year), form)


@requires("activity.read")
@require_safe
def activity(request: DeskRequest, viewer: Viewer, year: int, activity_id: int) -> HttpResponse:
    """One activity with all its photographs."""
    found = query.activity_of(viewer, activity_id)
    if found.fiscal_year != year:
        return redirect(_address(viewer, found))
    context = {
        "heading": found.title,
        "crumbs": _crumbs(viewer, year),
        "shown": query.shown(found),
        "work": query.work_title(found),
        "can_write": viewer.may("activity.write"),
    }
    return render(request, "improvement/activity.html", context)


@requires("activity.write")
def activity_create(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Tell of an activity; what is typed is kept as a draft until it is sent."""
    key = f"activity:new-{year}"
    if request.method != "POST":
        return _form_page(request, _begun(request, year, key, None), key)
    if kept := keep_if_asked(request, key):
        return kept
    form = _form(viewer, year, None, request.POST, request.FILES)
    if form.is_valid():
        with refusals_on(form), drafts.accepted(request, key):
            made = deeds.create_activity(
                by=viewer,
                at=timezone.now(),
                year=year,
                held=form.held(**_work(viewer, form)),
                photos=pieces_in(form.cleaned_data["photos"]),
            )
    if form.errors:
        return _form_page(request, form, key)
    messages.success(request, _("บันทึกกิจกรรมแล้ว"))
    return redirect(_address(viewer, made))


@requires("activity.write")
def activity_edit(request: DeskRequest, viewer: Viewer, year: int, activity_id: int) -> HttpResponse:
    """Set an activity right; whoever saves after somebody else is shown both."""
    found = query.activity_of(viewer, activity_id)
    key = f"activity:{found.pk}"
    if request.method != "POST":
        return _form_page(request, _begun(request, found.fiscal_year, key, found), key, found)
    if kept := keep_if_asked(request, key):
        return kept
    form = _form(viewer, found.fiscal_year, found, request.POST, request.FILES)
    if form.is_valid():
        try:
            _edit(request, viewer, found, form, key)
        except Overtaken as meanwhile:
            return _both(request, form, key, query.activity_of(viewer, found.pk), meanwhile)
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
    if form.errors:
        return _form_page(request, form, key, found)
    messages.success(request, _("บันทึกกิจกรรมแล้ว"))
    return redirect(_address(viewer, found))


@requires("activity.write")
@require_POST
def activity_remove(request: DeskRequest, viewer: Viewer, year: int, activity_id: int) -> HttpResponse:
    """Take an activity off the board; the history can bring it back."""
    found = query.activity_of(viewer, activity_id)
    with refusals_on(request):
        deeds.remove_activity(by=viewer, at=timezone.now(), activity=found)
        messages.success(request, _("นำ “%s” ออกจากกิจกรรมแล้ว ภาพยังอยู่ในหลักฐาน") % found.title)
    return redirect("improvement:activities", viewer.agency.slug, year)


def _edit(request: DeskRequest, viewer: Viewer, found: Activity, form: ActivityForm, key: str) -> None:
    with drafts.accepted(request, key):
        deeds.edit_activity(
            by=viewer,
            at=timezone.now(),
            activity=found,
            version=form.cleaned_data["version"] or 0,
            held=form.held(**_work(viewer, form)),
            photos=pieces_in(form.cleaned_data["photos"]),
            captions=form.captions(),
        )


def _both(request: DeskRequest, typed: ActivityForm, key: str, saved: Activity, meanwhile: Overtaken) -> HttpResponse:
    """The form as it was typed, ready to be saved over what somebody else saved, with the two side by side."""
    sent = request.POST.copy()
    sent["version"] = str(saved.version)
    form = _form(request.viewer, saved.fiscal_year, saved, sent, None)
    held = typed.held(**_work(request.viewer, typed))
    form.is_valid()
    form.add_error(None, sentence_of(meanwhile))
    return _form_page(request, form, key, saved, differences=differences(saved, held), status=409)


def _form_page(
    request: DeskRequest,
    form: ActivityForm,
    key: str,
    found: Activity | None = None,
    *,
    differences: Sequence[tuple[object, str, str]] = (),
    status: int = 422,
) -> HttpResponse:
    viewer, year = request.viewer, request.year
    crumbs = [*_crumbs(viewer, year), *([(found.title, _address(viewer, found))] if found else [])]
    context = {
        "heading": _("แก้กิจกรรม") if found else _("บันทึกกิจกรรม"),
        "crumbs": crumbs,
        "form": form,
        "captions": [(proof, form[f"caption-{proof.pk}"]) for proof in query.shown(found).photos] if found else [],
        "differences": differences,
        "draft_key": key,
        "basis": str(found.version) if found else "",
        "largest": files.LARGEST,
    }
    return render(request, "improvement/activity_form.html", context, status=status if form.errors else 200)


def _begun(request: DeskRequest, year: int, key: str, found: Activity | None) -> ActivityForm:
    """The form as a person finds it: their draft, or what is saved, or what the address names (``?work=step-12``)."""
    draft, is_stale = drafts.initial(request.viewer, key, str(found.version) if found else "")
    named = {"work": request.GET.get("work", ""), "first_codes": request.GET.getlist("code")}
    known = initial_of(found) if found else named
    return _form(request.viewer, year, found, initial=draft if draft and not is_stale else known)


def _form(viewer: Viewer, year: int, found: Activity | None, *sent: Any, **named: Any) -> ActivityForm:
    photos = query.shown(found).photos if found else ()
    choices = offer(viewer, year)
    return ActivityForm(
        *sent,
        year=year,
        measures=choices.measures,
        items=choices.items,
        captions={each.pk: each.evidence.title for each in photos},
        **named,
    )


def _work(viewer: Viewer, form: ActivityForm) -> dict[str, Any]:
    """The step or measure that was chosen. Raises: Http404 when it is not there for the viewer."""
    if form.work_chosen is None:
        return {}
    kind, key = form.work_chosen
    return {kind: step_of(viewer, key) if kind == "step" else measure_of(viewer, key)}


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    return [(_("กิจกรรม"), reverse("improvement:activities", args=[viewer.agency.slug, year]))]


def _address(viewer: Viewer, activity: Activity) -> str:
    return reverse("improvement:activity", args=[viewer.agency.slug, activity.fiscal_year, activity.pk])
