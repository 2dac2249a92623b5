"""Each import contract breaks on a planted import: the product is copied, a line is planted, the linter is run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house.tree import PRODUCT, ROOT

LINTER = Path(sys.executable).with_name("lint-imports")
PLANTED = {
    "Floors": ("core/errors.py", "import prongsai.paper.places"),
    "Core, paper, watch and scale know nothing of the web": ("paper/places.py", "import django"),
    "The web never loads scale": ("site/doctor.py", "import prongsai.scale"),
    "Core knows no other package of ours or anybody's paper libraries": ("core/errors.py", "import lxml"),
    "Rooms of an app": ("apps/assessment/helpers.py", "x = 1"),
    "Screens never touch tables": ("apps/assessment/desk/papers.py", "from prongsai.apps.assessment import models"),
}


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(contract: str, tmp_path: Path) -> None:
    place, line = PLANTED[contract]
    copy = tmp_path / "prongsai"
    shutil.copytree(PRODUCT, copy, ignore=shutil.ignore_patterns("static", "samples", "__pycache__"))
    with (copy / place).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    broken = [each for each in linted(tmp_path).splitlines() if each.endswith("BROKEN")]
    assert any(each.startswith(contract) for each in broken), broken


def linted(folder: Path) -> str:
    """What the linter says of the package in a folder, by the contracts of this repository."""
    words = [str(LINTER), "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True).stdout
