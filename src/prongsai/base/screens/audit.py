"""Who did what in the agency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from prongsai.base import queries
from prongsai.base.access import DeskRequest, Viewer, requires
from prongsai.base.exports import table_links, table_response
from prongsai.base.models import AuditLine, Membership

LINES_PER_PAGE = 50


@requires("audit.read")
def trail(request: DeskRequest, viewer: Viewer, year: int) -> HttpResponse:
    """The audit trail, newest first, of all verbs or of one."""
    verb = request.GET.get("verb", "")
    page = Paginator(queries.audit_lines(viewer, verb), LINES_PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "heading": _("ประวัติการใช้งาน"),
        "rows": [(line, words_of(line.verb), _told(line)) for line in page],
        "page": page,
        "verbs": [(each, words_of(each)) for each in queries.audit_verbs(viewer)],
        "verb": verb,
        "exports": table_links("base:audit-table", [viewer.agency.slug, year], verb=verb),
    }
    return render(request, "base/audit.html", shown)


@requires("audit.read")
def trail_table(request: DeskRequest, viewer: Viewer, year: int, form: str) -> HttpResponse:
    """The same as a file."""
    columns = [_("เวลา"), _("ผู้ทำ"), _("การกระทำ"), _("รหัส"), _("เรื่อง"), _("รายละเอียด")]
    lines = queries.audit_lines(viewer, request.GET.get("verb", ""))
    return table_response(_table(lines), columns, f"audit-{viewer.agency.slug}", form)


def words_of(verb: str) -> str:
    """A verb as the office would say it; one without words stands as it is."""
    return str(settings.AUDIT_WORDS.get(verb, verb))


def _table(lines: Any) -> Iterator[list[Any]]:
    for line in lines:
        subject = f"{line.subject_kind} {line.subject_id}" if line.subject_id else ""
        yield [line.at, _who(line), words_of(line.verb), line.verb, subject, _told(line)]


def _who(line: AuditLine) -> str:
    return line.person.name if line.person else _("ระบบ")


def _told(line: AuditLine) -> str:
    """What changed, in words; what is not so needs none.

    In the order of the vocabulary: PostgreSQL does not keep the order in which a JSON object was written.
    """
    order = [*settings.AUDIT_NOTED, *sorted(line.changes)]
    told = sorted((key for key, value in line.changes.items() if value), key=order.index)
    return ", ".join(f"{_noted(key)}: {_value(line.changes[key])}" for key in told)


def _noted(name: str) -> str:
    return str(settings.AUDIT_NOTED.get(name, name))


def _value(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(_noted, value))
    roles: dict[str, Any] = dict(Membership.Role.choices)
    return _("ใช่") if value is True else str(roles.get(value, value))
