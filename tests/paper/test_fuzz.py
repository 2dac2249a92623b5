import json
import subprocess
import sys
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from paper.fuzz_files import damaged_files
from paper.hostile_files import hostile_files

FEWEST_FILES = 2_000
MOST_SECONDS = 10
MOST_MEMORY_KB = 500 * 1024
WORKERS = 2
WORKER = Path(__file__).with_name("fuzz_worker.py")

pytestmark = pytest.mark.xdist_group("fuzz")  # or each process reads the two thousand anew


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("fuzz")
    names = []
    for number, (name, content) in enumerate(chain(hostile_files(), damaged_files())):
        path = folder / f"{number}-{name}"
        path.write_bytes(content)
        names.append(str(path))
    workers = [start_worker(names[i::WORKERS]) for i in range(WORKERS)]
    return [json.loads(worker.communicate()[0]) for worker in workers]


def start_worker(names: list[str]) -> subprocess.Popen[str]:
    worker = subprocess.Popen([sys.executable, WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdin is not None
    worker.stdin.write("\n".join(names))
    worker.stdin.close()
    worker.stdin = None
    return worker


def files(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for worker in told for each in worker["files"]]


def test_two_thousand_files_and_more_are_read_or_refused_in_one_clear_sentence(told: list[dict[str, Any]]) -> None:
    faults = [f"{each['name']}: {each['came']}" for each in files(told) if each["came"] not in ("read", "refused")]
    assert faults == []
    assert len(files(told)) >= FEWEST_FILES


def test_damage_does_not_make_every_file_unreadable(told: list[dict[str, Any]]) -> None:
    counted = Counter(each["came"] for each in files(told))
    assert counted["read"] > 300
    assert counted["refused"] > 300


def test_no_file_takes_longer_than_ten_seconds(told: list[dict[str, Any]]) -> None:
    assert [each for each in files(told) if each["seconds"] >= MOST_SECONDS] == []


def test_no_file_takes_more_than_five_hundred_megabytes(told: list[dict[str, Any]]) -> None:
    assert max(chain.from_iterable(worker["peaks_kb"] for worker in told)) < MOST_MEMORY_KB
