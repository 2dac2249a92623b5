"""Copies of the public site to take away: asked for by an officer, written by the worker."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from prongsai.apps.disclosure.models import Site, SiteExport
from prongsai.apps.disclosure.queries.exporting import copy_of, export_of, is_under_way
from prongsai.apps.disclosure.queries.published import NotPublished
from prongsai.base.access import Viewer
from prongsai.base.files import keep_made
from prongsai.base.jobs import open_job
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused


@operation("export.asked")
def ask_export(*, by: Viewer, at: datetime) -> SiteExport:
    """Have what is public put together as files; asked again for the same, the copy that is there is given.

    Raises: Refused while nothing is public.
    """
    list(Site.objects.select_for_update().filter(agency=by.agency))  # of two who ask at once one finds the other's
    try:
        copy = copy_of(by.agency.slug)
    except NotPublished:
        raise Refused(
            "ยังไม่เคยเผยแพร่ จึงยังไม่มีอะไรให้ดาวน์โหลด กรุณาจัดทำชุดเผยแพร่และให้ผู้บริหารอนุมัติก่อน",
            "Nothing is public yet; make a release and have it approved first.",
        ) from None
    release = copy.force.release
    note(number=release.number)
    earlier = export_of(by, copy.mark)
    if earlier and (earlier.file_id or is_under_way(earlier.job, at)):
        return earlier
    job = open_job(agency=by.agency, kind="site export", at=at)
    return SiteExport.objects.create(
        agency=by.agency, release=release, mark=copy.mark, job=job, asked_by=by.person, asked_at=at
    )


@operation("export.made")
def keep_export(
    *, by: None, at: datetime, export: SiteExport, mark: str, name: str, content: BinaryIO, count: int
) -> None:
    """Keep a copy, a ZIP of so many files. `mark` is of what was public when it was begun."""
    export.file, export.mark = keep_made(agency=export.agency, at=at, name=name, content=content), mark
    export.save(update_fields=["file", "mark"])
    note(export, count=count)
