"""What the worker does: a brought file taken over as a run; and the same at once, for the terminal and the demo."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from prongsai.apps.nation.jobs.comparing import compare_shown_years, compare_years
from prongsai.apps.nation.models import NationalRun, RunImport
from prongsai.apps.nation.operations.runs import bring_run, import_run
from prongsai.apps.nation.queries.imports import import_to_do
from prongsai.apps.nation.queries.reading import read_run
from prongsai.apps.nation.queries.runs import Country
from prongsai.base.files import open_stored
from prongsai.base.jobs import advance, running
from prongsai.base.models import Job
from prongsai.core.errors import Problem


@task()
def take_run_over(import_id: int) -> None:
    """Take a brought file over; its job tells how far it is."""
    brought = import_to_do(import_id)
    if brought is None:
        return
    with running(brought.job_id) as job, translation.override("th"):
        _take_over(brought, job)
        compare_shown_years.enqueue()


def import_at_once(path: Path, about: str = "") -> str:
    """Take a file over while whoever asked waits. Shape: the address of the run's own page.

    Raises: Problem for what is no run, or is taken over already; OSError for a file that cannot be opened.
    """
    with path.open("rb") as content:
        brought = bring_run(by=None, at=timezone.now(), name=path.name, content=content, about=about)
    trouble: Problem | None = None
    with running(brought.job_id) as job:
        try:
            run = _take_over(brought, job)
        except Problem as problem:  # the job keeps its sentence, and whoever waits hears it too
            trouble = problem
            raise
    if trouble:
        raise trouble
    compare_years()
    return Country(run, is_pinned=True).address("country")


def _take_over(brought: RunImport, job: Job) -> NationalRun:
    def told(done: int, total: int) -> None:
        advance(job, done, 2 * total, _("กำลังอ่านและตรวจคะแนนทีละหน่วยงาน"))

    advance(job, 0, 0, _("กำลังตรวจไฟล์"))
    with open_stored(brought.file) as file:
        read = read_run(file, told)
    count = len(read.agencies)
    advance(job, count, 2 * count, _("กำลังบันทึกคะแนนทุกหน่วยงาน"))
    run = import_run(by=brought.brought_by, at=timezone.now(), file=brought.file, read=read, brought=brought)
    advance(job, 2 * count, 2 * count, _("นำเข้าแล้ว"))
    return run
