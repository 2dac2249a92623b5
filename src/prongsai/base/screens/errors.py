"""When something is wrong: what happened and what to do, in words, without personal data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prongsai.base.access import public


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request makes no sense."""
    return render(request, "base/errors/400.html", status=400)


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A place of one's own agency that belongs to another role."""
    return render(request, "base/errors/403.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing for this person."""
    return render(request, "base/errors/404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """The fault is ours. Rendered without the request: what failed may be what the page would ask for."""
    return render(None, "base/errors/500.html", status=500)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    return render(request, "base/errors/csrf.html", status=403)
