"""Deeds on written pages: begun, set right, taken away and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from prongsai.apps.disclosure.models import Page
from prongsai.apps.disclosure.queries.page_parts import head_basis
from prongsai.apps.disclosure.queries.pages import ONE_OF_A_KIND, TEXTS
from prongsai.apps.improvement.operations.evidence import checked_link
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused


class Overtaken(Refused):
    """Somebody saved the same in the meantime: nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "มีผู้อื่นบันทึกส่วนนี้ไปแล้วระหว่างที่ท่านแก้ ข้อความของท่านยังอยู่ เทียบสองฉบับแล้วเลือกก่อนบันทึก",
            "Somebody else saved this meanwhile; your text is kept: compare the two and choose.",
        )


@dataclass(frozen=True)
class Head:
    """What a page says by itself, without its parts; `texts` by the names of its kind, `dated_on` only of news."""

    title_th: str
    title_en: str = ""
    dated_on: date | None = None
    texts: Mapping[str, str] | None = None


@operation("page.created")
def create_page(*, by: Viewer, at: datetime, kind: str, head: Head) -> Page:
    """Begin a page; nobody outside sees it before it is published.

    Raises: Refused for a second page of a kind an agency has once, news without a day, a map that is no link.
    """
    Agency.objects.select_for_update().get(pk=by.agency.pk)  # of two who begin the same page at once, one is told
    _must_be_the_only_one(by.agency, kind)
    page = Page(agency=by.agency, kind=kind, written_by=by.person, written_at=at, changed_at=at, content={"last": 0})
    _say(page, head)
    page.save()
    note(page, kind=kind)
    return page


@operation("page.edited")
def edit_page(*, by: Viewer, at: datetime, page: Page, basis: str, head: Head) -> Page:
    """Set right what a page says by itself; `basis` is `head_basis` of what was edited.

    Raises: Overtaken when somebody saved it meanwhile; Refused as `create_page`, and when it was taken away.
    """
    held = hold(page)
    if head_basis(held) != basis:
        raise Overtaken
    _say(held, head)
    keep(held, at)
    note(held, kind=held.kind, version=held.version)
    return held


@operation("page.removed")
def remove_page(*, by: Viewer, at: datetime, page: Page) -> None:
    """Take a page away; what is published stays until the next release, and the page can be brought back.

    Raises: Refused when it was taken away before.
    """
    held = hold(page)
    held.removed_at = at
    keep(held, at)
    note(held, kind=held.kind)


@operation("page.restored")
def restore_page(*, by: Viewer, at: datetime, page: Page) -> None:
    """Bring a page back. Raises: Refused when another of its kind stands in its place, or it was never away."""
    Agency.objects.select_for_update().get(pk=by.agency.pk)
    held = Page.objects.select_for_update().get(pk=page.pk)
    if held.removed_at is None:
        raise Refused("หน้านี้ไม่ได้ถูกนำออก เปิดแก้ได้ตามปกติ", "This page was not taken away; edit it as it is.")
    _must_be_the_only_one(by.agency, held.kind)
    held.removed_at = None
    keep(held, at)
    note(held, kind=held.kind)


def hold(page: Page) -> Page:
    """Hold a page that is not removed, as it is now. Raises: Refused when it was taken away."""
    held = Page.objects.select_for_update().filter(pk=page.pk, removed_at=None).first()
    if held is None:
        raise Refused(
            f"หน้า “{page.title_th}” ถูกนำออกแล้ว หากยังต้องใช้ ให้นำกลับมาที่รายการหน้าที่นำออก",
            f"The page “{page.title_th}” was taken away; bring it back from the list of removed pages.",
        )
    return held


def keep(page: Page, at: datetime) -> None:
    """Save a page that is held, as changed now."""
    page.version += 1
    page.changed_at = at
    page.save()


def _say(page: Page, head: Head) -> None:
    if page.kind == Page.Kind.NEWS and head.dated_on is None:
        raise Refused("ข่าวต้องมีวันที่ กรุณาใส่วันที่ของข่าว", "News has a day; say which.")
    if not head.title_th.strip():
        raise Refused("หน้านี้ยังไม่มีชื่อ กรุณาพิมพ์ชื่อภาษาไทย", "The page has no title; give it one in Thai.")
    said = head.texts or {}
    texts = {name: said.get(name, "").strip() for name in TEXTS[page.kind]}
    if texts.get("map"):
        texts["map"] = checked_link(texts["map"])
    page.title_th, page.title_en = head.title_th.strip(), head.title_en.strip()
    page.dated_on = head.dated_on if page.kind == Page.Kind.NEWS else None
    page.content = page.content | texts


def _must_be_the_only_one(agency: Agency, kind: str) -> None:
    if kind in ONE_OF_A_KIND and (there := Page.objects.filter(agency=agency, kind=kind, removed_at=None).first()):
        raise Refused(
            f"มีหน้า “{there.title_th}” อยู่แล้ว หน่วยงานหนึ่งมีหน้าชนิดนี้ได้หน้าเดียว กรุณาแก้หน้าเดิม",
            f"There is “{there.title_th}” already; an agency has one page of this kind, so edit that one.",
        )
