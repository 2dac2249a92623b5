"""The country: its years and runs, a year at a glance, one province, one type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prongsai.apps.nation.public.framing import framed
from prongsai.apps.nation.queries import overview as query
from prongsai.apps.nation.queries.runs import country_of, years
from prongsai.apps.nation.queries.supposing import doubts
from prongsai.base.access import public


@public
@require_safe
def years_page(request: HttpRequest) -> HttpResponse:
    """Which years there are, and which other runs of each."""
    return render(request, "nation/years.html", {"heading": _("คะแนนทั้งประเทศ"), "years": years()})


@public
@require_safe
def overview(request: HttpRequest, year: int, run_id: int | None = None) -> HttpResponse:
    """The country of a year at a glance."""
    country = country_of(year, run_id)
    page = query.overview(country)
    told = {"year": year, "passed": f"{page.whole.passed.count:,}", "of": f"{page.spread.count:,}"}
    heading = _("ปีงบประมาณ %(year)s ผ่านเกณฑ์ %(passed)s จาก %(of)s หน่วยงาน") % told
    groups = [group for group, _spread in page.kinds]
    context = framed(country, heading, found=page, kind_groups=groups, doubts=doubts(country.run))
    context["crumbs"] = context["crumbs"][:1]
    return render(request, "nation/overview.html", context)


@public
@require_safe
def province(request: HttpRequest, year: int, province: str, run_id: int | None = None) -> HttpResponse:
    """One province of a year."""
    country = country_of(year, run_id)
    page = query.province_page(country, province)
    heading = _("จังหวัด%(name)s ผ่านเกณฑ์ %(passed)s จาก %(of)s หน่วยงาน") % _told(page)
    words = {"sort": _("จังหวัด"), "parts": _("ตามประเภท"), "table": _("ตารางตามประเภท"), "part": _("ประเภท")}
    return render(request, "nation/group.html", framed(country, heading, found=page, words=words))


@public
@require_safe
def kind(request: HttpRequest, year: int, kind: str, run_id: int | None = None) -> HttpResponse:
    """One type of agency of a year."""
    country = country_of(year, run_id)
    page = query.kind_page(country, kind)
    heading = _("%(name)s ผ่านเกณฑ์ %(passed)s จาก %(of)s หน่วยงาน") % _told(page)
    words = {"sort": _("ประเภท"), "parts": _("ตามจังหวัด"), "table": _("ตารางตามจังหวัด"), "part": _("จังหวัด")}
    return render(request, "nation/group.html", framed(country, heading, found=page, words=words))


def _told(page: query.GroupPage) -> dict[str, object]:
    return {"name": page.group.name, "passed": f"{page.group.passed.count:,}", "of": f"{page.spread.count:,}"}
