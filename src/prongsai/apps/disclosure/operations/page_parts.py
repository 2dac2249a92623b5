"""Deeds on the parts of a written page: people, units, pictures, links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from prongsai.apps.disclosure.models import Page, PageFile
from prongsai.apps.disclosure.operations.pages import Overtaken, hold, keep
from prongsai.apps.disclosure.queries.page_parts import (
    FIELDS,
    LINKED_KINDS,
    MOST,
    MOST_PARTS,
    PICTURED,
    file_of,
    part_basis,
    part_of,
    siblings_of,
    under,
)
from prongsai.apps.disclosure.queries.pages import SIDES, Part, parts_of, slot_of
from prongsai.apps.improvement.operations.evidence import checked_link
from prongsai.base.access import Viewer
from prongsai.base.files import PICTURE_KINDS, store_or_find
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused

Piece = tuple[str, bytes]
"""A file that is handed in: its name and content."""


@operation("page.part_added")
def add_part(
    *, by: Viewer, at: datetime, page: Page, list_name: str, said: Mapping[str, str], file: Piece | None = None
) -> Part:
    """Put a part at the end of a list of a page.

    Raises: Refused for what cannot be published as it is (a unit under itself, a link that leads nowhere, a file of
    another kind), and for one part too many.
    """
    held = hold(page)
    _must_have_room(held, list_name)
    part: Part = {"id": held.content.get("last", 0) + 1, "gone": ""}
    _say(held, list_name, part, said)
    held.content = held.content | {"last": part["id"], list_name: [*held.content.get(list_name, ()), part]}
    _attach(by, at, held, list_name, part, file)
    _must_lead_somewhere(held, list_name, part)
    keep(held, at)
    note(held, list=list_name, part=part["id"])
    return part


@operation("page.part_edited")
def edit_part(
    *,
    by: Viewer,
    at: datetime,
    page: Page,
    part_id: int,
    basis: str,
    said: Mapping[str, str],
    file: Piece | None = None,
    without_file: bool = False,
) -> None:
    """Set a part right; `basis` is `part_basis` of what was edited. A new file takes the place of the old one.

    Raises: Overtaken when somebody saved it meanwhile; Refused as `add_part`; Http404 for a part that never was.
    """
    held = hold(page)
    list_name, part = part_of(held, part_id)
    if part["gone"]:
        raise _is_gone()
    if part_basis(held, part) != basis:
        raise Overtaken
    _say(held, list_name, part, said)
    if without_file and file is None:
        PageFile.objects.filter(page=held, slot=slot_of(part)).delete()
    _attach(by, at, held, list_name, part, file)
    _must_lead_somewhere(held, list_name, part)
    keep(held, at)
    note(held, list=list_name, part=part_id)


@operation("page.part_moved")
def move_part(*, by: Viewer, at: datetime, page: Page, part_id: int, shift: int) -> None:
    """Change places with the part before (-1) or after (1) among those under the same one; at the end it stays.

    Raises: Refused when the page was taken away; Http404 for a part that never was.
    """
    held = hold(page)
    list_name, part = part_of(held, part_id)
    siblings = [each["id"] for each in siblings_of(held, list_name, part)]
    if part["gone"] or part_id not in siblings:
        raise _is_gone()
    place = siblings.index(part_id) + shift
    if 0 <= place < len(siblings):
        parts = list(held.content[list_name])
        ids = [each["id"] for each in parts]
        here, there = ids.index(part_id), ids.index(siblings[place])
        parts[here], parts[there] = parts[there], parts[here]
        held.content = held.content | {list_name: parts}
        keep(held, at)
    note(held, list=list_name, part=part_id)


@operation("page.part_removed")
def remove_part(*, by: Viewer, at: datetime, page: Page, part_id: int) -> None:
    """Take a part off a page; it can be brought back.

    Raises: Refused for a unit with units under it, and for a part that was taken off before.
    """
    held = hold(page)
    list_name, part = part_of(held, part_id)
    if part["gone"]:
        raise _is_gone()
    if any(each["under"] == part_id for each in parts_of(held, "units")):
        raise Refused(
            f"“{part['name']}” ยังมีหน่วยงานย่อยอยู่ กรุณาย้ายหรือนำหน่วยงานย่อยออกก่อน",
            f"“{part['name']}” has units under it; move or remove those first.",
        )
    part["gone"] = at.isoformat()
    keep(held, at)
    note(held, list=list_name, part=part_id)


@operation("page.part_restored")
def restore_part(*, by: Viewer, at: datetime, page: Page, part_id: int) -> None:
    """Bring a part back to its place. Raises: Refused when there is no room for it, or its name was given again."""
    held = hold(page)
    list_name, part = part_of(held, part_id)
    if part["gone"]:
        _must_have_room(held, list_name)
        if list_name == "units":
            _must_be_called_once(held, part, part["name"])
        part["gone"] = ""
        keep(held, at)
    note(held, list=list_name, part=part_id)


def _say(page: Page, list_name: str, part: Part, said: Mapping[str, str]) -> None:
    part.update({name: said.get(name, "").strip() for name in FIELDS[list_name]})
    if list_name == "units":
        _must_be_called_once(page, part, part["name"])
        part["under"] = _over(page, part)
    if list_name == "people" and part["side"] not in SIDES:
        raise Refused("กรุณาเลือกฝ่ายจากรายการ", "Choose a side from the list.")
    if part.get("address"):
        part["address"] = checked_link(part["address"])
    if not (part.get("name") or part.get("label_th")):
        raise Refused("ยังไม่มีชื่อ กรุณาพิมพ์ชื่อภาษาไทย", "It has no name; give it one in Thai.")


def _over(page: Page, part: Part) -> int | None:
    """The unit over a unit, by id. Raises: Refused for one that is not there or stands below it."""
    if not (typed := part["under"]):
        return None
    known = {str(each["id"]): int(each["id"]) for each in parts_of(page, "units")}
    if typed not in known or known[typed] in under(page, part["id"]):
        raise Refused(
            f"วาง “{part['name']}” ไว้ใต้หน่วยงานนั้นไม่ได้ กรุณาเลือกหน่วยงานอื่นจากรายการ",
            f"“{part['name']}” cannot stand under that unit; choose another from the list.",
        )
    return known[typed]


def _must_be_called_once(page: Page, part: Part, name: str) -> None:
    if any(each["name"] == name and each["id"] != part["id"] for each in parts_of(page, "units")):
        raise Refused(
            f"มีหน่วยงานชื่อ “{name}” ในผังแล้ว กรุณาใช้ชื่อที่ต่างกัน",
            f"There is a unit “{name}” already; give this one another name.",
        )


def _must_have_room(page: Page, list_name: str) -> None:
    most = MOST.get(list_name, MOST_PARTS)
    if len(parts_of(page, list_name)) >= most:
        raise Refused(
            f"ส่วนนี้ใส่ได้ไม่เกิน {most} รายการ กรุณานำรายการที่ไม่ใช้ออกก่อน",
            f"There is room for {most} here; remove what is not needed first.",
        )


def _attach(by: Viewer, at: datetime, page: Page, list_name: str, part: Part, file: Piece | None) -> None:
    if file is None:
        return
    name, content = file
    kinds = PICTURE_KINDS if list_name in PICTURED else LINKED_KINDS
    stored = store_or_find(by=by, at=at, name=name, content=content, kinds=kinds)
    PageFile.objects.update_or_create(page=page, slot=slot_of(part), defaults={"file": stored})


def _must_lead_somewhere(page: Page, list_name: str, part: Part) -> None:
    """A picture without a picture, and a link to nothing or to two things, tell nobody anything. Raises: Refused."""
    has_file = file_of(page, part) is not None
    if list_name in PICTURED - {"people"} and not has_file:
        raise Refused("ยังไม่มีภาพ กรุณาเลือกไฟล์ภาพ", "There is no picture; choose one.")
    if list_name == "links" and has_file == bool(part["address"]):
        raise Refused(
            "ลิงก์หนึ่งรายการมีที่อยู่เว็บหรือไฟล์อย่างใดอย่างหนึ่ง กรุณาใส่อย่างเดียว",
            "A link has an address or a file, one of the two; give one.",
        )


def _is_gone() -> Refused:
    return Refused(
        "รายการนี้ถูกนำออกแล้ว นำกลับมาได้ที่ท้ายหน้า", "This was taken off the page; bring it back at the end of the page."
    )
