"""What the worker reads: the item page of another website, link by link."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.disclosure.models import ItemPageImport
from prongsai.apps.disclosure.operations.item_pages import keep_item_page
from prongsai.apps.disclosure.queries.item_pages import import_to_read, rows_of
from prongsai.apps.disclosure.queries.watching import policy
from prongsai.base.files import open_stored
from prongsai.base.jobs import advance, running
from prongsai.core.errors import Problem
from prongsai.core.framework import load
from prongsai.watch import Kind, PageLink, links_of, look

_STEPS = 3
_ELSEWHERE = "https://somewhere.invalid/"
"""Stands for the address of a page that nobody named, to see whether its links need one."""


@task()
def read_item_page(import_id: int) -> None:
    """Read the links of an item page and propose an item for each; its job tells how far it is."""
    page = import_to_read(import_id)
    with running(page.job_id) as job, translation.override("th"):
        advance(job, 0, _STEPS, _("กำลังเปิดหน้าเดิม"))
        links = _links_in_file(page) if page.file else _links_at(page.source)
        if not links:
            raise Problem(
                "ไม่พบลิงก์ในหน้านี้ หน้านั้นอาจแสดงลิงก์ด้วยสคริปต์ กรุณาเปิดในเบราว์เซอร์ บันทึกเป็นไฟล์ HTML แล้วส่งไฟล์นั้น",
                "No link was found; the page may draw them by script: save it as HTML in a browser and hand that in.",
            )
        advance(job, 1, _STEPS, _("กำลังจับคู่ลิงก์กับข้อ"))
        rows = rows_of(links, load(page.fiscal_year))
        advance(job, 2, _STEPS, _("กำลังเก็บลิงก์ที่พบ"))
        keep_item_page(by=None, at=timezone.now(), page=page, rows=rows)
        advance(job, _STEPS, _STEPS, _("อ่านหน้าเดิมแล้ว"))


def _links_at(url: str) -> tuple[PageLink, ...]:
    """The links of a page on the web. Raises: Problem, with what is wrong with it."""
    found = look(url, policy=policy(), now=timezone.now())
    if found.is_down:
        fault = next(each for each in found.faults if each.is_down)
        raise Problem(fault.th, fault.en)
    if found.kind is not Kind.PAGE or not found.body:
        raise Problem(
            "ที่อยู่นี้ไม่ใช่หน้าเว็บ กรุณาใส่ที่อยู่ของหน้าที่รวมลิงก์ข้อ OIT",
            "This address is no web page; give that of the page which lists the items.",
        )
    return links_of(found.body, found.final_url, found.content_type)


def _links_in_file(page: ItemPageImport) -> tuple[PageLink, ...]:
    """The links of a page that was handed in. Raises: Problem where its links need an address that nobody named."""
    if page.file is None:
        return ()
    with open_stored(page.file) as file:
        content = file.read()
    if page.source.startswith(("https://", "http://")):
        return links_of(content, page.source)
    links = links_of(content)
    short = len(links_of(content, _ELSEWHERE)) - len(links)
    if short:
        raise Problem(
            f"ไฟล์นี้มีลิงก์แบบย่อ {short} รายการ กรุณาส่งไฟล์อีกครั้งพร้อมใส่ที่อยู่ของหน้าเดิม จะได้ไม่มีลิงก์หาย",
            f"This file has {short} short links; hand it in again with the address of its page, so that none is lost.",
        )
    return links
