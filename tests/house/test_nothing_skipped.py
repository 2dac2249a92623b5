import os
import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import ROOT

TESTS = """
import pytest

@pytest.mark.skip(reason="no browser here")
def test_skipped(): ...

def test_run(): ...
"""


@pytest.mark.parametrize(("nothing_skipped", "code"), [("1", 1), ("", 0)])
def test_a_skipped_test_fails_only_the_run_that_allows_none(nothing_skipped: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(TESTS)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "nothing_skipped", "-c", os.devnull, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), "PRONGSAI_NOTHING_SKIPPED": nothing_skipped}
    run = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == code, run.stdout + run.stderr
    assert "could not run here: 1 x no browser here" in run.stdout
