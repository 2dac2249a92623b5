"""The same paper is the same bytes: in whatever process, language, time zone, folder, and whenever."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paper.writing.written_apart import LAYOUTS
from prongsai.paper.writing import FORMATS

pytestmark = pytest.mark.xdist_group("same-bytes")  # or each process has them written anew

TESTS = Path(__file__).parents[2]
PLACES = {
    "here": {"LANG": "C", "LC_ALL": "C", "TZ": "Pacific/Honolulu", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
    "there": {
        "LANG": "th_TH.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "Asia/Bangkok",
        "PYTHONHASHSEED": "77",
        "COLUMNS": "40",
    },
}
NAMES = ("everything", "draft", *LAYOUTS)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folders of two processes that have nothing in common but the code; one begins later than the other."""
    folders = {}
    for place, environment in PLACES.items():
        home = tmp_path_factory.mktemp(f"home-of-{place}")
        folders[place] = home / "papers"
        folders[place].mkdir()
        words = [sys.executable, "-m", "paper.writing.written_apart", str(folders[place])]
        known = {
            name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
        }
        own = {**known, **environment, "PYTHONPATH": str(TESTS), "HOME": str(home), "USER": f"user-of-{place}"}
        subprocess.run(words, cwd=home, env=own, check=True, timeout=300)
        time.sleep(2.1)  # a zip's clock goes by two seconds
    return folders


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_two_processes_write_the_same_bytes(written: dict[str, Path], name: str, to: str) -> None:
    here, there = ((written[place] / f"{name}.{to}").read_bytes() for place in PLACES)
    assert here == there


@pytest.mark.parametrize("to", FORMATS)
def test_nothing_of_the_machine_or_the_clock_is_in_them(written: dict[str, Path], to: str) -> None:
    content = (written["here"] / f"everything.{to}").read_bytes()
    now = datetime.now(UTC)
    traces = ("home-of-here", "user-of-here", "Honolulu", f"{now:%Y-%m-%d}", f"{now:%Y%m%d}", sys.prefix)
    assert not [trace for trace in traces if trace.encode() in content]
