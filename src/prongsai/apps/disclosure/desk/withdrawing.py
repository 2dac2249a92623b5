"""What is public looked for and withdrawn at once, and brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.disclosure.forms.releases import SearchForm, WithdrawalForm
from prongsai.apps.disclosure.operations import withdrawing as deeds
from prongsai.apps.disclosure.queries import withdrawing as query
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.screens.answers import refusals_on


@requires("release.read")
@require_safe
def withdrawals(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """What is public and can be withdrawn, what is withdrawn, what was."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    sought = asked.get("q", "")
    context = {
        "heading": _("ถอนจากการเผยแพร่"),
        "crumbs": _crumbs(viewer, year),
        "form": form,
        "sought": sought,
        "page": query.withdrawals_page(viewer, sought, asked.get("page") or 1),
        "may_withdraw": viewer.may("release.withdraw"),
    }
    return render(request, "disclosure/withdrawals.html", context)


@requires("release.withdraw")
def release_withdraw(request: DeskRequest, viewer: Viewer, year: int, subject: str) -> HttpResponse:
    """Take a page or a file out of public sight at once."""
    thing, key = query.thing_of(viewer, subject), f"withdraw:{subject}"
    if request.method != "POST":
        draft, _is_stale = drafts.initial(viewer, key, "")
        return _page(request, thing, WithdrawalForm(initial=draft or {"title": thing.title}), key)
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        with refusals_on(form), drafts.accepted(request, key):
            deeds.withdraw(by=viewer, at=timezone.now(), subject=subject, **form.cleaned_data)
            messages.success(request, _("ถอนแล้ว ประชาชนเห็นเหตุผลแทนเนื้อหาเดิมตั้งแต่บัดนี้"))
    if form.errors:
        return _page(request, thing, form, key)
    return redirect("disclosure:withdrawals", viewer.agency.slug, year)


@requires("release.withdraw")
@require_POST
def withdrawal_lift(request: DeskRequest, viewer: Viewer, year: int, withdrawal_id: int) -> HttpResponse:
    """Let something that was withdrawn be public again."""
    found = query.withdrawal_of(viewer, withdrawal_id)
    with refusals_on(request):
        deeds.lift_withdrawal(by=viewer, at=timezone.now(), withdrawal=found)
        messages.success(request, _("เลิกการถอนแล้ว หากไม่เห็นบนเว็บทันที ให้จัดทำชุดเผยแพร่ใหม่"))
    return redirect("disclosure:withdrawals", viewer.agency.slug, year)


def _page(request: DeskRequest, thing: query.PublicThing, form: WithdrawalForm, key: str) -> HttpResponse:
    viewer, year = request.viewer, request.year
    back = (_("ถอนจากการเผยแพร่"), reverse("disclosure:withdrawals", args=[viewer.agency.slug, year]))
    context = {
        "heading": _("ถอน: %(title)s") % {"title": thing.title},
        "crumbs": [*_crumbs(viewer, year), back],
        "thing": thing,
        "form": form,
        "draft_key": key,
    }
    return render(request, "disclosure/release_withdraw.html", context, status=422 if form.errors else 200)


def _crumbs(viewer: Viewer, year: int) -> list[tuple[str, str]]:
    return [(_("เผยแพร่"), reverse("disclosure:releases", args=[viewer.agency.slug, year]))]
