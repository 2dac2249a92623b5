"""The calendar of a fiscal year, and how its reader wants to be reminded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from prongsai.apps.improvement.operations import notices as operations
from prongsai.apps.improvement.queries import calendar as query
from prongsai.apps.improvement.queries import notices
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response

WEEKDAYS = [
    gettext_lazy("อาทิตย์"),
    gettext_lazy("จันทร์"),
    gettext_lazy("อังคาร"),
    gettext_lazy("พุธ"),
    gettext_lazy("พฤหัสบดี"),
    gettext_lazy("ศุกร์"),
    gettext_lazy("เสาร์"),
]
SHORT_WEEKDAYS = [
    gettext_lazy("อา."),
    gettext_lazy("จ."),
    gettext_lazy("อ."),
    gettext_lazy("พ."),
    gettext_lazy("พฤ."),
    gettext_lazy("ศ."),
    gettext_lazy("ส."),
]


@requires("calendar.read")
@require_safe
def calendar(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Twelve months with everything that is due, and the list of it."""
    return _page(request, viewer, year)


@requires("calendar.read")
@require_safe
def calendar_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The entries chosen, as a table to take away."""
    return table_response(*query.calendar_table(viewer, year, timezone.localdate(), **_chosen(request)), form)


@requires("notice.choose")
@require_POST
def notice_choose(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """Have reminders come by mail, or not."""
    by_mail = request.POST.get("by_mail") == "yes"
    operations.choose_notices(by=viewer, at=timezone.now(), by_mail=by_mail)
    sentence = _("จะเตือนทางอีเมลด้วย") if by_mail else _("ปิดจดหมายเตือนแล้ว เรื่องเดียวกันยังเห็นได้ที่หน้าวันนี้")
    messages.success(request, sentence)
    return _back(viewer, year)


@requires("notice.choose")
@require_POST
def calendar_feed(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """A new address to subscribe to, shown this once; or none any more."""
    if request.POST.get("end"):
        operations.end_feed(by=viewer, at=timezone.now())
        messages.success(request, _("ยกเลิกลิงก์ปฏิทินแล้ว ลิงก์เดิมใช้ไม่ได้อีก"))
        return _back(viewer, year)
    token = operations.renew_feed(by=viewer, at=timezone.now())
    address = request.build_absolute_uri(reverse("improvement-feed:calendar", args=[token]))
    crumbs = [(_("ปฏิทิน"), _address(viewer, year))]
    shown = {"heading": _("ลิงก์ปฏิทินของท่าน"), "crumbs": crumbs, "address": address}
    return render(request, "improvement/calendar_feed.html", shown)


def _page(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    chosen = _chosen(request)
    page = query.year_calendar(viewer, year, timezone.localdate(), **chosen)
    context = {
        "heading": _("ปฏิทินปีงบประมาณ %(year)s") % {"year": year},
        "page": page,
        "week": list(zip(SHORT_WEEKDAYS, WEEKDAYS, strict=True)),
        "choice": notices.choice_of(viewer) if viewer.may("notice.choose") else None,
        "filters": [
            (_("ประเภท"), [_way(each, chosen, "kind") for each in page.kinds]),
            (_("กำหนด"), [_way(each, chosen, "when") for each in page.timings]),
        ],
        "on": _("เตือนทางอีเมลอยู่"),
        "off": _("ปิดอยู่ เรื่องเดียวกันยังเห็นได้ที่หน้าวันนี้"),
        "shared": _("มีลิงก์ปฏิทินใช้งานอยู่"),
        "exports": table_links("improvement:calendar-table", [viewer.agency.slug, year], **chosen),
    }
    return render(request, "improvement/calendar.html", context)


def _way(choice: query.Choice, chosen: dict[str, str], name: str) -> tuple[query.Choice, str, bool]:
    """A way to look at some of the entries, its address, and whether it is the one taken."""
    kept = chosen if name == "when" else {}  # another kind has other timings: begin with all of them
    return choice, f"?{urlencode({**kept, name: choice.value})}", chosen[name] == choice.value


def _chosen(request: DeskRequest) -> dict[str, str]:
    """The kind and timing that the address asks for; a word nobody knows leaves no entries."""
    return {name: request.GET.get(name, "") for name in ("kind", "when")}


def _address(viewer: Viewer, year: int) -> str:
    return reverse("improvement:calendar", args=[viewer.agency.slug, year])


def _back(viewer: Viewer, year: int) -> HttpResponse:
    return redirect(f"{_address(viewer, year)}#notices")
