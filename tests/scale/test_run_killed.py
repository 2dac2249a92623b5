"""Killed at any moment, a run leaves the complete old file or the complete new one; the next run clears the rest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prongsai.core.nation import archive
from prongsai.scale.run import Wanted, score
from scale.score_inputs import YEAR, folder

PROGRAM = f"""
TOUCHES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir")
import os, signal, sys
from pathlib import Path
from prongsai.scale.run import Wanted, score
source, out, moment = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
passed = 0

def heard(event, arguments):
    # Each time the program is about to touch a file of the output: there, a kill hurts most.
    global passed
    if event in TOUCHES and any(out.name in str(each) for each in arguments):
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(heard)
score(Wanted({YEAR}, (source,), out, engine="loop", worth_keeping=0.0))
"""


def started(source: Path, out: Path, moment: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(source), str(out), str(moment)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, bytes]:
    """Answers, the file that stood there before, and the one that is to come."""
    place = tmp_path_factory.mktemp("runs")
    source = folder(place / "in")
    contents = []
    for of, name in ((folder(place / "before", agencies=2), "old"), (source, "new")):
        score(Wanted(YEAR, (of,), place / f"{name}.zip", engine="loop"))
        contents.append((place / f"{name}.zip").read_bytes())
    return source, contents[0], contents[1]


def is_whole(out: Path) -> bool:
    with out.open("rb") as file, archive.opened(file) as opened:
        return bool(archive.checked(opened))


def test_killed_wherever_it_touches_a_file_of_the_output(files: tuple[Path, bytes, bytes], tmp_path: Path) -> None:
    source, old, new = files
    out = tmp_path / "out.zip"
    out.write_bytes(old)
    found = []
    while True:
        out.write_bytes(old)
        killed = started(source, out, len(found) + 1)
        complaint = killed.communicate(timeout=120)[1]
        assert is_whole(out)
        if killed.returncode == 0:  # it does not touch as many
            break
        assert killed.returncode == -signal.SIGKILL, complaint
        found.append(out.read_bytes())
    assert len(found) > 10
    assert set(found) == {old, new}
    assert found == sorted(found, key=lambda each: each == new)
    score(Wanted(YEAR, (source,), out, engine="loop"))
    assert out.read_bytes() == new
    assert [each.name for each in tmp_path.iterdir()] == ["out.zip"]


def test_killed_at_any_moment_of_counting_by_the_embedded_engine(
    files: tuple[Path, bytes, bytes], tmp_path: Path
) -> None:
    source, old, new = files
    out = tmp_path / "out.zip"
    words = [sys.executable, "-m", "prongsai", "score", str(source), "--year", str(YEAR), "-o", str(out)]
    start = time.monotonic()
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    whole = time.monotonic() - start
    drawn = random.Random(6)
    for _ in range(6):
        out.write_bytes(old)
        killed = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(drawn.uniform(0.2, 1.0) * whole)
        killed.kill()
        killed.wait(timeout=120)
        assert out.read_bytes() in (old, new)
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    assert out.read_bytes() == new
    assert [each.name for each in tmp_path.iterdir()] == ["out.zip"]


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3])
def test_stopped_by_hand_it_says_so_in_a_line_and_leaves_what_stood_there(
    files: tuple[Path, bytes, bytes], tmp_path: Path, after: float
) -> None:
    source, old, _ = files
    out = tmp_path / "out.zip"
    out.write_bytes(old)
    source = folder(tmp_path / "in", agencies=60, respondents=60)
    words = [sys.executable, "-m", "prongsai", "score", str(source), "--year", str(YEAR), "--engine", "loop"]
    running = subprocess.Popen([*words, "-o", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    patience = time.monotonic() + 60
    while not out.with_name("out.zip.work").exists() and time.monotonic() < patience:
        time.sleep(0.01)
    time.sleep(after)
    os.kill(running.pid, signal.SIGINT)
    said, complaint = running.communicate(timeout=120)
    assert (running.returncode, said) == (2, "")
    assert complaint.strip() == "prongsai: หยุดตามคำสั่ง (stopped)"
    assert out.read_bytes() == old
    assert not out.with_name("out.zip.work").exists()
