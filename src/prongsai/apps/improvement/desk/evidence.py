"""Evidence: handed in, looked at, used for further work; each use taken or sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.improvement.forms.proof import (
    USES,
    CommentForm,
    EvidenceForm,
    PieceForm,
    PiecesForm,
    UsesForm,
    WishForm,
    links_in,
)
from prongsai.apps.improvement.operations import evidence as deeds
from prongsai.apps.improvement.queries import evidence as query
from prongsai.apps.improvement.queries import proving
from prongsai.apps.improvement.queries.activities import item_choices
from prongsai.base import drafts, files
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.pictures import CONTENT_TYPE
from prongsai.base.screens.answers import refusals_on
from prongsai.base.screens.drafts import keep_if_asked

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from prongsai.apps.improvement.models import Evidence

LONGEST_KEY = 200
A_PAGE = 48
"""Cards on one page of the list."""
TO_ONES_OWN_EYES = "private, max-age=3600"
"""A piece of evidence never changes, and whoever may see it may keep it at hand for a while; nobody in between may."""


@requires("evidence.read")
@require_safe
def evidence_list(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The evidence of a year as cards, narrowed by kind and state; each count opens what it counts."""
    form = WishForm(request.GET)
    wish = form.wish()
    listed = query.listed(viewer, year, wish)
    page = Paginator(listed.pieces, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("หลักฐาน"),
        "page": page,
        "cards": [query.card_of(each) for each in page.object_list],
        "counts": _counts(listed.counts, wish),
        "share": proving.proved_share(viewer, year),
        "form": form,
        "wish": wish,
        "exports": table_links("improvement:evidence-table", [viewer.agency.slug, year]),
        "can_add": viewer.may("evidence.add"),
        "can_tick": wish.state == "offered" and viewer.may("evidence.decide"),
    }
    return render(request, "improvement/evidence_list.html", context)


@requires("evidence.read")
@require_safe
def evidence_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The evidence of a year as a table to take away."""
    return table_response(*query.evidence_table(viewer, year), form)


@requires("evidence.read")
@require_safe
def evidence_done(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The work done in a year: what of it accepted evidence shows, and what nothing shows yet."""
    rows, proof = proving.done_work(viewer, year), request.GET.get("proof", "")
    context = {
        "heading": _("หลักฐานครบ"),
        "crumbs": _crumbs(viewer, year),
        "share": proving.proved_share(viewer, year),
        "rows": [each for each in rows if proof not in ("yes", "no") or each.is_proved == (proof == "yes")],
        "proof": proof,
        "exports": table_links("improvement:evidence-done-table", [viewer.agency.slug, year]),
        "can_add": viewer.may("evidence.add"),
    }
    return render(request, "improvement/evidence_done.html", context)


@requires("evidence.read")
@require_safe
def evidence_done_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The work done in a year with its proof, as a table to take away."""
    return table_response(*proving.done_table(viewer, year), form)


@requires("evidence.add")
def evidence_add(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Hand pieces in, and say what they prove; the address may name that already (``?step=12``)."""
    items, key = item_choices(year), _draft_key(request)
    if request.method != "POST":
        draft, _is_stale = drafts.initial(viewer, key, "")
        uses = UsesForm(items=items, initial={**dict(request.GET.lists()), **draft})
        return _add_page(request, viewer, year, EvidenceForm(initial=draft), uses)
    if kept := keep_if_asked(request, key):
        return kept
    form, uses = EvidenceForm(request.POST, request.FILES), UsesForm(request.POST, items=items)
    if not (form.is_valid() & uses.is_valid()):
        return _add_page(request, viewer, year, form, uses)
    subjects = _subjects(viewer, year, uses)
    now = timezone.now()
    with refusals_on(form), drafts.accepted(request, key):
        pieces = deeds.add_evidence(
            by=viewer,
            at=now,
            year=year,
            subjects=subjects,
            files=pieces_in(form.cleaned_data["pieces"]),
            links=links_in(form.cleaned_data["links"]),
            dated_on=form.cleaned_data["dated_on"],
            title=form.cleaned_data["title"],
        )
    if form.errors:
        return _add_page(request, viewer, year, form, uses)
    _tell_added(request, [each for each in pieces if each.added_at == now], [e for e in pieces if e.added_at != now])
    return _back(request, _address(viewer, year, pieces[0]) if len(pieces) == 1 else _list_address(viewer, year))


@requires("evidence.read")
@require_safe
def evidence(request: DeskRequest, viewer: Viewer, year: int, evidence_id: int) -> HttpResponse:
    """One piece: what it is, whose, of which day, and everything it proves."""
    return _piece_page(request, viewer, year, evidence_id)


