"""Who may open what of items, what is shown for them, and the rehearsal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.made import a_duty, an_exhibit
from cast import NOW, YEAR, Cast
from house.access import desk
from prongsai.apps.disclosure.models import ElementChange
from prongsai.base import files


def an_item(cast: Cast) -> Mapping[str, Any]:
    a_duty(cast, "o1")
    return {"code": "o1"}


def an_element(cast: Cast) -> Mapping[str, Any]:
    return {"code": "o1", "element": f"own-{a_change(cast)['change_id']}"}


def a_change(cast: Cast) -> Mapping[str, Any]:
    words = {"text_th": "ผังฝ่ายการเมือง", "source": "คู่มือปี 2567 หน้า 12"}
    change = ElementChange.objects.create(agency=cast.agency, fiscal_year=YEAR, item="o1", **words)
    return {"change_id": change.pk}


def a_link(cast: Cast) -> Mapping[str, Any]:
    a_duty(cast, "o1")
    return {"exhibit_id": an_exhibit(cast, places=[("o1", "")]).pk}


def a_file(cast: Cast) -> Mapping[str, Any]:
    file = files.store(by=cast.viewer("clerk"), at=NOW, name="ผัง.txt", content="ผัง".encode())
    return {"exhibit_id": an_exhibit(cast, kind="file", file=file).pk}


def a_showing(cast: Cast) -> Mapping[str, Any]:
    a_duty(cast, "o1")
    return {"showing_id": an_exhibit(cast, places=[("o1", "")]).showings.get().pk}


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {"form": "csv"}


WHOLE_CYCLE = "clerk executive auditor"
SHOWS = "clerk officer"

ROWS = [
    desk("disclosure:items", "members"),
    desk("disclosure:items-table", "members", arguments=a_table),
    desk("disclosure:items-owners", "clerk", method="post"),
    desk("disclosure:item", "members", arguments=an_item),
    desk("disclosure:item-edit", "clerk", arguments=an_item),
    desk("disclosure:item-offers", SHOWS, arguments=an_item, method="post"),
    desk("disclosure:element-add", "clerk", arguments=an_item),
    desk("disclosure:element-change", "clerk", arguments=an_element),
    desk("disclosure:element-restore", "clerk", arguments=a_change, method="post"),
    desk("disclosure:exhibits", "members"),
    desk("disclosure:exhibits-table", "members", arguments=a_table),
    desk("disclosure:exhibit-add", SHOWS),
    desk("disclosure:exhibit", "members", arguments=a_link),
    desk("disclosure:exhibit-edit", SHOWS, arguments=a_link),
    desk("disclosure:exhibit-use", SHOWS, arguments=a_link),
    desk("disclosure:exhibit-remove", SHOWS, arguments=a_link, method="post"),
    desk("disclosure:exhibit-restore", SHOWS, arguments=a_link, method="post"),
    desk("disclosure:exhibit-file", "members", arguments=a_file),
    desk("disclosure:exhibit-hide", SHOWS, arguments=a_showing, method="post"),
    desk("disclosure:rehearsal", WHOLE_CYCLE),
    desk("disclosure:rehearsal-table", WHOLE_CYCLE, arguments=a_table),
]
