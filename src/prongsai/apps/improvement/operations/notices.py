"""Deeds around reminders: how somebody wants to be reminded, the calendar's feed, what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from prongsai.apps.improvement.models import Notice, NoticeChoice
from prongsai.apps.improvement.queries.notices import Reminder, letter_of
from prongsai.base import mail
from prongsai.base.access import Viewer
from prongsai.base.links import hash_of, new_token
from prongsai.base.operation import note, operation


@operation("notice.chosen")
def choose_notices(*, by: Viewer, at: datetime, by_mail: bool) -> NoticeChoice:
    """Let the viewer's reminders of this agency come by mail, or not; on the home page they stay either way."""
    note(by_mail=by_mail)
    return _choose(by, by_mail=by_mail)


@operation("feed.renewed")
def renew_feed(*, by: Viewer, at: datetime) -> str:
    """A new token for the viewer's calendar, told this once; the one before opens nothing any more."""
    token = new_token()
    note(_choose(by, feed_hash=hash_of(token)))
    return token


@operation("feed.ended")
def end_feed(*, by: Viewer, at: datetime) -> None:
    """Let the viewer's calendar be subscribed to no longer."""
    note(_choose(by, feed_hash=""))


@operation("notice.sent")
def send_notices(*, by: None = None, at: datetime, to: Viewer, reminders: Sequence[Reminder], site: str) -> None:
    """Send somebody one letter with everything there is to remind them of, and remember each reminder as sent.

    The letter goes last: when it cannot be sent nothing is remembered, and who reminds them at the same moment waits
    for the rows and then finds them taken. Raises: IntegrityError when one of them was sent before.
    """
    notices = [
        Notice(agency=to.agency, person=to.person, subject=each.subject, stage=each.stage, at=at) for each in reminders
    ]
    Notice.objects.bulk_create(notices)
    note(notices[0], count=len(notices))
    subject, text = letter_of(to, reminders, site)
    mail.send(to=to.person, subject=subject, text=text)


def _choose(by: Viewer, **wanted: object) -> NoticeChoice:
    choice, _made = NoticeChoice.objects.update_or_create(agency=by.agency, person=by.person, defaults=wanted)
    return choice