@requires("evidence.add")
@require_POST
def evidence_edit(request: DeskRequest, viewer: Viewer, year: int, evidence_id: int) -> HttpResponse:
    """Set the title and the own date of a piece right."""
    found, form = query.evidence_of(viewer, evidence_id), PieceForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            deeds.edit_evidence(by=viewer, at=timezone.now(), evidence=found, **form.cleaned_data)
    if form.errors:
        return _piece_page(request, viewer, year, evidence_id, edit=form)
    messages.success(request, _("บันทึกแล้ว"))
    return redirect(_address(viewer, year, found))


@requires("evidence.add")
@require_POST
def evidence_remove(request: DeskRequest, viewer: Viewer, year: int, evidence_id: int) -> HttpResponse:
    """Take a piece away; the history can bring it back."""
    found = query.evidence_of(viewer, evidence_id)
    with refusals_on(request):
        deeds.remove_evidence(by=viewer, at=timezone.now(), evidence=found)
        messages.success(request, _("นำ “%s” ออกแล้ว ส่งไฟล์หรือลิงก์เดิมอีกครั้งเพื่อนำกลับมา") % found.title)
        return redirect(_list_address(viewer, year))
    return redirect(_address(viewer, year, found))


@requires("evidence.add")
def evidence_use(request: DeskRequest, viewer: Viewer, year: int, evidence_id: int) -> HttpResponse:
    """Let a piece prove further steps, measures, activities or items of the year."""
    card = query.piece(viewer, evidence_id)
    uses = UsesForm(request.POST if request.method == "POST" else None, items=item_choices(year))
    if request.method == "POST" and uses.is_valid():
        if uses.is_empty:
            uses.add_error(None, _("ยังไม่ได้เลือกรายการ กรุณาเลือกอย่างน้อยหนึ่งรายการ"))
        else:
            deeds.use_evidence(
                by=viewer, at=timezone.now(), evidence=card.evidence, subjects=_subjects(viewer, year, uses)
            )
            messages.success(request, _("บันทึกแล้ว แต่ละรายการรอเจ้าหน้าที่ตรวจ"))
            return redirect(_address(viewer, year, card.evidence))
    context = {
        "heading": _("ใช้หลักฐานนี้กับงานอื่น"),
        "crumbs": [*_crumbs(viewer, year), (card.evidence.title, _address(viewer, year, card.evidence))],
        "card": card,
        "uses": uses,
        "groups": proving.groups_of(proving.offer(viewer, year), uses.chosen, card.used),
    }
    return render(request, "improvement/evidence_use.html", context, status=422 if uses.errors else 200)


