"""Work that is done in a thread of its own, beside what a database does."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Later(Generic[Value]):
    """Something that is worked out meanwhile. The thread never keeps a program that is stopped."""

    def __init__(self, work: Callable[[], Value]) -> None:
        self.work, self.found, self.trouble = work, list[Value](), list[BaseException]()
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.found.append(self.work())
        except BaseException as trouble:  # whoever waits for it gets it
            self.trouble.append(trouble)

    def value(self) -> Value:
        """What came of it, or the trouble that came instead."""
        self.thread.join()
        if self.trouble:
            raise self.trouble[0]
        return self.found[0]
