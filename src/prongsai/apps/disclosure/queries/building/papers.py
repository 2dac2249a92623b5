"""Issued papers as public pages: every edition, the withdrawn ones with their reason and without their files.

A memo is addressed within the agency: it is public only where it is shown for an item.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.apps.disclosure.models import Exhibit
from prongsai.apps.disclosure.queries.building.handed_out import HandedOut, size_words
from prongsai.apps.disclosure.queries.building.words import both, day_said
from prongsai.apps.documents.models import Edition
from prongsai.apps.documents.queries.documents import layout_word
from prongsai.apps.documents.queries.printed import TITLE
from prongsai.base.models import Agency
from prongsai.core.publication import Link, PaperBody, PublicPage, Said

WITHIN_THE_AGENCY = frozenset({"memo"})
"""Layouts that are not written for everybody."""


def paper_path(code: str) -> str:
    """Where the page of an edition stands."""
    return f"papers/{code.lower()}/"


def issued_editions(agency: Agency) -> list[Edition]:
    """The issued editions that are public, in two questions. Shape: the newest first."""
    shown = Exhibit.objects.filter(agency=agency, kind=Exhibit.Kind.PAPER, removed_at=None, showings__isnull=False)
    issued = Edition.objects.filter(agency=agency, issued_at__isnull=False)
    meant = issued.exclude(document__layout__in=WITHIN_THE_AGENCY) | issued.filter(
        document__in=shown.order_by().values("document")
    )
    return list(_at_hand(meant).order_by("-issued_on", "-pk"))


def newest_paths(editions: list[Edition]) -> dict[int, str]:
    """The page of the newest edition of each document. Shape: document's id to path."""
    newest = {each.document_id: each for each in sorted(editions, key=lambda each: each.version)}
    return {document: paper_path(each.code or "") for document, each in newest.items()}


def paper_pages(editions: list[Edition], files: HandedOut, today: date) -> list[PublicPage]:
    """A page for each issued edition. Shape: in the order of the editions."""
    newest = newest_paths(editions)
    return [_page(each, newest[each.document_id], files, today) for each in editions]


def _page(edition: Edition, newest: str, files: HandedOut, today: date) -> PublicPage:
    code, title = edition.code or "", _title(edition)
    path = paper_path(code)
    layout = both(lambda: layout_word(edition.document.layout))
    body = PaperBody(
        number=edition.number,
        version=edition.version,
        issued_on=edition.issued_on or today,
        layout=layout,
        files=() if edition.withdrawn_at else _files(edition, title, files),
        verify=Link(both(gettext_lazy("ตรวจสอบเอกสารฉบับนี้")), address=f"{settings.ADDRESS}/verify/{code}/"),
        code=code,
        digest=edition.digest,
        replaced_by=Link(both(gettext_lazy("ฉบับที่ใหม่กว่า")), newest) if newest != path else None,
        withdrawn=edition.withdrawn_reason,
    )
    day = day_said(body.issued_on)
    told = {"number": edition.number}
    summary = both(lambda: _("%(layout)s เลขที่ %(number)s") % {"layout": layout_word(edition.document.layout), **told})
    summary = Said(f"{summary.th} {day.th}", f"{summary.en} {day.en}")
    return PublicPage(f"paper-{code}", path, "paper", Said(title), summary, today, body)


def _files(edition: Edition, title: str, files: HandedOut) -> tuple[Link, ...]:
    """Its formats, named as they are: a title would call six files the same."""
    return tuple(Link(Said(size_words(each.file)), files.named(each.file, title)) for each in edition.files.all())


def _title(edition: Edition) -> str:
    frozen: Any = edition.title  # type: ignore[attr-defined] # `_at_hand` put it there
    return str(frozen or edition.document.title)


def _at_hand(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """With their titles as they were frozen, and without all else that was: that is large."""
    named = editions.annotate(title=F(f"content__letter__{TITLE}")).defer("content", "style")
    return named.select_related("document").prefetch_related("files__file").distinct()
