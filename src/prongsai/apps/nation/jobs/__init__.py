"""What the worker does: a brought file taken over as a run."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.nation.operations.runs import import_run
from prongsai.apps.nation.queries.imports import import_to_do
from prongsai.apps.nation.queries.reading import read_run
from prongsai.base.files import open_stored
from prongsai.base.jobs import advance, running


@task()
def take_run_over(import_id: int) -> None:
    """Take a brought file over; its job tells how far it is."""
    brought = import_to_do(import_id)
    if brought is None:
        return
    with running(brought.job_id) as job, translation.override("th"), open_stored(brought.file) as file:

        def told(done: int, total: int) -> None:
            advance(job, done, 2 * total, _("กำลังอ่านและตรวจคะแนนทีละหน่วยงาน"))

        advance(job, 0, 0, _("กำลังตรวจไฟล์"))
        read = read_run(file, told)
        count = len(read.agencies)
        advance(job, count, 2 * count, _("กำลังบันทึกคะแนนทุกหน่วยงาน"))
        import_run(by=brought.brought_by, at=timezone.now(), file=brought.file, read=read, brought=brought)
        advance(job, 2 * count, 2 * count, _("นำเข้าแล้ว"))
