"""How far work that outlasts a request is. The worker tells; a page asks, and may leave and come back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.base.models import Agency, Job
from prongsai.core.errors import Problem


def open_job(*, agency: Agency | None, kind: str, at: datetime) -> Job:
    """A job that waits for the worker; without an agency it is the installation's, and administrators see it."""
    return Job.objects.create(agency=agency, kind=kind, created_at=at)


def advance(job: Job, done: int, total: int, message: str) -> None:
    """Tell how far a running job is, and with what it is busy. Unit: steps of the job's own."""
    job.done, job.total, job.message = min(done, total), total, message
    job.save(update_fields=["done", "total", "message"])


@contextmanager
def running(job_id: int) -> Iterator[Job]:
    """Run a job inside: it is done at the end, or has failed, with the problem's sentence as its message.

    Raises: whatever went wrong and is not a Problem; the worker keeps that for whoever mends it.
    """
    job = Job.objects.select_related("agency").get(pk=job_id)
    job.state, job.started_at = Job.State.RUNNING, timezone.now()
    job.save(update_fields=["state", "started_at"])
    try:
        yield job
    except Problem as problem:
        _end(job, Job.State.FAILED, problem.th)
    except BaseException:
        _end(job, Job.State.FAILED, _("ทำไม่สำเร็จเพราะระบบขัดข้อง กรุณาลองอีกครั้ง"))
        raise
    else:
        _end(job, Job.State.DONE, job.message)


def _end(job: Job, state: Job.State, message: str) -> None:
    job.state, job.message, job.ended_at = state, message[:300], timezone.now()
    job.save(update_fields=["state", "message", "ended_at"])
