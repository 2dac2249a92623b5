"""Who may open what of the published site: anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.made import a_release
from apps.disclosure.site.made_site import FILE, a_file
from cast import Cast
from house.access import anybody


def a_site(cast: Cast) -> Mapping[str, Any]:
    a_release(cast)
    return {"agency": cast.agency.slug}


def a_page(cast: Cast) -> Mapping[str, Any]:
    return {**a_site(cast), "path": "contact"}


def a_handed_out_file(cast: Cast) -> Mapping[str, Any]:
    a_release(cast, files={FILE: (a_file(cast), "")})
    _files, mark, name = FILE.split("/")
    return {"agency": cast.agency.slug, "mark": mark, "name": name}


def first_part(cast: Cast) -> Mapping[str, Any]:
    return {"part": 1}


ROWS = [
    anybody("site:sites"),
    anybody("site:robots"),
    anybody("site:sitemap-index"),
    anybody("site:sitemap-part", arguments=first_part),
    *(
        anybody(f"site:{name}", arguments=a_site)
        for name in ("sitemap", "feed", "feed-english", "search", "search-english", "home", "home-english")
    ),
    anybody("site:page", arguments=a_page),
    anybody("site:page-english", arguments=a_page),
    anybody("site:file", arguments=a_handed_out_file),
]
