"""`prongsai up`: web, worker and clock start together and stop together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prongsai.core.errors import Problem
from prongsai.site import serve

PATIENCE_SECONDS = 60


@pytest.fixture
def port() -> int:
    with socket.socket() as trial:
        trial.bind((serve.HOST, 0))
        return int(trial.getsockname()[1])


@pytest.fixture
def running(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "prongsai", "up", "--port", str(port)]
    environment = {**os.environ, "PRONGSAI_DATA_DIR": str(tmp_path), "PRONGSAI_DATABASE": ""}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    yield process
    process.kill()
    process.communicate()


def line_with(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    return next(line for line in process.stdout if words in line)


def beside(process: subprocess.Popen[str]) -> dict[str, int]:
    """What runs beside the web: the last word of its command line, and its number."""
    numbers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    lines = {number: Path(f"/proc/{number}/cmdline").read_text().split("\0") for number in numbers}
    return {words[4]: int(number) for number, words in lines.items() if "manage" in words}


def is_answered(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex((serve.HOST, port)) == 0


def to_it_alone(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)


def to_its_group(process: subprocess.Popen[str]) -> None:
    """What Ctrl-C on a terminal does."""
    os.killpg(process.pid, signal.SIGINT)


@pytest.mark.parametrize("stop", [to_it_alone, to_its_group])
def test_prints_a_link_that_opens_and_stops_with_all_its_children(
    stop: Callable[[subprocess.Popen[str]], None], running: subprocess.Popen[str], port: int, tmp_path: Path
) -> None:
    link = re.search(r"http://\S+", line_with(running, "/set-up/"))
    assert link
    with urllib.request.urlopen(link[0]) as page:
        assert "ตั้งผู้ดูแลระบบคนแรก" in page.read().decode()
    processes = beside(running)
    assert set(processes) == {"db_worker", "clock"}
    stop(running)
    assert running.wait(PATIENCE_SECONDS) == 0
    time.sleep(0.2)
    assert not is_answered(port)
    assert [number for number in processes.values() if Path(f"/proc/{number}").exists()] == []
    assert (tmp_path / "prongsai.sqlite3").is_file()


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        with pytest.raises(Problem, match="is taken"):
            serve.up(port=other.getsockname()[1])
