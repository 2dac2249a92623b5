"""The clock: what is done once a day, by whichever process comes first, and again later when it failed."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from prongsai.base.models import ClockRun

EVERY_SECONDS = 30
"""How often the clock looks whether something is due."""
AGAIN_AFTER = timedelta(minutes=10)
"""When a task that failed is tried again."""
GIVEN_UP_AFTER = timedelta(hours=1)
"""When a task that was begun and never ended (its process was killed) is taken for failed."""
REMEMBERED = timedelta(days=90)

_log = logging.getLogger(__name__)


def run_due(at: datetime) -> None:
    """Run every task of `settings.CLOCK` whose local time of day has come and that was not done today.

    A task that fails keeps none of the others back. Shape: `CLOCK` is the time of day by the task's dotted name.
    """
    now = timezone.localtime(at)
    for task, after in settings.CLOCK.items():
        if now.time() >= after:
            _run_once(task, now.date(), at)


def _run_once(task: str, day: date, at: datetime) -> None:
    try:
        if not _take(task, day, at):
            return
        import_string(task)(at)
    except Exception:  # whatever it is, the clock goes on; the log tells the place and not the words
        _log.exception("%s failed and is tried again later", task)
        _taken_by_us(task, day, at).update(again_at=at + AGAIN_AFTER)
    else:
        _taken_by_us(task, day, at).update(done_at=at)
        ClockRun.objects.filter(task=task, day__lt=day - REMEMBERED).delete()


def _take(task: str, day: date, at: datetime) -> bool:
    """Take a task for this process, if nobody has: the row, and the condition of the update, let one alone through."""
    taken = {"taken_at": at, "again_at": at + GIVEN_UP_AFTER}
    _, is_first = ClockRun.objects.get_or_create(task=task, day=day, defaults=taken)
    waiting = ClockRun.objects.filter(task=task, day=day, done_at=None, again_at__lte=at)
    return is_first or bool(waiting.update(**taken))


def _taken_by_us(task: str, day: date, at: datetime) -> QuerySet[ClockRun]:
    return ClockRun.objects.filter(task=task, day=day, taken_at=at)
