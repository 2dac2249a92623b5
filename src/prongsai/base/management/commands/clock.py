"""``prongsai manage clock``: the process that looks at the clock, beside the web and its worker."""

from __future__ import annotations

import logging
import time
from contextlib import suppress

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from prongsai.base import clock

_log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run for ever, or look once."""

    help = "Does what is due once a day, for ever."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --once."""
        parser.add_argument("--once", action="store_true", help="Look once and end.")

    def handle(self, *words: object, once: bool, **options: object) -> None:
        """Look at the clock until stopped."""
        with suppress(KeyboardInterrupt):
            _look()
            while not once:
                time.sleep(clock.EVERY_SECONDS)
                _look()


def _look() -> None:
    try:
        clock.run_due(timezone.now())
    except DatabaseError:
        _log.exception("the database does not answer; the clock goes on")
    finally:
        close_old_connections()
