"""How far a job is: a fragment that asks again by itself until the job is over."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prongsai.base import queries
from prongsai.base.access import DeskRequest, Viewer, requires


@requires("job.read")
def progress(request: DeskRequest, viewer: Viewer, year: int, job_id: int) -> HttpResponse:
    """The progress bar of one job; once it is over, the page around it is loaded anew."""
    job = queries.job_of(viewer, job_id)
    response = render(request, "base/progress.html", {"job": job})
    if job.is_over and request.htmx:
        response["HX-Refresh"] = "true"
    return response
