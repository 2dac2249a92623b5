"""Deeds on item pages of other websites: asked to be read, their links kept, those chosen taken over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prongsai.apps.disclosure.models import ItemPageImport
from prongsai.apps.disclosure.operations.exhibits import Thing, Told, show_exhibit
from prongsai.apps.disclosure.queries.item_pages import JOB_KIND, can_be_shown
from prongsai.apps.disclosure.queries.places import Place
from prongsai.base import files
from prongsai.base.access import Viewer
from prongsai.base.jobs import open_job
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused
from prongsai.core.framework import has_framework


@dataclass(frozen=True, slots=True)
class Chosen:
    """A link that is taken over: its address, what it is called, where it is shown."""

    address: str
    title: str
    places: tuple[Place, ...]


@operation("item_page.asked")
def ask_item_page(
    *, by: Viewer, at: datetime, year: int, url: str = "", upload: tuple[str, bytes] | None = None
) -> ItemPageImport:
    """Have the item page at an address, or in an HTML file just handed in (its name and content), read for a year.

    With both, the file is read and `url` is where its short links lead from.
    Raises: Refused for a year without a framework, without either, for an address that is none, a file that is no HTML.
    """
    if not has_framework(year):
        raise Refused(f"ยังไม่มีข้อ OIT ของปี {year}", f"There are no items of {year} yet.")
    if url and not can_be_shown(url):
        raise Refused(
            "ที่อยู่นี้ไม่ใช่ที่อยู่เว็บ กรุณาคัดลอกจากเบราว์เซอร์ ขึ้นต้นด้วย https:// หรือ http://",
            "This is no web address; copy it from a browser, https:// or http:// first.",
        )
    file = None
    if upload is not None:
        name, content = upload
        file = files.store_or_find(by=by, at=at, name=name, content=content, kinds=frozenset({"html"}))
    if not url and file is None:
        raise Refused("กรุณาใส่ที่อยู่ของหน้า ITA เดิม หรือเลือกไฟล์ HTML", "Give the page's address, or choose an HTML file.")
    job = open_job(agency=by.agency, kind=JOB_KIND, at=at)
    source = url or (file.name if file else "")
    page = ItemPageImport.objects.create(
        agency=by.agency, fiscal_year=year, source=source, file=file, job=job, asked_by=by.person, asked_at=at
    )
    note(page, year=year)
    return page


@operation("item_page.read")
def keep_item_page(*, by: Viewer | None, at: datetime, page: ItemPageImport, rows: Sequence[dict[str, Any]]) -> None:
    """Keep the links of an item page that was read, until somebody chooses."""
    page.rows = list(rows)
    page.save(update_fields=["rows"])
    note(page, count=len(rows))


@operation("item_page.taken_over")
def take_over(*, by: Viewer, at: datetime, page: ItemPageImport, chosen: Sequence[Chosen]) -> int:
    """Show the links that were chosen from an item page, each at its places; how many were. All of them or none.

    A link that the agency shows already gains the places it has not. Unit: links.
    Raises: Refused when nothing is chosen, and as `show_exhibit`.
    """
    if not chosen:
        raise Refused("ยังไม่ได้เลือกลิงก์ กรุณาเลือกอย่างน้อยหนึ่งรายการ", "No link is chosen; choose at least one.")
    for each in chosen:
        show_exhibit(by=by, at=at, thing=Thing(url=each.address), places=each.places, told=Told(title=each.title))
    ItemPageImport.objects.filter(pk=page.pk).update(taken_at=at)
    note(page, count=len(chosen), year=page.fiscal_year)
    return len(chosen)
