"""A written page as the public would see it, drawn as the site draws it, before it is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prongsai.apps.disclosure.models import Page
from prongsai.apps.disclosure.queries.pages import public_page
from prongsai.apps.disclosure.queries.published import frame_of
from prongsai.apps.disclosure.queries.release_previews import PreviewLinker
from prongsai.apps.disclosure.queries.rendering import Language, SiteFrame, render
from prongsai.apps.disclosure.queries.site import site_of
from prongsai.base.models import StoredFile
from prongsai.core.publication import Said
from prongsai.core.publication_paths import FILES

BANNER = Said("ตัวอย่างหน้าที่กำลังเขียน ยังไม่ใช่สิ่งที่ประชาชนเห็น", "A preview of a page being written, not what the public sees")


def preview_of(page: Page, language: Language, address: Callable[[str], str], back: str) -> str:
    """A written page as HTML, as it stands now; `back` is the page on the desk.

    `address` tells where a path is opened: ``en/`` begins that of a page in English, ``files/part-3/small`` is the
    small copy of what the slot ``part-3`` holds.
    """
    slots = {each.file.pk: each.slot for each in page.files.all()}

    def file_path(file: StoredFile, size: str = "", title: str = "") -> str:
        return f"{FILES}{slots[file.pk]}/{size}"

    return render(replace(_frame(page), back=back), public_page(page, file_path), language, PreviewLinker(address))


def _frame(page: Page) -> SiteFrame:
    """What stands around it: the menu of the release in force, none before the first."""
    site = site_of(page.agency)
    if site.current:
        return replace(frame_of(site.current, page.agency), emblem="", banner=BANNER)
    name = Said(page.agency.name, site.name_en)
    return SiteFrame(page.agency.slug, name, Said(""), site.licence, (), banner=BANNER)
