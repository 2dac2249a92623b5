"""Papers: handing in, watching them being read, putting the reading right, taking it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.assessment import jobs, operations
from prongsai.apps.assessment.forms import CorrectionForm, PaperForm
from prongsai.apps.assessment.queries import papers as query
from prongsai.apps.assessment.queries.cards import field_at
from prongsai.apps.assessment.queries.returned import returned
from prongsai.apps.documents.queries.origins import edition_address, edition_of_file
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_response
from prongsai.base.files import AlreadyStored, open_stored
from prongsai.base.said import said
from prongsai.base.screens.answers import refusals_on, sentence_of
from prongsai.core.errors import Problem

if TYPE_CHECKING:
    from prongsai.apps.assessment.models import Paper


@requires("paper.read")
@require_safe
def papers(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The papers of a year, and the place to hand one in."""
    return _papers_page(request, viewer, year, PaperForm())


@requires("paper.upload")
@require_POST
def paper_upload(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Hand in a paper; the same file again leads to the earlier one."""
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _papers_page(request, viewer, year, form)
    file = form.cleaned_data["file"]
    try:
        return _to_paper(_hand_in(viewer, year, file.name, file.read()))
    except AlreadyStored as earlier:
        return _to_earlier(request, viewer, year, form, earlier)
    except Problem as problem:
        form.add_error("file", sentence_of(problem))
        return _papers_page(request, viewer, year, form)


def _hand_in(viewer: Viewer, year: int, name: str, content: bytes) -> Paper:
    """Keep the paper and its job in one transaction, so that no paper waits for a job that was never made."""
    with transaction.atomic():
        paper = operations.upload_paper(by=viewer, at=timezone.now(), fiscal_year=year, name=name, content=content)
        jobs.read_paper.enqueue(paper.pk)
    return paper


def _to_earlier(
    request: DeskRequest, viewer: Viewer, year: int, form: PaperForm, earlier: AlreadyStored
) -> HttpResponse:
    """The same file again: say so, and show what became of it the first time."""
    paper = query.paper_of_file(viewer, earlier.file)
    if paper is None and (edition := edition_of_file(viewer, earlier.file)):
        messages.info(request, _("ไฟล์นี้คือไฟล์ของเอกสารที่ออกแล้ว ไม่มีอะไรต่างกัน นี่คือเอกสารฉบับนั้น"))
        return redirect(edition_address(edition))
    if paper is None:
        form.add_error("file", sentence_of(earlier))
        return _papers_page(request, viewer, year, form)
    messages.info(request, _("ไฟล์นี้เคยส่งแล้ว นี่คือเอกสารเดิม ไม่ได้เก็บซ้ำ"))
    return _to_paper(paper)


@requires("paper.read")
@require_safe
def paper(request: DeskRequest, viewer: Viewer, year: int, paper_id: int) -> HttpResponse:
    """One paper: while it is read its progress, then its reading beside it."""
    found = query.paper_of(viewer, paper_id)
    if found.fiscal_year != year:
        return _to_paper(found)
    shown = {"heading": found.file.name, "crumbs": _crumbs(viewer, year), "paper": found}
    if found.reading is None:
        problem = said(found.problem_th, found.problem_en)
        can_retry = found.can_be_read_again(timezone.now()) and viewer.may("paper.upload")
        waiting = {**shown, "job": found.job, "problem": problem, "can_retry": can_retry}
        return render(request, "assessment/paper_waiting.html", waiting)
    context = _reading_context(viewer, found)
    came_back = returned(viewer, found, context["page"].cards)
    return render(request, "assessment/paper.html", {**shown, **context, "returned": came_back})


@requires("paper.upload")
@require_POST
def paper_again(request: DeskRequest, viewer: Viewer, year: int, paper_id: int) -> HttpResponse:
    """Have a paper read once more whose reading came to nothing."""
    found = query.paper_of(viewer, paper_id)
    with refusals_on(request), transaction.atomic():
        operations.read_paper_again(by=viewer, at=timezone.now(), paper=found)
        jobs.read_paper.enqueue(found.pk)
    return _to_paper(found)


@requires("paper.read")
@require_safe
def paper_original(request: DeskRequest, viewer: Viewer, year: int, paper_id: int) -> FileResponse:
    """The file as it came."""
    found = query.paper_of(viewer, paper_id)
    return FileResponse(open_stored(found.file), as_attachment=True, filename=found.file.name)


@requires("paper.correct")
def paper_correct(request: DeskRequest, viewer: Viewer, year: int, paper_id: int) -> HttpResponse:
    """One field of a reading, opened for correction, or corrected."""
    found = query.paper_of(viewer, paper_id)
    if request.method == "POST":
        return _correct(request, viewer, found)
    return _field_form(request, viewer, found, request.GET.get("path", ""))


@requires("paper.accept")
def paper_accept(request: DeskRequest, viewer: Viewer, year: int, paper_id: int) -> HttpResponse:
    """Take a paper over into records; where a year has a result already, ask which of the two holds."""
    found = query.paper_of(viewer, paper_id)
    if not found.is_open:
        return _to_paper(found)
    conflicts = query.conflicts_of(viewer, found)
    choices = {each.fiscal_year: request.POST.get(f"year-{each.fiscal_year}") for each in conflicts}
    if request.method != "POST" or not all(choices.values()):
        shown = {"heading": _("รับเอกสารเข้าระบบ"), "crumbs": _crumbs(viewer, year), "paper": found}
        becomings = query.becomings_of(viewer, found, query.reading_page(found).reading)
        context = {**shown, "conflicts": conflicts, "becomings": becomings}
        return render(request, "assessment/paper_accept.html", context)
    keeping = {each for each, choice in choices.items() if choice == "keep"}
    try:
        operations.accept_paper(by=viewer, at=timezone.now(), paper=found, keeping=keeping)
    except Problem as problem:
        messages.error(request, sentence_of(problem))
        return _to_paper(found)
    messages.success(request, _("รับเข้าระบบแล้ว"))
    return redirect(_after_acceptance(viewer, found))


@requires("paper.read")
@require_safe
def papers_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The papers of a year as a table to take away."""
    return table_response(*query.papers_table(viewer, year), form)


@requires("paper.read")
@require_safe
def paper_measures_table(request: DeskRequest, viewer: Viewer, year: int, paper_id: int, form: str) -> HttpResponse:
    """The measures and steps of a paper as a table to take away."""
    return table_response(*query.measures_table(query.paper_of(viewer, paper_id)), form)


def _papers_page(request: DeskRequest, viewer: Viewer, year: int, form: PaperForm) -> HttpResponse:
    context = {
        "heading": _("เอกสาร"),
        "papers": query.papers_of(viewer, year, request.GET.get("state", "")),
        "form": form,
        "can_upload": viewer.may("paper.upload"),
    }
    return render(request, "assessment/papers.html", context, status=422 if form.errors else 200)


def _after_acceptance(viewer: Viewer, paper: Paper) -> str:
    """To the result that a paper brought; one that brought none leads to what else it became."""
    reading = query.reading_page(paper).reading
    further = [each.address for each in query.becomings_of(viewer, paper, reading) if each.address]
    if further and not reading.results:
        return further[0]
    return reverse("assessment:result", args=[viewer.agency.slug, query.result_year_of(paper)])


def _reading_context(viewer: Viewer, paper: Paper) -> dict[str, Any]:
    page = query.reading_page(paper)
    return {
        "paper": paper,
        "page": page,
        "becomings": query.becomings_of(viewer, paper, page.reading),
        "names_another": query.names_another_agency(viewer, paper),
        "can_correct": paper.is_open and viewer.may("paper.correct"),
        "can_accept": paper.is_open and viewer.may("paper.accept"),
    }


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    return [(_("เอกสาร"), reverse("assessment:papers", args=[viewer.agency.slug, year]))]


def _correct(request: DeskRequest, viewer: Viewer, paper: Paper) -> HttpResponse:
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _to_paper(paper)
    path, text = form.cleaned_data["path"], form.cleaned_data["text"]
    try:
        operations.correct_paper(by=viewer, at=timezone.now(), paper=paper, path=path, text=text)
    except Problem as problem:
        return _field_form(request, viewer, paper, path, text, sentence_of(problem))
    if not request.htmx:
        return redirect(f"{_address(paper)}#f-{path.replace('.', '-')}")
    context = _reading_context(viewer, paper)
    field = field_at(query.reading_page(paper).cards, path)
    return render(request, "assessment/paper_corrected.html", {**context, "field": field})


def _field_form(
    request: DeskRequest, viewer: Viewer, paper: Paper, path: str, text: str | None = None, error: str = ""
) -> HttpResponse:
    field = field_at(query.reading_page(paper).cards, path)
    if field is None:
        return _to_paper(paper)
    context = {
        "heading": _("แก้ช่องนี้"),
        "paper": paper,
        "field": field,
        "text": field.text if text is None else text,
        "error": error,
    }
    template = "paper_field_form.html" if request.htmx else "paper_correct.html"
    return render(request, f"assessment/{template}", context, status=422 if error else 200)


def _to_paper(paper: Paper) -> HttpResponse:
    return redirect(_address(paper))


def _address(paper: Paper) -> str:
    return reverse("assessment:paper", args=[paper.agency.slug, paper.fiscal_year, paper.pk])