@requires("evidence.read")
@require_safe
def evidence_file(request: DeskRequest, viewer: Viewer, year: int, evidence_id: int) -> FileResponse:
    """The file as it was handed in, to be kept and never opened in the page."""
    file = query.evidence_of(viewer, evidence_id).file
    if file is None:
        raise Http404
    answer = FileResponse(
        files.open_stored(file), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    answer.headers["Cache-Control"] = TO_ONES_OWN_EYES
    return answer


@requires("evidence.read")
@require_safe
def evidence_shown(request: DeskRequest, viewer: Viewer, year: int, evidence_id: int, size: str) -> FileResponse:
    """A photograph to look at: our own copy, which tells nothing of place or camera."""
    file = query.evidence_of(viewer, evidence_id).file
    if file is None:
        raise Http404
    answer = FileResponse(files.shown(file, size).open("rb"), content_type=CONTENT_TYPE)
    answer.headers["Cache-Control"] = TO_ONES_OWN_EYES
    return answer


@requires("evidence.decide")
@require_POST
def evidence_accept(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Take everything that waits of the pieces that are ticked."""
    form = PiecesForm(request.POST)
    if form.is_valid():
        pieces = [query.evidence_of(viewer, each) for each in form.cleaned_data["evidence"]]
        with refusals_on(request):
            count = deeds.accept_evidence(by=viewer, at=timezone.now(), pieces=pieces)
            messages.success(request, _("รับหลักฐานแล้ว %d รายการ") % count)
    else:
        messages.error(request, _("ยังไม่ได้เลือกหลักฐาน กรุณาเลือกอย่างน้อยหนึ่งชิ้น"))
    return _back(request, _list_address(viewer, year))


@requires("evidence.decide")
@require_POST
def proof_accept(request: DeskRequest, viewer: Viewer, year: int, proof_id: int) -> HttpResponse:
    """Take a piece as proof of one thing."""
    proof = query.proof_of(viewer, proof_id)
    with refusals_on(request):
        deeds.accept_proof(by=viewer, at=timezone.now(), proof=proof)
        messages.success(request, _("รับหลักฐานแล้ว"))
    return _back(request, _address(viewer, year, proof.evidence))


@requires("evidence.decide")
@require_POST
def proof_return(request: DeskRequest, viewer: Viewer, year: int, proof_id: int) -> HttpResponse:
    """Send one use of a piece back, saying what is missing."""
    proof, form = query.proof_of(viewer, proof_id), CommentForm(request.POST, prefix=f"proof-{proof_id}")
    if form.is_valid():
        with refusals_on(form):
            deeds.return_proof(by=viewer, at=timezone.now(), proof=proof, **form.cleaned_data)
    if form.errors:
        return _piece_page(request, viewer, year, proof.evidence_id, comment=form)
    messages.success(request, _("ส่งกลับแล้ว ผู้ส่งจะเห็นข้อความของท่าน"))
    return _back(request, _address(viewer, year, proof.evidence))


@requires("evidence.add")
@require_POST
def proof_remove(request: DeskRequest, viewer: Viewer, year: int, proof_id: int) -> HttpResponse:
    """Let a piece no longer prove one thing."""
    proof = query.proof_of(viewer, proof_id)
    with refusals_on(request):
        deeds.remove_proof(by=viewer, at=timezone.now(), proof=proof)
        messages.success(request, _("เลิกใช้หลักฐานกับรายการนี้แล้ว ตัวหลักฐานยังอยู่"))
    return _back(request, _address(viewer, year, proof.evidence))


def pieces_in(handed_in: list[UploadedFile[bytes]]) -> list[tuple[str, bytes]]:
    """Files of a form as operations take them: name and content."""
    return [(each.name or "", each.read()) for each in handed_in]


def _add_page(request: DeskRequest, viewer: Viewer, year: int, form: EvidenceForm, uses: UsesForm) -> HttpResponse:
    context = {
        "heading": _("ส่งหลักฐาน"),
        "crumbs": _crumbs(viewer, year),
        "form": form,
        "uses": uses,
        "groups": proving.groups_of(proving.offer(viewer, year), uses.chosen),
        "draft_key": _draft_key(request),
        "largest": files.LARGEST,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    failed = bool(form.errors or uses.errors)
    return render(request, "improvement/evidence_add.html", context, status=422 if failed else 200)


def _draft_key(request: DeskRequest) -> str:
    """The form's draft: one a year, and one for each thing that an address asks evidence for."""
    named = [f"{name}-{value}" for name in USES for value in request.GET.getlist(name)]
    return ":".join(["evidence", str(request.year), *named])[:LONGEST_KEY]


def _piece_page(
    request: DeskRequest,
    viewer: Viewer,
    year: int,
    evidence_id: int,
    *,
    edit: PieceForm | None = None,
    comment: CommentForm | None = None,
) -> HttpResponse:
    card = query.piece(viewer, evidence_id)
    known = {"title": card.evidence.title, "dated_on": card.evidence.dated_on}
    context = {
        "heading": card.evidence.title,
        "crumbs": _crumbs(viewer, year),
        "card": card,
        "uses": [(use, _comment_form(use.proof.pk, comment)) for use in card.uses],
        "hidden_count": query.hidden_count(card),
        "waits": card.waiting_count,
        "edit": edit or PieceForm(initial=known),
        "can_add": viewer.may("evidence.add"),
        "can_decide": viewer.may("evidence.decide"),
        "can_change": viewer.may("evidence.decide")
        or (viewer.may("evidence.add") and card.evidence.added_by_id == viewer.person.pk),
    }
    return render(request, "improvement/evidence.html", context, status=422 if edit or comment else 200)


def _comment_form(proof_id: int, sent: CommentForm | None) -> CommentForm:
    name = f"proof-{proof_id}"
    return sent if sent and sent.prefix == name else CommentForm(prefix=name)


def _subjects(viewer: Viewer, year: int, uses: UsesForm) -> list[proving.Subject]:
    chosen = uses.cleaned_data
    return proving.subjects_of(
        viewer,
        year,
        steps=chosen["step"],
        measures=chosen["measure"],
        activities=chosen["activity"],
        codes=chosen["item"],
    )


def _tell_added(request: DeskRequest, new: list[Evidence], known: list[Evidence]) -> None:
    if new:
        messages.success(request, _("ส่งหลักฐานแล้ว %d ชิ้น") % len(new))
    for each in known:
        messages.info(request, _("“%s” เคยส่งแล้ว จึงใช้ชิ้นเดิม ไม่ได้เก็บซ้ำ") % each.title)


def _counts(counts: dict[str, int], wish: query.Wish) -> list[dict[str, object]]:
    """The counts over the list, each with what it narrows the list to."""
    words = {"": _("ทั้งหมด"), **query.STATES}
    return [
        {"state": state, "word": words[state], "count": count, "is_current": state == wish.state}
        for state, count in counts.items()
    ]


def _back(request: DeskRequest, otherwise: str) -> HttpResponse:
    """To the page of ours that a form was sent from, when it says so."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if ours else otherwise)  # an address, never the name of a page


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    return [(_("หลักฐาน"), _list_address(viewer, year))]


def _list_address(viewer: Viewer, year: int) -> str:
    return reverse("improvement:evidence-list", args=[viewer.agency.slug, year])


def _address(viewer: Viewer, year: int, evidence: Evidence) -> str:
    return reverse("improvement:evidence", args=[viewer.agency.slug, year, evidence.pk])
