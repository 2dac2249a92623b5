"""The folder beside the output in which a run works: finished survey parts, so that a run that was stopped goes on.

A finished part is taken up again only by a run of the same inputs, rules and program. What a killed run left is
cleared by the next one; two runs never write one output at a time.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from prongsai.core.errors import Problem
from prongsai.scale.output import cannot_write

if TYPE_CHECKING:
    from prongsai.core.nation.tally import SurveyTally

WORTH_KEEPING = 2.0
"""A part that took less is counted again sooner than it is kept and found again. Unit: seconds."""
RUN, LOCK, KEPT, HALF = "run.zip", "lock", ".tally", ".half"
ASIDE = "prongsai-"
"""How folders begin that engines make for what they put aside."""


class WorkFolder:
    """The folder ``OUT.work`` of an output, held by one run. Raises: Problem when it cannot be, or another holds it.

    While it is held, whatever this process puts aside on disk is put there: it has the room that the output has, and
    what a killed run could not clear is cleared by the next one.
    """

    def __init__(self, out: Path) -> None:
        self.out, self.path = out, out.with_name(f"{out.name}.work")
        self.lock: IO[bytes] | None = None
        self.before = tempfile.tempdir

    def __enter__(self) -> Self:
        try:
            self.path.mkdir(exist_ok=True)
            self.lock = (self.path / LOCK).open("wb")
        except OSError as trouble:
            raise cannot_write(self.out, trouble) from trouble
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as trouble:
            self.lock.close()
            raise Problem(
                f"มีการคำนวณอื่นกำลังเขียน “{self.out}” อยู่ กรุณารอให้เสร็จ หรือเลือกชื่อแฟ้มอื่น",
                f"Another run is writing “{self.out}”; wait until it is done, or choose another name.",
            ) from trouble
        self._sweep()
        tempfile.tempdir = str(self.path.absolute())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave only what a later run can take up, and nothing where there is nothing."""
        tempfile.tempdir = self.before
        self._sweep()
        if kind is None:
            self.clear(*(each.name for each in self.kept()))
        if not self.kept():
            self.clear(LOCK)
            with suppress(OSError):  # something of somebody else stands in it
                self.path.rmdir()
        if self.lock:
            self.lock.close()

    def kept(self) -> list[Path]:
        """The files of finished survey parts."""
        return sorted(self.path.glob(f"*{KEPT}"))

    def _sweep(self) -> None:
        for half in (self.path / RUN, *self.path.glob(f"*{HALF}")):
            half.unlink(missing_ok=True)
        for aside in self.path.glob(f"{ASIDE}*"):
            shutil.rmtree(aside, ignore_errors=True)

    def clear(self, *names: str) -> None:
        """Let files of ours go."""
        for name in names:
            (self.path / name).unlink(missing_ok=True)


class KeptStages:
    """Finished survey parts in a folder; `key` tells of which inputs, rules and program, and is asked for when needed.

    `taken_up` names the stages that were found finished.
    """

    def __init__(self, folder: WorkFolder, key: Callable[[], str], *, worth: float = WORTH_KEEPING) -> None:
        self.folder, self.key, self.worth = folder, key, worth
        self.taken_up: list[str] = []
        self.since = monotonic()

    def taken(self, stage: str) -> SurveyTally | None:
        """The tally of a survey part that was finished before; None also for one that was damaged or is of others."""
        try:
            content = self._file(stage).read_bytes()
        except OSError:
            return None
        from prongsai.scale.tallied import tally_in

        tally = tally_in(content, f"{self.key()} {stage}")
        if tally is not None:
            self.taken_up.append(stage)
        self.since = monotonic()
        return tally

    def keep(self, stage: str, tally: SurveyTally) -> None:
        """Keep a survey part that took long enough; that it cannot be kept stops no run."""
        took, self.since = monotonic() - self.since, monotonic()
        if took < self.worth:
            return
        from prongsai.scale.tallied import bytes_of

        file = self._file(stage)
        half = file.with_suffix(HALF)
        with suppress(OSError):
            half.write_bytes(b"".join(bytes_of(tally, f"{self.key()} {stage}")))
            half.replace(file)

    def forget(self) -> None:
        """Let everything go that was kept."""
        self.folder.clear(*(each.name for each in self.folder.kept()))

    def _file(self, stage: str) -> Path:
        return self.folder.path / f"{stage.replace('/', '-')}{KEPT}"
