"""A whole made-up agency site of FY 2568 on loopback: healthy addresses and planted faults for every item."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count
from pathlib import Path

from prongsai.core.framework import Framework, load
from prongsai.watch import Fault, Policy
from watch.ground import Ground, framed, ground
from watch.growing import HEALTHY
from watch.planting import STYLES
from watch.serving import Reply, page
from watch.site_documents import Document, documents
from watch.site_files import docx, pdf

YEAR = 2568
FAULTS_A_STYLE = 3
HEALTHY_A_STYLE = 3


@dataclass(frozen=True)
class Planted:
    """One address that an item page links to: of which item, and which fault was planted (None: it is well)."""

    address: str
    item: str
    fault: Fault | None = None


@dataclass
class AgencySite:
    """The site while it is served. `planted` and `healthy` are what the item page links to.

    `documents` open well; each says by its `trouble` whether it is right for its item. They are laid when asked for
    (`with_documents`), because making them takes seconds.
    """

    ground: Ground
    framework: Framework
    planted: list[Planted] = field(default_factory=list)
    healthy: list[Planted] = field(default_factory=list)
    documents: list[tuple[str, Document]] = field(default_factory=list)
    item_page: str = ""

    @property
    def policy(self) -> Policy:
        return self.ground.policy

    def by_fault(self) -> dict[Fault, list[Planted]]:
        """The planted faults by code."""
        found: dict[Fault, list[Planted]] = {}
        for each in self.planted:
            if each.fault:
                found.setdefault(each.fault, []).append(each)
        return found


@contextlib.contextmanager
def agency_site(
    folder: Path,
    *,
    faults_a_style: int = FAULTS_A_STYLE,
    healthy_a_style: int = HEALTHY_A_STYLE,
    with_documents: bool = False,
    **changes: object,
) -> Iterator[AgencySite]:
    """The site, served while the body of the `with` runs; `changes` go into its policy."""
    with ground(folder, **changes) as it:
        site = AgencySite(it, load(YEAR))
        numbers = count(1)
        items = site.framework.items
        for fault, styles in STYLES.items():
            for style in styles * faults_a_style:
                number = next(numbers)
                item = items[number % len(items)]
                site.planted.append(Planted(style(it, item, number), item.code, fault))
        for style in HEALTHY * healthy_a_style:
            number = next(numbers)
            item = items[number % len(items)]
            site.healthy.append(Planted(style(it, item, number), item.code))
        if with_documents:
            _lay_documents(site)
        _lay_item_page(site)
        yield site


def _lay_documents(site: AgencySite) -> None:
    for number, each in enumerate(documents(site.framework)):
        # A PDF is slower to make: one item's are enough to show that they are read alike.
        file = (pdf if each.item == "o7" else docx)(each.blocks)
        changed = datetime(each.year - 543, 11, 26, 3, tzinfo=UTC)
        headers = (("Content-Type", file.content_type), ("Last-Modified", format_datetime(changed, usegmt=True)))
        route = Reply(headers=headers, body=file.content)
        address = site.ground.put(f"/ita/{YEAR}/{each.item}/{number}.{file.ending}", route)
        site.documents.append((address, each))


def _lay_item_page(site: AgencySite) -> None:
    """The page on which the agency lists its items, as a table whose first cell spans the links of an item."""
    rows = []
    for item in site.framework.items:
        links = [each for each in (*site.planted, *site.healthy) if each.item == item.code]
        for place, each in enumerate(links):
            first = f"<td rowspan={len(links)}>{item.code.upper()} {item.title_th}</td>" if not place else ""
            rows.append(f'<tr>{first}<td><a href="{each.address}">เอกสาร {place + 1}</a></td></tr>')
    body = f"<table>{''.join(rows)}</table>"
    site.item_page = site.ground.put("/ita/2568", page(framed("การเปิดเผยข้อมูลสาธารณะ (OIT) 2568", body)))
