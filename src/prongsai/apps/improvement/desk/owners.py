"""Printed names that nobody answers to yet, and who they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.improvement.forms.inbox import MatchForm
from prongsai.apps.improvement.operations.owners import match_owner
from prongsai.apps.improvement.queries.owners import members_of, unmatched_names
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.queries import units_of
from prongsai.base.screens.answers import refusals_on

if TYPE_CHECKING:
    from django.http import QueryDict

    from prongsai.apps.improvement.queries.owners import PrintedName


@requires("plan.edit")
def owners(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The printed names of a year's plan, each with the choice of who it is; one name is matched at a time."""
    choices = _Choices(viewer)
    sent = choices.form(request.POST) if request.method == "POST" else None
    if sent and sent.is_valid():
        with refusals_on(sent):
            match_owner(by=viewer, at=timezone.now(), name=sent.cleaned_data["name"], **sent.who())
            messages.success(request, _("จับคู่ชื่อนี้แล้วทุกแห่ง งานจะขึ้นในหน้าของผู้รับผิดชอบ"))
            return redirect("improvement:owners", viewer.agency.slug, year)
    named = unmatched_names(viewer, year)
    context = {
        "heading": _("ชื่อที่ยังไม่ตรงกับกองหรือบุคคล"),
        "crumbs": [(_("แผน"), reverse("improvement:plan", args=[viewer.agency.slug, year]))],
        "rows": choices.rows(named, sent),
        "form": sent,
    }
    return render(request, "improvement/owners.html", context, status=422 if sent else 200)


class _Choices:
    """The forms of one page, which all offer the same units and people."""

    def __init__(self, viewer: Viewer) -> None:
        self.units, self.people = list(units_of(viewer)), list(members_of(viewer))
        self.may_add = viewer.may("unit.manage")

    def form(self, sent: QueryDict | None = None, **named: Any) -> MatchForm:
        """A form with these choices."""
        return MatchForm(sent, units=self.units, people=self.people, may_add=self.may_add, **named)

    def rows(self, names: Iterable[PrintedName], sent: MatchForm | None) -> list[tuple[PrintedName, MatchForm]]:
        """Each name with its form, the likeliest unit chosen beforehand; what was sent wrongly stands in its place."""
        return [
            (each, sent if sent and sent.data.get("name") == each.name else self._proposed(each, number))
            for number, each in enumerate(names, 1)
        ]

    def _proposed(self, name: PrintedName, number: int) -> MatchForm:
        likeliest = f"unit-{name.alike[0].pk}" if name.alike else ""
        return self.form(initial={"name": name.name, "owner": likeliest}, auto_id=f"id_{number}_%s")
