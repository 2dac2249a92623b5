"""Who may open what of written pages and the public site as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.made_pages import a_leader, a_page, a_part
from cast import NOW, Cast
from house.access import desk
from prongsai.apps.disclosure.operations.page_parts import remove_part
from prongsai.apps.disclosure.operations.pages import remove_page


def a_written_page(cast: Cast) -> Mapping[str, Any]:
    return {"page_id": a_page(cast).pk}


def a_page_taken_away(cast: Cast) -> Mapping[str, Any]:
    page = a_page(cast)
    remove_page(by=cast.viewer("clerk"), at=NOW, page=page)
    return {"page_id": page.pk}


def a_list(cast: Cast) -> Mapping[str, Any]:
    return {**a_written_page(cast), "list_name": "links"}


def a_person(cast: Cast) -> Mapping[str, Any]:
    page = a_page(cast, "people")
    return {"page_id": page.pk, "part_id": a_leader(cast, page)["id"]}


def a_small_picture(cast: Cast) -> Mapping[str, Any]:
    return {**a_person(cast), "size": "small"}


def a_file(cast: Cast) -> Mapping[str, Any]:
    page = a_page(cast, "laws")
    return {"page_id": page.pk, "part_id": a_part(cast, page, "links", ("law.pdf", b"%PDF-1.7 x"), label_th="กฎ")["id"]}


def a_part_taken_off(cast: Cast) -> Mapping[str, Any]:
    page = a_page(cast)
    part = a_part(cast, page, "links", label_th="ลิงก์", address="https://www.example.go.th/")
    remove_part(by=cast.viewer("clerk"), at=NOW, page=page, part_id=part["id"])
    return {"page_id": page.pk, "part_id": part["id"]}


WHOLE_CYCLE = "clerk executive auditor"

ROWS = [
    desk("disclosure:pages", WHOLE_CYCLE),
    desk("disclosure:page-create", "clerk", arguments=lambda cast: {"kind": "news"}),
    desk("disclosure:page", WHOLE_CYCLE, arguments=a_written_page),
    desk("disclosure:page-preview", WHOLE_CYCLE, arguments=a_written_page),
    desk("disclosure:page-edit", "clerk", arguments=a_written_page),
    desk("disclosure:page-remove", "clerk", arguments=a_written_page, method="post"),
    desk("disclosure:page-restore", "clerk", arguments=a_page_taken_away, method="post"),
    desk("disclosure:page-part-add", "clerk", arguments=a_list),
    desk("disclosure:page-part-edit", "clerk", arguments=a_person),
    desk("disclosure:page-part-move", "clerk", arguments=a_person, method="post", sent={"shift": "up"}),
    desk("disclosure:page-part-remove", "clerk", arguments=a_person, method="post"),
    desk("disclosure:page-part-restore", "clerk", arguments=a_part_taken_off, method="post"),
    desk("disclosure:page-part-file", WHOLE_CYCLE, arguments=a_file),
    desk("disclosure:page-part-shown", WHOLE_CYCLE, arguments=a_small_picture),
    desk("disclosure:site", WHOLE_CYCLE),
    desk("disclosure:site-edit", "clerk"),
]
