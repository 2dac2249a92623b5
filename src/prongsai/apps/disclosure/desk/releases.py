"""Releases: what is public and since when, what would change, the deeds that lead there, each page as it would be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.jobs import releases as jobs
from prongsai.apps.disclosure.operations import releases as deeds
from prongsai.apps.disclosure.queries import release_previews as previews
from prongsai.apps.disclosure.queries import releases as query
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.files import open_stored, shown
from prongsai.base.forms import ApprovalForm, ReasonForm
from prongsai.base.pictures import CONTENT_TYPE
from prongsai.base.screens.answers import refusals_on, with_reason
from prongsai.core.publication_paths import FILES

if TYPE_CHECKING:
    from django.http import QueryDict


@requires("release.read")
@require_safe
def releases(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What is public, what is under way, and everything that was public before."""
    context = {"heading": _("เผยแพร่"), "page": query.releases_page(viewer, timezone.now())}
    return render(request, "disclosure/releases.html", context)


@requires("release.make")
@require_POST
def release_make(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Have everything that may be public put together."""
    with refusals_on(request), transaction.atomic():
        made = deeds.make_release(by=viewer, at=timezone.now())
        jobs.put_release_together.enqueue(made.pk)
        return redirect(_address(viewer, year, made.number))
    return redirect("disclosure:releases", viewer.agency.slug, year)


@requires("release.read")
@require_safe
def release(request: DeskRequest, viewer: Viewer, year: int, number: int) -> HttpResponse:
    """A release: what it changes, what is not complete in it, what this viewer may do now."""
    page = _page_of(viewer, number)
    return _page(request, page, _form(page))


@requires("release.make")
@require_POST
def release_submit(request: DeskRequest, viewer: Viewer, year: int, number: int) -> HttpResponse:
    """Put a release before the executive."""
    done = _("เสนอผู้บริหารแล้ว ประชาชนยังเห็นชุดเดิมจนกว่าจะอนุมัติ")
    return _with_reason(request, number, "submit", deeds.submit_release, done)


@requires("release.decide")
@require_POST
def release_return(request: DeskRequest, viewer: Viewer, year: int, number: int) -> HttpResponse:
    """Send a release back with a reason."""
    done = _("ส่งกลับให้แก้แล้ว เจ้าหน้าที่จะเห็นเหตุผลของท่าน")
    return _with_reason(request, number, "return", deeds.return_release, done)


@requires("release.decide")
@require_POST
def release_apply(request: DeskRequest, viewer: Viewer, year: int, number: int) -> HttpResponse:
    """Let the public see the release that was read."""
    found, form = query.release_of(viewer, number), ApprovalForm(request.POST)
    submission = form.cleaned_data["submission"] if form.is_valid() else None
    with refusals_on(request):
        deeds.apply_release(by=viewer, at=timezone.now(), release=found, submission=submission)
        messages.success(request, _("เผยแพร่แล้ว ประชาชนเห็นชุดนี้ตั้งแต่บัดนี้"))
    return redirect(_address(viewer, year, number))


@requires("release.make")
@require_POST
def release_drop(request: DeskRequest, viewer: Viewer, year: int, number: int) -> HttpResponse:
    """Give up a release that is not applied."""
    found = query.release_of(viewer, number)
    with refusals_on(request):
        deeds.drop_release(by=viewer, at=timezone.now(), release=found)
        messages.success(request, _("ยกเลิกชุดเผยแพร่นี้แล้ว สิ่งที่ประชาชนเห็นไม่เปลี่ยน"))
    return redirect("disclosure:releases", viewer.agency.slug, year)


@requires("release.read")
@require_safe
def release_preview(request: DeskRequest, viewer: Viewer, year: int, number: int, path: str = "") -> HttpResponseBase:
    """A page or a file of a release as the public would see it."""
    found = query.release_of(viewer, number)
    if "\0" in path:  # PostgreSQL takes no such letter
        raise Http404
    if path.startswith(FILES):
        kept = previews.preview_file(found, path)
        if kept.size:
            return FileResponse(shown(kept.file, kept.size).open("rb"), content_type=CONTENT_TYPE)
        name = path.rsplit("/", 1)[-1]
        return FileResponse(open_stored(kept.file), as_attachment=True, filename=name)
    return HttpResponse(
        previews.preview_of(found, path, _previewed(viewer, year, number), _address(viewer, year, number))
    )


def _previewed(viewer: Viewer, year: int, number: int) -> Callable[[str], str]:
    """Where each path of a release is previewed."""
    start = reverse("disclosure:release-preview-home", args=[viewer.agency.slug, year, number])

    def address(path: str) -> str:
        return f"{start}{path}"

    return address


def _with_reason(
    request: DeskRequest, number: int, deed: str, operation: Callable[..., None], done: str
) -> HttpResponse:
    page = _page_of(request.viewer, number)
    form = _form(page, request.POST)
    return with_reason(
        request,
        form,
        may=page.may[deed],
        draft_key=_draft_key(page),
        deed=lambda reason: operation(by=request.viewer, at=timezone.now(), release=page.release, reason=reason),
        done=done,
        page=lambda: _page(request, page, form),
        onward=_address(request.viewer, request.year, number),
    )


def _page_of(viewer: Viewer, number: int) -> query.ReleasePage:
    return query.release_page(viewer, query.release_of(viewer, number), timezone.now())


def _page(request: DeskRequest, page: query.ReleasePage, form: ReasonForm) -> HttpResponse:
    context = {
        "heading": _("ชุดเผยแพร่ที่ %(number)s") % {"number": page.release.number},
        "crumbs": [(_("เผยแพร่"), reverse("disclosure:releases", args=[page.viewer.agency.slug, request.year]))],
        "page": page,
        "form": form,
        "draft_key": _draft_key(page),
        "job": page.release.job,
    }
    return render(request, "disclosure/release.html", context, status=422 if form.errors else 200)


def _form(page: query.ReleasePage, sent: QueryDict | None = None) -> ReasonForm:
    """The one reason that can be asked of this viewer now, as it was sent or as their draft has it."""
    draft, is_stale = drafts.initial(page.viewer, _draft_key(page), page.basis)
    initial = {} if is_stale else {"reason": draft.get("reason", "")}
    return ReasonForm(sent, initial=initial, **_asked(page))


def _asked(page: query.ReleasePage) -> dict[str, Any]:
    """What the reason is called, and whether it must be given."""
    if page.may["return"]:
        return {"label": _("ต้องแก้อะไร"), "hint": _("เจ้าหน้าที่จะเห็นข้อความนี้"), "required": True}
    if page.gaps:
        return {
            "label": _("เหตุผลที่เผยแพร่ทั้งที่ยังไม่ครบ"),
            "hint": _("ผู้บริหารจะเห็นข้อความนี้ก่อนอนุมัติ"),
            "required": True,
        }
    return {"label": _("ข้อความถึงผู้บริหาร"), "hint": "", "required": False}


def _draft_key(page: query.ReleasePage) -> str:
    """A reason belongs to the stage it is asked for."""
    return f"release:{page.release.number}-{page.release.state}"


def _address(viewer: Viewer, year: int, number: int) -> str:
    return reverse("disclosure:release", args=[viewer.agency.slug, year, number])
