"""The parts of a written page as its editor meets them: found by their ids, in their order, with their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404

from prongsai.apps.disclosure.models import Page
from prongsai.apps.disclosure.queries.pages import PARTS, Part, parts_of, slot_of, texts_of
from prongsai.base.files import PICTURE_KINDS
from prongsai.base.models import StoredFile
from prongsai.core.publication import digest_of

FIELDS: Mapping[str, tuple[str, ...]] = {
    "people": ("name", "position", "position_en", "side", "telephone", "email"),
    "units": ("name", "duties", "under"),
    "charts": ("label_th", "label_en"),
    "pictures": ("label_th", "label_en"),
    "links": ("label_th", "label_en", "address", "note_th", "note_en"),
}
"""What a part of each list says; all of it is text."""
PICTURED = frozenset({"people", "charts", "pictures"})
"""The lists whose parts have a picture; those of `links` may have a file."""
LINKED_KINDS = frozenset({"pdf", "docx", "xlsx", "odt", "csv", "txt"})
"""The files a page hands out: no pictures, which tell where they were taken, and nothing a browser would run."""
MOST = {"charts": 1}
MOST_PARTS = 200
"""In one list. Unit: parts."""
BASIS_DIGITS = 16


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part as the page of its editor lists it; `depth` is how far a unit stands under others."""

    part: Part
    file: StoredFile | None
    depth: int
    is_first: bool
    is_last: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return name_of(self.part)

    @property
    def has_picture(self) -> bool:
        """Whether its file can be looked at."""
        return self.file is not None and self.file.kind in PICTURE_KINDS


def list_of(page: Page, name: str) -> str:
    """The name of a list of parts that this kind of page has. Raises: Http404."""
    if name in PARTS[page.kind]:
        return name
    raise Http404


def part_of(page: Page, part_id: int) -> tuple[str, Part]:
    """A part of a page, removed or not, and the list it stands in. Raises: Http404."""
    for name in PARTS[page.kind]:
        for each in page.content.get(name, ()):
            if each["id"] == part_id:
                return name, each
    raise Http404


def file_of(page: Page, part: Part) -> StoredFile | None:
    """The picture or file of a part."""
    return next((each.file for each in page.files.all() if each.slot == slot_of(part)), None)


def lines_of(page: Page, name: str) -> list[PartLine]:
    """The parts of a list as they are read, units under those they belong to. Shape: in their order."""
    files = {each.slot: each.file for each in page.files.all()}
    lines = []
    for part, depth in _in_tree(parts_of(page, name)):
        place = siblings_of(page, name, part)
        is_first, is_last = place[0]["id"] == part["id"], place[-1]["id"] == part["id"]
        lines.append(PartLine(part, files.get(slot_of(part)), depth, is_first, is_last))
    return lines


def gone_parts(page: Page) -> list[Part]:
    """What was removed from a page and can be brought back. Shape: the latest first."""
    gone = [each for name in PARTS[page.kind] for each in page.content.get(name, ()) if each["gone"]]
    return sorted(gone, key=lambda each: str(each["gone"]), reverse=True)


def siblings_of(page: Page, name: str, part: Part) -> list[Part]:
    """What stands in one order with a part, itself among it."""
    parts = parts_of(page, name)
    present = {each["id"] for each in parts}
    over = _over(part, present)
    return [each for each in parts if _over(each, present) == over]


def under(page: Page, part_id: int) -> set[int]:
    """A unit and every unit below it, by id; removed ones count, for they may come back to where they stood."""
    found = {part_id}
    units = page.content.get("units", ())
    while more := {each["id"] for each in units if each["under"] in found} - found:
        found |= more
    return found


def name_of(part: Part) -> str:
    """What a part is called."""
    return str(part.get("name") or part.get("label_th") or "")


def head_basis(page: Page) -> str:
    """What a form of a page's own texts was begun from: it is another once somebody saved them."""
    dated_on = page.dated_on.isoformat() if page.dated_on else ""
    return _digest([page.title_th, page.title_en, dated_on, texts_of(page)])


def part_basis(page: Page, part: Part) -> str:
    """What a form of a part was begun from: it is another once somebody saved the part."""
    file = file_of(page, part)
    said = {name: part.get(name, "") for name in FIELDS[part_of(page, part["id"])[0]]}
    return _digest([said, bool(part["gone"]), file.sha256 if file else ""])


def _over(part: Part, present: set[int]) -> int | None:
    """The unit over a part; what stands under a removed one stands under none."""
    over = part.get("under")
    return over if over in present else None


def _in_tree(parts: list[Part]) -> Iterator[tuple[Part, int]]:
    present = {each["id"] for each in parts}
    below: dict[int | None, list[Part]] = {}
    for each in parts:
        below.setdefault(_over(each, present), []).append(each)

    def walk(over: int | None, depth: int) -> Iterator[tuple[Part, int]]:
        for each in below.get(over, ()):
            yield each, depth
            yield from walk(each["id"], depth + 1)

    return walk(None, 0)


def _digest(plain: object) -> str:
    return digest_of(plain)[:BASIS_DIGITS]
