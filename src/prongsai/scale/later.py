"""Work that is done in a thread of its own, beside what a database does."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Later(Generic[Value]):
    """Something that is worked out meanwhile. The thread never keeps a program that is stopped."""

    def __init__(self, work: Callable[[], Value]) -> None:
        self.found, self.trouble = list[Value](), list[BaseException]()
        # A thread that is done keeps nothing of its work, so that what it was done on can go.
        self.thread = Thread(target=self._run, args=(work,), daemon=True)
        self.thread.start()

    def _run(self, work: Callable[[], Value]) -> None:
        try:
            self.found.append(work())
        except BaseException as trouble:  # whoever waits for it gets it
            self.trouble.append(trouble)

    def wait(self) -> None:
        """Until it is worked out, or cannot be."""
        self.thread.join()

    def value(self) -> Value:
        """What came of it, or the trouble that came instead."""
        self.wait()
        if self.trouble:
            raise self.trouble[0]
        return self.found[0]
