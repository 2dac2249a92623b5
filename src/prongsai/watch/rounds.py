"""Rounds: many addresses, one at a time to a host, several hosts side by side, what failed in passing tried again.

Threads, because a look waits and does not reckon; few, because an office has one line. What is found is handed over
as it comes, through a queue with room for a few, so that a slow taker holds the round instead of filling the memory.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from prongsai.core.errors import Problem
from prongsai.watch.addresses import Unanswered, address_of, registrable
from prongsai.watch.faults import Fault
from prongsai.watch.looking import Look, Lookout
from prongsai.watch.manners import Stopped
from prongsai.watch.policy import Policy

Told = Callable[[int, int], None]
"""Told after each address: how many are done, of how many."""

_AGAIN = {502, 503, 504}
_ANSWERS = {
    *(Fault.GARBLED, Fault.TLS, Fault.TLS_EXPIRED, Fault.TLS_OTHER_NAME, Fault.TLS_UNKNOWN_ISSUER),
    Fault.TLS_INCOMPLETE,
}


class Offline(Problem):
    """Nobody at all answered: that tells of our own line, and nothing of the addresses."""

    def __init__(self) -> None:
        super().__init__(
            "ไม่มีเว็บไซต์ใดตอบเลย เครื่องนี้น่าจะออกอินเทอร์เน็ตไม่ได้ ผลตรวจครั้งก่อนจึงยังคงอยู่ ให้ตรวจการเชื่อมต่อแล้วสั่งตรวจใหม่",
            "No site answered at all, so this machine most likely has no way out to the internet and what was found"
            " before stays; check the connection and look again.",
        )


def look_at_all(urls: Iterable[str], policy: Policy, now: datetime, told: Told | None = None) -> Iterator[Look]:
    """Look at many addresses, each once however often it is named, in whatever order they are done.

    Whoever stops iterating stops the round: no further request is begun. `told` is called in the taker's thread. What
    nobody answered is held back until somebody else answers.
    Shape: one `Look` an address, with `url` as it was given.
    Raises: Offline at the end when the sites of several owners were asked and none answered.
    """
    waiting = tuple(dict.fromkeys(urls))
    round_ = _Round(waiting, policy, now)
    unanswered: list[Look] = []
    is_online = False
    try:
        round_.begin()
        for done in range(1, len(waiting) + 1):
            found = round_.next()
            if told:
                told(done, len(waiting))
            is_online |= _is_answered(found)
            unanswered.append(found)
            if is_online:
                yield from unanswered
                unanswered.clear()
    finally:
        round_.end()
    if len({registrable(_host_of(each.url)) for each in unanswered if _is_silent(each)}) > 1:
        raise Offline
    yield from unanswered


def _is_silent(found: Look) -> bool:
    return not found.hops and bool({Fault.DEAD, Fault.TIMEOUT} & set(found.faults))


def _is_answered(found: Look) -> bool:
    """Whether a machine of the internet said anything; an address that was not asked tells nothing."""
    return found.status is not None or bool(found.hops) or bool(_ANSWERS & set(found.faults))


@dataclass(slots=True)
class _Errand:
    """One address to look at, how often it was tried, and the earliest moment of the next try."""

    url: str
    tries: int = 0
    not_before: float = 0.0


@dataclass(slots=True)
class _Host:
    """The errands to one host; one worker at a time has it."""

    errands: deque[_Errand] = field(default_factory=deque)
    is_taken: bool = False


class _Round:
    """The errands that are left, by host, and the threads that run them."""

    def __init__(self, urls: tuple[str, ...], policy: Policy, now: datetime) -> None:
        self.policy = policy
        self.now = now
        self.lookout = Lookout(policy)
        self.found: queue.Queue[Look | BaseException] = queue.Queue(maxsize=policy.side_by_side)
        self._hosts: dict[str, _Host] = {}
        for url in urls:
            self._hosts.setdefault(_host_of(url), _Host()).errands.append(_Errand(url))
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._work, daemon=True, name=f"watch-{number}")
            for number in range(min(policy.side_by_side, len(self._hosts)))
        ]

    def begin(self) -> None:
        """Start the workers."""
        for each in self._threads:
            each.start()

    def next(self) -> Look:
        """What was found next.

        Raises: whatever went wrong in a worker.
        """
        found = self.found.get()
        if isinstance(found, BaseException):
            raise found
        return found

    def end(self) -> None:
        """Begin nothing more, and wait for what is under way, which `Policy.deadline` bounds."""
        self.lookout.manners.stopped.set()
        with self._changed:
            self._changed.notify_all()
        for each in self._threads:
            while each.is_alive():
                self._drain()
                each.join(0.05)

    def _drain(self) -> None:
        try:
            while True:
                self.found.get_nowait()
        except queue.Empty:
            return

    def _work(self) -> None:
        try:
            while (taken := self._take()) is not None:
                host, errand = taken
                try:
                    self._run(host, errand)
                finally:
                    self._give_back(host)
        except Stopped:
            return
        except BaseException as trouble:
            # The taker must hear of it, or waits for ever.
            self.found.put(trouble)

    def _run(self, host: _Host, errand: _Errand) -> None:
        found = self.lookout.look(errand.url, now=self.now)
        errand.tries += 1
        if errand.tries < self.policy.tries and _may_pass(found):
            errand.not_before = time.monotonic() + self.policy.backoff * 2 ** (errand.tries - 1)
            with self._changed:
                host.errands.append(errand)
        else:
            self.found.put(found)

    def _take(self) -> tuple[_Host, _Errand] | None:
        """The next errand that is due at a host that nobody has; None when nothing is left.

        Raises: Stopped.
        """
        with self._changed:
            while any(each.errands or each.is_taken for each in self._hosts.values()):
                if self.lookout.manners.stopped.is_set():
                    raise Stopped
                now = time.monotonic()
                soonest = now + 60.0
                for host in self._hosts.values():
                    due = min((each.not_before for each in host.errands), default=None)
                    if due is None or host.is_taken:
                        continue
                    if due <= now:
                        return host, self._of(host, due)
                    soonest = min(soonest, due)
                self._changed.wait(soonest - now)
            return None

    @staticmethod
    def _of(host: _Host, due: float) -> _Errand:
        errand = next(each for each in host.errands if each.not_before == due)
        host.errands.remove(errand)
        host.is_taken = True
        return errand

    def _give_back(self, host: _Host) -> None:
        with self._changed:
            host.is_taken = False
            self._changed.notify_all()


def _host_of(url: str) -> str:
    try:
        return address_of(url).host
    except Unanswered:
        return ""


def _may_pass(found: Look) -> bool:
    return any(each.is_passing for each in found.faults) or found.status in _AGAIN
