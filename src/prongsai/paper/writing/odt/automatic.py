"""Automatic styles: a named style with what one paragraph or table needs besides, such as to begin new pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prongsai.paper.writing.odt.names import make

_CELL = {"fo:border": "0.5pt solid #000000", "fo:padding": "1mm", "style:vertical-align": "top"}
_BOX = {
    "fo:border": "none",
    "fo:padding": "0mm",
    "draw:stroke": "none",
    "draw:fill": "none",
    "style:vertical-pos": "top",
    "style:vertical-rel": "baseline",
}

_Key = tuple[str, str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


class Automatic:
    """The automatic styles of a paper as they are asked for; equal ones are one.

    What begins a page is said by the next paragraph or table, whichever comes.
    """

    def __init__(self) -> None:
        self._names: dict[_Key, str] = {}
        self._pending: dict[str, str] = {}

    def begin_pages(self, master: str, lower: float = 0) -> None:
        """What comes next begins the pages of a section, and stands lower on the first. Unit: millimetres."""
        self._pending = {"style:master-page-name": master} | ({"fo:margin-top": f"{lower:g}mm"} if lower else {})

    def begin_page(self) -> None:
        """What comes next begins a page."""
        if not self._pending:
            self._pending = {"fo:break-before": "page"}

    def of(self, parent: str, more: dict[str, str] | None = None) -> str:
        """The style of a paragraph: the named one, or one made of it."""
        about, breaks = self._taken()
        properties = {**(more or {}), **breaks}
        return self._name("paragraph", parent, properties, about) if properties or about else parent

    def table(self, width: float, *, is_whole: bool, keeps: bool) -> str:
        """The style of a table, which a page may cut between rows or not. Unit: millimetres."""
        about, breaks = self._taken()
        own = {"style:width": f"{width:g}mm", "table:align": "margins", "table:border-model": "collapsing"}
        gap = {"fo:margin-bottom": "3mm", "style:may-break-between-rows": "false" if is_whole else "true"}
        gap |= {"fo:keep-with-next": "always"} if keeps else {}
        return self._name("table", "", {**own, **gap, **breaks}, about)

    def column(self, width: float, share: float) -> str:
        """The style of a column. Unit: millimetres, and a share of 1."""
        widths = {"style:column-width": f"{width:.2f}mm", "style:rel-column-width": f"{round(share * 65535)}*"}
        return self._name("table-column", "", widths, {})

    def row(self) -> str:
        """The style of a row, which may run over a page."""
        return self._name("table-row", "", {"fo:keep-together": "auto"}, {})

    def cell(self, *, is_head: bool) -> str:
        """The style of a cell."""
        ground = {"fo:background-color": "#ececec", "style:vertical-align": "middle"} if is_head else {}
        return self._name("table-cell", "", {**_CELL, **ground}, {})

    def box(self) -> str:
        """The style of a frame that nobody sees."""
        return self._name("graphic", "Frame", _BOX, {})

    def beside(self, side: str) -> str:
        """The style of a frame at one side of its paragraph, with the words that follow at the other."""
        other = "right" if side == "left" else "left"
        place = {"style:wrap": other, "style:number-wrapped-paragraphs": "no-limit", "style:horizontal-pos": side}
        about = {"style:horizontal-rel": "paragraph", "style:vertical-pos": "top", "style:vertical-rel": "paragraph"}
        return self._name("graphic", "Frame", {**place, **about, f"fo:margin-{other}": "4mm"}, {})

    def elements(self) -> Iterator[Any]:
        """All styles that were asked for."""
        for (family, parent, properties, about), name in self._names.items():
            yield make(
                "style:style",
                {"style:name": name, "style:family": family, "style:parent-style-name": parent or None, **dict(about)},
                make(f"style:{family}-properties", dict(properties)),
            )

    def _taken(self) -> tuple[dict[str, str], dict[str, str]]:
        """What is pending, parted into attributes of a style and properties in it."""
        pending, self._pending = self._pending, {}
        about = {key: value for key, value in pending.items() if key == "style:master-page-name"}
        return about, {key: value for key, value in pending.items() if key not in about}

    def _name(self, family: str, parent: str, properties: dict[str, str], about: dict[str, str]) -> str:
        key = (family, parent, tuple(properties.items()), tuple(about.items()))
        return self._names.setdefault(key, f"{family.title().replace('-', '')}{len(self._names) + 1}")
