"""Written pages to start a test from, of agency A; made by the operations that make them on the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from apps.improvement.made_proof import a_photograph
from cast import NOW, YEAR, Cast
from prongsai.apps.disclosure.models import Page
from prongsai.apps.disclosure.operations.page_parts import add_part
from prongsai.apps.disclosure.operations.pages import Head, create_page

TITLES = {
    "people": "ผู้บริหาร",
    "structure": "โครงสร้าง",
    "contact": "ติดต่อเรา",
    "laws": "กฎหมาย",
    "news": "ข่าว",
    "text": "หน้าหนึ่ง",
}


def a_page(cast: Cast, kind: str = "text", *, who: str = "clerk", **said: Any) -> Page:
    """A page of a kind; `said` are its title, day and texts by name."""
    head = Head(
        said.pop("title_th", TITLES[kind]),
        said.pop("title_en", ""),
        said.pop("dated_on", date(2024, 1, 15) if kind == "news" else None),
        said,
    )
    return create_page(by=cast.viewer(who), at=NOW, kind=kind, head=head)


def a_part(
    cast: Cast, page: Page, list_name: str, file: tuple[str, bytes] | None = None, **said: str
) -> dict[str, Any]:
    """A part of a page, as it was put there."""
    return add_part(by=cast.viewer("clerk"), at=NOW, page=page, list_name=list_name, said=said, file=file)


def a_leader(cast: Cast, page: Page, name: str = "นางสาวสมมติ ใจดี", **said: str) -> dict[str, Any]:
    """Somebody who leads agency A, with a photograph."""
    words = {"position": "นายกเทศมนตรี", "side": "political", "telephone": "036 000 000", "email": "mayor@example.go.th"}
    return a_part(cast, page, "people", ("photo.jpg", a_photograph()), name=name, **words | said)


def address(cast: Cast, name: str, *more: object) -> str:
    """A desk address of disclosure of agency A."""
    return reverse(f"disclosure:{name}", args=[cast.agency.slug, YEAR, *more])
