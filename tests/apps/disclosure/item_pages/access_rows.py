"""Who may have item pages read and take links over, and who sees the item table to set into another website."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.disclosure.made import a_release
from apps.disclosure.made_public import public_pages
from cast import NOW, YEAR, Cast
from house.access import anybody, desk
from prongsai.apps.disclosure.models import ItemPageImport
from prongsai.base.jobs import open_job
from prongsai.base.models import Job


def a_read_page(cast: Cast) -> Mapping[str, Any]:
    job = open_job(agency=cast.agency, kind="item_page", at=NOW)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, ended_at=NOW)
    row = {
        "text": "o1 โครงสร้าง",
        "address": "https://www.thungfasai.example.go.th/o1",
        "before": "",
        "heading": "",
        "item": "o1",
        "element": "",
        "by": "both",
        "numbers_of": YEAR,
    }
    words = {"fiscal_year": YEAR, "source": "https://www.thungfasai.example.go.th/ita", "asked_at": NOW}
    clerk = cast.people["clerk"]
    page = ItemPageImport.objects.create(agency=cast.agency, job=job, rows=[row], asked_by=clerk, **words)
    return {"import_id": page.pk}


def a_year(cast: Cast) -> Mapping[str, Any]:
    pages = public_pages()
    a_release(cast, pages)
    path = next(each.path for each in pages if each.kind == "item")
    return {"agency": cast.agency.slug, "year": int(path.partition("/")[0])}


def a_language(cast: Cast) -> Mapping[str, Any]:
    a_release(cast)
    return {"language": "th"}


READERS = "clerk executive auditor"

ROWS = [
    desk("disclosure:item-pages", "clerk"),
    desk("disclosure:item-page", "clerk", arguments=a_read_page),
    desk("disclosure:item-page-take", "clerk", arguments=a_read_page, method="post"),
    desk("disclosure:item-table", READERS),
    desk("disclosure:item-table-file", READERS, arguments=a_language),
    anybody("site:items-table", arguments=a_year),
    anybody("site:items-table-english", arguments=a_year),
]
