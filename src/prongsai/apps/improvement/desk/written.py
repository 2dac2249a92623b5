"""What the forms of measures and steps have in common: who can own, drafts, and being overtaken by somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.apps.improvement.forms.plans import OwnedForm
from prongsai.apps.improvement.operations.history import Overtaken, state_of
from prongsai.apps.improvement.queries.history import changes_of, differences_of
from prongsai.base import drafts
from prongsai.base.access import DeskRequest, Viewer
from prongsai.base.queries import memberships_of, units_of
from prongsai.base.screens.answers import sentence_of
from prongsai.core.errors import Refused

if TYPE_CHECKING:
    from prongsai.apps.improvement.models import Measure, Step

Written = TypeVar("Written", bound=OwnedForm)


def begun(
    kind: type[Written], request: DeskRequest, viewer: Viewer, year: int, key: str, record: Measure | Step | None = None
) -> Written:
    """A form with what was sent, else with the viewer's draft, else with what is saved."""
    named: dict[str, Any] = {"year": year, "units": units_of(viewer), "people": _people(viewer), "record": record}
    if request.method == "POST":
        return kind(request.POST, **named)
    form = kind(**named)
    draft, is_stale = drafts.initial(viewer, key, basis_of(record))
    if draft and not is_stale:
        form.began_with(draft)
    return form


def basis_of(record: Measure | Step | None) -> str:
    """Which version a form is begun from."""
    return str(record.version) if record else ""


def answer(
    request: DeskRequest, template: str, form: OwnedForm, context: Mapping[str, Any], deed: Callable[[], Any]
) -> HttpResponse | None:
    """The form as a page for as long as its deed is not done; None once it is, and its draft is dropped."""
    if request.method != "POST" or not form.is_valid():
        return _page(request, template, form, context)
    try:
        is_done = _carried_out(request, form, context["draft_key"], deed)
    except Overtaken as overtaken:
        return _overtaken_page(request, template, form, overtaken, context)
    return None if is_done else _page(request, template, form, context)


def _carried_out(request: DeskRequest, form: OwnedForm, key: str, deed: Callable[[], Any]) -> bool:
    """Whether the deed was done, its draft dropped with it; a refusal stands on the form.

    Raises: Overtaken when somebody saved the record meanwhile.
    """
    try:
        with drafts.accepted(request, key):
            deed()
    except Overtaken:
        raise
    except Refused as refusal:
        form.add_error(None, sentence_of(refusal))
        return False
    return True


def _page(request: DeskRequest, template: str, form: OwnedForm, context: Mapping[str, Any]) -> HttpResponse:
    """The form as a page; with what is wrong when it was sent."""
    failed = request.method == "POST" and bool(form.errors)
    return render(request, template, {**context, "form": form}, status=422 if failed else 200)


def _overtaken_page(
    request: DeskRequest, template: str, form: OwnedForm, overtaken: Overtaken, context: Mapping[str, Any]
) -> HttpResponse:
    """Both texts side by side, and the viewer's own in a form that will be saved over the other."""
    record: Any = overtaken.record
    viewer, year = request.viewer, request.year
    typed = {**form.words(), "owners": form.owners()}  # type: ignore[attr-defined] # the forms of records have words
    sent = request.POST.copy()
    sent["version"] = str(record.version)
    named: dict[str, Any] = {"year": year, "units": units_of(viewer), "people": _people(viewer), "record": record}
    last = changes_of(viewer, record._meta.model_name, record.pk).select_related("by").first()
    shown = {
        **context,
        "form": type(form)(sent, **named),
        "basis": str(record.version),
        "overtaken": sentence_of(overtaken),
        "overtaken_by": (last.by.name if last.by else _("ระบบ")) if last else "",
        "overtaken_at": last.at if last else None,
        "differences": differences_of(state_of(record), {**state_of(record), **_plain(typed)}),
    }
    return render(request, template, shown, status=409)


def _plain(words: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as a record remembers it; the months say what the words of a period would."""
    days = ("starts_on", "ends_on")
    return {
        name: value.isoformat() if name in days and value else value
        for name, value in words.items()
        if name != "period_text"
    }


def _people(viewer: Viewer) -> list[Any]:
    """Whoever may report what they do."""
    return [each.person for each in memberships_of(viewer) if each.role in settings.PERMISSIONS["report.write"]]
