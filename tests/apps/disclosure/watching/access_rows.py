"""Who may open the links as they were last looked at, and have them looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.made import a_visit, an_exhibit
from cast import Cast
from house.access import desk


def a_link(cast: Cast) -> Mapping[str, Any]:
    exhibit = an_exhibit(cast, places=[("o1", "")])
    a_visit(exhibit, "moved", final_url="https://www.thungfasai.example.go.th/new")
    return {"exhibit_id": exhibit.pk}


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {"form": "csv"}


READERS = "clerk executive auditor"

ROWS = [
    desk("disclosure:links", READERS),
    desk("disclosure:links-look", "clerk", method="post"),
    desk("disclosure:links-table", READERS, arguments=a_table),
    desk("disclosure:link", READERS, arguments=a_link),
]
