"""Item pages of other websites: their links with the item each is probably for, waiting for somebody to choose.

Shape of `ItemPageImport.rows`, one record a link: `text`, `address`, `before`, `heading` as `prongsai.watch.PageLink`;
`item` the code proposed ("" for none), `element` its element ("" the item as a whole, ``*`` every one), `by` on which
grounds (``code``, ``title``, ``both``, ``perhaps``, ``conflict``, ``above`` for a link that follows one of that item,
"" for none), `numbers_of` the year whose numbers the page carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from prongsai.apps.disclosure.models import Exhibit, ItemPageImport, Showing
from prongsai.apps.disclosure.queries.items import items_of
from prongsai.apps.disclosure.queries.places import EVERY
from prongsai.base.access import Viewer
from prongsai.core.disclosure import WHOLE, elements_of, look_for
from prongsai.core.disclosure.recognising import recognise, year_of_numbers
from prongsai.core.framework import Framework, Item
from prongsai.watch import PageLink

JOB_KIND = "item_page"
A_PAGE = 150
"""Links on one page to choose from: each has three fields, and a request may carry a thousand."""
LONGEST_ADDRESS = 1000
SURE = frozenset({"code", "title", "both"})

_SAYS_NOTHING = re.compile(
    r"^\W*$|^\W*\d|เอกสาร|ดาวน์?โหลด|ไฟล์|คลิก|เปิด|^ดู|แนบ|รายละเอียด|ฉบับ|ส่วนที่|ครั้งที่|ไตรมาส|เดือน|ลิงก์|ลิ้งก์|"
    r"download|file|click|link|\.?(?:pdf|docx?|xlsx?)\b",
    re.IGNORECASE,
)
"""The words of a link that only say that there is something: which item it is of, what stands above must tell."""
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class ReadLink:
    """A link of an item page that was read. `number` counts from 0; `is_there` says that the item shows it already."""

    number: int
    text: str
    address: str
    around: str
    item: str
    element: str
    by: str
    is_there: bool
    is_twice: bool
    elements: tuple[tuple[str, str], ...]

    @property
    def is_takable(self) -> bool:
        """Whether its address can be shown at all."""
        return can_be_shown(self.address)

    @property
    def is_proposed(self) -> bool:
        """Whether it is ticked to begin with: sure, not there yet, not the same again."""
        return self.by in SURE and self.is_takable and not self.is_there and not self.is_twice

    @property
    def words(self) -> str:
        """On which grounds the item is proposed, and what to look at."""
        if not self.is_takable:
            return _("ที่อยู่นี้ใช้แสดงไม่ได้ ประชาชนอาจเปิดไม่ได้")
        if self.is_there:
            return _("แสดงในข้อนี้อยู่แล้ว")
        if self.is_twice:
            return _("ลิงก์เดียวกันซ้ำในหน้านี้")
        return _grounds(self.by)

    @property
    def title(self) -> str:
        """What the link is called when it is shown: its own words, with those around it where its own say little."""
        own = self.text.strip()
        return own if len(own) >= SAYS_ENOUGH else " ".join(filter(None, [self.around.strip()[:200], own]))


SAYS_ENOUGH = 16
"""A link with fewer letters is called something like "here" or "document 1". Unit: characters."""


def can_be_shown(address: str) -> bool:
    """Whether an address can be one of a link that is shown."""
    try:
        _is_web_address(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_ADDRESS


def rows_of(links: Sequence[PageLink], framework: Framework) -> list[dict[str, Any]]:
    """The links of a page with the item each is probably for; none is left out."""
    words = [_words(link) for link in links]
    numbers_of = year_of_numbers(framework, words)
    rows: list[dict[str, Any]] = []
    last: tuple[str, str] = ("", "")
    for link, said in zip(links, words, strict=True):
        guess = recognise(framework, said, numbers_of)
        code, by = (guess.item.code, guess.by) if guess else ("", "")
        if not code and last[0] and last[1] == link.heading and not link.before and _SAYS_NOTHING.search(link.text):
            code, by = last[0], "above"
        last = (code, link.heading)
        item = framework.item(code) if code else None
        rows.append(
            {
                "text": link.text,
                "address": link.address,
                "before": link.before,
                "heading": link.heading,
                "item": code,
                "element": _element(framework, item, link) if item else "",
                "by": by,
                "numbers_of": numbers_of,
            }
        )
    return rows


def imports_of(viewer: Viewer, year: int) -> QuerySet[ItemPageImport]:
    """The item pages that were read for a year of the viewer's agency, the newest first."""
    found = ItemPageImport.objects.filter(agency=viewer.agency, fiscal_year=year)
    return found.select_related("job", "asked_by").defer("rows")


