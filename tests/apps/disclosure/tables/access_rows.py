"""Who may take the open data of a published site: anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.tables.made_tables import a_site_with_tables
from cast import Cast
from house.access import anybody


def a_site(cast: Cast) -> Mapping[str, Any]:
    a_site_with_tables(cast)
    return {"agency": cast.agency.slug}


def a_table(cast: Cast) -> Mapping[str, Any]:
    return {**a_site(cast), "code": "measures", "form": "csv"}


ROWS = [
    anybody("site:table-file", arguments=a_table),
    anybody("site:catalogue", arguments=a_site),
    anybody("site:package", arguments=a_site),
]
