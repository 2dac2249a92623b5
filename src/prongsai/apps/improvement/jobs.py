"""What the clock does here: letters that remind people, once a day."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone, translation

from prongsai.apps.improvement.operations import notices as operations
from prongsai.apps.improvement.queries import notices as query


def send_reminders(at: datetime) -> None:
    """Send everybody who wants letters one about what they were not told yet.

    A letter that cannot be sent keeps nobody else's back. Raises: OSError, the last one, once all were tried, so that
    the clock tries again; who got theirs gets no second one.
    """
    problem = None
    with translation.override("th"):
        for to in query.wants_mail():
            reminders = query.untold(to, query.reminders_of(to, timezone.localdate(at)))
            if not reminders:
                continue
            try:
                operations.send_notices(by=None, at=at, to=to, reminders=reminders, site=settings.ADDRESS)
            except IntegrityError:
                continue  # another process sent it at this moment
            except OSError as unsent:
                problem = unsent
    if problem:
        raise problem
