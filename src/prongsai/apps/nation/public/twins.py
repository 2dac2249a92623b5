"""An agency among its twins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.nation.public.framing import framed
from prongsai.apps.nation.queries.runs import country_of
from prongsai.apps.nation.queries.twins import TwinsPage, twins_page
from prongsai.base.access import public


@public
@require_safe
def twins(request: HttpRequest, year: int, code: str, run_id: int | None = None) -> HttpResponse:
    """Where an agency stands among those most like it."""
    country = country_of(year, run_id)
    page = twins_page(country, code)
    crumb = (page.agency.name, country.address("agency", code))
    return render(request, "nation/twins.html", framed(country, _heading(page), crumb, found=page))


def _heading(page: TwinsPage) -> str:
    if page.place is None or not page.has_twins:
        return _("%(name)s กับคู่เทียบ") % {"name": page.agency.name}
    told = {"name": page.agency.name, "place": page.place, "of": page.of}
    return _("%(name)s อยู่ที่ %(place)s จาก %(of)s แห่งในกลุ่มคู่เทียบ") % told
