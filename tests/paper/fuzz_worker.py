"""Reads every file of a list and tells, as JSON, what came of it: run in a process of its own to weigh its memory."""

from __future__ import annotations

import json
import re
import resource
import sys
import traceback
from pathlib import Path
from time import perf_counter

from prongsai.core.errors import Unreadable
from prongsai.paper.reading import read


def outcome(path: Path) -> str:
    """``read``, ``refused``, or the fault."""
    try:
        read(path)
    except Unreadable as problem:
        said = path.name in problem.th and path.name in problem.en and "\n" not in problem.th + problem.en
        return "refused" if said else f"unclear sentence: {problem.th!r} {problem.en!r}"
    except BaseException:  # whatever else comes out is the fault that is looked for
        return traceback.format_exc()[-1500:]
    return "read"


def main() -> None:
    told = []
    for name in sys.stdin.read().splitlines():
        started = perf_counter()
        came = outcome(Path(name))
        told.append({"name": Path(name).name, "came": came, "seconds": round(perf_counter() - started, 2)})
    peaks = [own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]
    print(json.dumps({"files": told, "peaks_kb": peaks}))


def own_peak() -> int:
    """The most memory this process had, in kB; `ru_maxrss` would also count what started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())
    assert peak
    return int(peak[1])


if __name__ == "__main__":
    main()
