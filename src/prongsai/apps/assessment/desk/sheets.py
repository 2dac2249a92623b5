"""Result sheets: typed, pasted or brought as a table, and reconciled before they are recorded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prongsai.apps.assessment import operations
from prongsai.apps.assessment.forms import PasteForm, ResultForm, initial_of
from prongsai.apps.assessment.queries import entering
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import sentence_of
from prongsai.base.screens.drafts import keep_if_asked
from prongsai.core.errors import Problem
from prongsai.core.framework import nearest


@requires("result.record")
def result_enter(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The figures of a year: typed, checked against each other, recorded."""
    if request.method != "POST":
        return _enter_page(request, viewer, year, None)
    if kept := keep_if_asked(request, _draft_key(year)):
        return kept
    form = ResultForm(nearest(year), request.POST)
    if not form.is_valid() or "save" not in request.POST:
        return _enter_page(request, viewer, year, form)
    source = "import" if request.POST.get("source") == "import" else "typed"
    with drafts.accepted(request, _draft_key(year)):
        operations.record_result(by=viewer, at=timezone.now(), result=form.result(), source=source)
    messages.success(request, _("บันทึกคะแนนปี %d แล้ว") % year)
    return redirect("assessment:result", viewer.agency.slug, year)


@requires("result.record")
@require_POST
def result_check(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What the figures typed so far say of each other; nothing is kept."""
    form = ResultForm(nearest(year), request.POST)
    form.is_valid()
    return render(request, "assessment/result_checked.html", {"checked": entering.checked(form.result())})


@requires("result.record")
@require_POST
def result_import(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Read a pasted or attached table into the form; nothing is kept before the form is."""
    paste = PasteForm(request.POST, request.FILES)
    if not paste.is_valid():
        return _enter_page(request, viewer, year, None, paste)
    try:
        found = entering.result_in(year, paste.cleaned_data["text"], paste.cleaned_data["file"])
    except Problem as problem:
        paste.add_error(None, sentence_of(problem))
        return _enter_page(request, viewer, year, None, paste)
    return _enter_page(request, viewer, year, ResultForm(nearest(year), initial_of(found)), source="import")


def _enter_page(
    request: DeskRequest,
    viewer: Viewer,
    year: int,
    form: ResultForm | None,
    paste: PasteForm | None = None,
    source: str = "typed",
) -> HttpResponse:
    """The form filled with what was typed or read, else with the result that is recorded."""
    known = entering.known_results(viewer, year)
    is_newer, form = form is not None, form or _begun(viewer, year, known)
    form.full_clean()
    context = {
        "heading": _("กรอกคะแนน"),
        "crumbs": [(_("ผลประเมิน"), reverse("assessment:result", args=[viewer.agency.slug, year]))],
        "form": form,
        "basis": known.basis,
        "draft_key": _draft_key(year),
        "draft_is_older": is_newer,
        "rows": entering.rows_of(form, known.before),
        "year_before": year - 1,
        "paste": paste or PasteForm(),
        "checked": entering.checked(form.result()),
        "source": request.POST.get("source", source),
    }
    failed = bool((request.method == "POST" and form.errors) or (paste and paste.errors))
    return render(request, "assessment/result_enter.html", context, status=422 if failed else 200)


def _begun(viewer: Viewer, year: int, known: entering.Known) -> ResultForm:
    """The form as the viewer left it, else with what is recorded."""
    draft, is_stale = drafts.initial(viewer, _draft_key(year), known.basis)
    if draft and not is_stale:
        return ResultForm(nearest(year), draft)
    return ResultForm(nearest(year), initial_of(known.now) if known.now else {})


def _draft_key(year: int) -> str:
    return f"result:{year}"