def import_of(viewer: Viewer, year: int, import_id: int) -> ItemPageImport:
    """One item page that was read for a year of the viewer's agency. Raises: Http404."""
    found = ItemPageImport.objects.filter(agency=viewer.agency, fiscal_year=year, pk=import_id)
    page = found.select_related("job", "asked_by", "file").first()
    if page is None:
        raise Http404
    return page


def import_to_read(import_id: int) -> ItemPageImport:
    """An item page with everything that reading it needs."""
    return ItemPageImport.objects.select_related("agency", "job", "file").get(pk=import_id)


def read_links(viewer: Viewer, page: ItemPageImport, today: date) -> tuple[ReadLink, ...]:
    """The links of an item page, each with what the agency shows already. Shape: in the order of the page."""
    shown = _shown(viewer, page.fiscal_year)
    elements = {
        each.code: tuple((one.asked.id, one.asked.text) for one in each.elements if not one.asked.is_whole)
        for each in items_of(viewer.agency, page.fiscal_year, today)
    }
    return tuple(_read(page.rows, shown, elements))


def numbers_of(page: ItemPageImport) -> int:
    """The year whose numbers a page carries. Unit: Buddhist era."""
    return int(page.rows[0]["numbers_of"]) if page.rows else page.fiscal_year


def _read(
    rows: Iterable[dict[str, Any]], shown: set[tuple[str, str]], elements: dict[str, tuple[tuple[str, str], ...]]
) -> Iterator[ReadLink]:
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows):
        place = (row["address"], row["item"])
        yield ReadLink(
            number=number,
            text=row["text"],
            address=row["address"],
            around=row["before"] or row["heading"],
            item=row["item"],
            element=row["element"],
            by=row["by"],
            is_there=place in shown,
            is_twice=place in seen,
            elements=elements.get(row["item"], ()),
        )
        seen.add(place)


def _shown(viewer: Viewer, year: int) -> set[tuple[str, str]]:
    """Which links the agency shows in which items of a year."""
    links = Showing.objects.filter(
        exhibit__agency=viewer.agency, exhibit__removed_at=None, exhibit__kind=Exhibit.Kind.LINK, fiscal_year=year
    )
    return set(links.values_list("exhibit__url", "item"))


def _words(link: PageLink) -> tuple[str, ...]:
    """What is said of a link, the nearest first."""
    return tuple(filter(None, (link.text, link.before, link.heading)))


def _element(framework: Framework, item: Item, link: PageLink) -> str:
    """The one element that the link's own words speak of; every element of an item that has but one."""
    elements = elements_of(framework, item)
    if len(elements) == 1:
        return "" if elements[0].id == WHOLE else EVERY
    found = look_for(elements, [("", link.text)])
    return next(iter(found)) if len(found) == 1 else ""


def _grounds(by: str) -> str:
    return {
        "both": _("เลขข้อและชื่อตรงกัน"),
        "code": _("ตามเลขข้อ"),
        "title": _("ตามชื่อข้อ"),
        "perhaps": _("ชื่อคล้าย ยังไม่แน่ใจ กรุณาตรวจ"),
        "conflict": _("เลขข้อกับชื่อไม่ตรงกัน กรุณาเลือก"),
        "above": _("ต่อจากลิงก์ข้างบน ยังไม่แน่ใจ กรุณาตรวจ"),
    }.get(by, _("ไม่ทราบว่าเป็นข้อใด"))
