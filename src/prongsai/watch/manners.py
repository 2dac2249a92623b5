"""Manners: one request at a time to a host, a pause between two, and its own word (Retry-After) obeyed.

robots.txt is not read, and that is a decision. It speaks to programs that find addresses by themselves; we ask for
single addresses that an officer of the agency wrote down, each about once a day, as a person who clicks would, and
follow no link. A site that wants fewer says so by 429 or Retry-After, which are obeyed, and the agent names us.
`Crawl-delay` is part of no standard; `Policy.per_host_seconds` is kept for every host alike.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from prongsai.watch.policy import Policy


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Nobody waits for the answer any more."""


class Manners:
    """Who may ask which host when. One for a whole round; threads share it."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._lock = threading.Lock()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}
        self.stopped = threading.Event()

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked again, and keep it while the body of the `with` runs.

        Raises: Stopped when the round has ended meanwhile.
        """
        with self._lock:
            turn = self._turns[host]
        with turn:
            self.wait(self._free_at.get(host, 0.0) - time.monotonic())
            try:
                yield
            finally:
                pause = time.monotonic() + self._policy.per_host_seconds
                self._free_at[host] = max(pause, self._free_at.get(host, 0.0))

    def wait(self, seconds: float) -> None:
        """Sleep, unless the round ends.

        Raises: Stopped when it has. Unit: seconds; nothing for less than 0.
        """
        if self.stopped.wait(max(0.0, seconds)):
            raise Stopped

    def leave_alone(self, host: str, seconds: float) -> None:
        """Ask the host nothing for so long, bounded by `Policy.patience`. Unit: seconds."""
        free_at = time.monotonic() + min(seconds, self._policy.patience)
        self._free_at[host] = max(free_at, self._free_at.get(host, 0.0))


def pause_asked(retry_after: str, now: datetime) -> float:
    """The pause that a Retry-After header asks for, in seconds or until a day and hour; 0 for what says neither.

    Unit: seconds.
    """
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
