"""What the worker writes: the public site as files that need no server."""

from __future__ import annotations

import tempfile

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.disclosure.operations.exporting import keep_export
from prongsai.apps.disclosure.queries.exporting import copy_of, export_to_make
from prongsai.base.jobs import advance, running
from prongsai.paper.writing.packing import pack_into

_EVERY = 25
"""How often progress is told. Unit: files."""


@task()
def write_site_copy(export_id: int) -> None:
    """Write a copy of what is public; its job tells how far it is."""
    export = export_to_make(export_id)
    if export is None:
        return
    with running(export.job_id) as job, translation.override("th"), tempfile.TemporaryFile() as package:
        copy = copy_of(export.agency.slug)
        count = 0

        def told(done: int, total: int) -> None:
            nonlocal count
            count = total
            if done % _EVERY == 0:
                advance(job, done, total, _("กำลังเขียนไฟล์ของเว็บ"))

        pack_into(package, ((f"{copy.name}/{path}", content) for path, content in copy.parts(told)))
        name = f"{copy.name}.zip"
        keep_export(by=None, at=timezone.now(), export=export, mark=copy.mark, name=name, content=package, count=count)
        advance(job, count, count, "")
