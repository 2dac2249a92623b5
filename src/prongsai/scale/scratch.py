"""A folder for as long as somebody holds on to it: what is too much for memory lies there."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize


class Scratch:
    """A temporary folder that goes with its holder, quietly: who holds it last need not know that it is one."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="prongsai-"))
        self._end = finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def close(self) -> None:
        """Let it go now."""
        self._end()
