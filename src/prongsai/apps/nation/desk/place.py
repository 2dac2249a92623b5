"""The place of an agency in the country, at its own desk, with what stands out in its answers, which no other sees."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.nation.queries.places import place_of
from prongsai.base.access import DeskRequest, Viewer, requires


@requires("place.read")
@require_safe
def place(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Where the agency stands in the country of a year; without a run, what this place is for."""
    context = {"heading": _("เทียบทั้งประเทศ"), "place": place_of(viewer, year)}
    return render(request, "nation/place.html", context)
