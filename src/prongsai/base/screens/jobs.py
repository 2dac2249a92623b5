"""How far a job is: a fragment that asks again by itself until the job is over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.base import queries
from prongsai.base.access import DeskRequest, Viewer, administrator, requires
from prongsai.base.models import Job


@requires("job.read")
def progress(request: DeskRequest, viewer: Viewer, year: int, job_id: int) -> HttpResponse:
    """The progress bar of one job; once it is over, the page around it is loaded anew."""
    return _told(request, queries.job_of(viewer, job_id))


@administrator
def installation_progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """The progress bar of a job that is the installation's own."""
    return _told(request, queries.installation_job(job_id))


def _told(request: HttpRequest, job: Job) -> HttpResponse:
    response = render(request, "base/progress.html", {"job": job})
    if job.is_over and request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response
