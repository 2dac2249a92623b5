"""What a program without an account sees: a person's calendar, by the address they were given."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from prongsai.apps.improvement.queries import feeds
from prongsai.base.access import public


@public
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever this token was made for."""
    viewer = feeds.viewer_of_feed(token)
    with translation.override("th"):  # a program asks in no language
        content = feeds.feed_of(viewer, timezone.now(), settings.ADDRESS)
    headers = {"Cache-Control": "private, max-age=3600"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
