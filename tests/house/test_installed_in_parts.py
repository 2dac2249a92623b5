"""A cluster that scores the country installs no web: each part runs with its own packages alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

BLOCKING = """
import json, sys
from importlib.abc import MetaPathFinder

class Blocked(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"{name} is not installed", name=name)

BLOCKED = frozenset(json.loads(sys.argv[1]))
sys.meta_path.insert(0, Blocked())
from prongsai.cli import run
sys.exit(run(sys.argv[2:]))
"""


def distributions(name: str, extras: frozenset[str]) -> set[str]:
    """A distribution and all that it needs with these extras, by their normal names."""
    found = {name}
    for requirement in metadata.requires(name) or ():
        wanted, _, marker = requirement.partition(";")
        needed, own = re.match(r"([\w.-]+)(?:\[([\w,-]+)\])?", wanted).groups()  # type: ignore[union-attr]
        named = re.search(r"extra == ['\"]([\w-]+)['\"]", marker)
        if (named is None or named[1] in extras) and normal(needed) not in found and is_there(needed):
            found |= distributions(normal(needed), frozenset((own or "").split(",")))
    return found


def normal(name: str) -> str:
    return name.lower().replace("_", "-")


def is_there(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def blocked(*extras: str) -> list[str]:
    """The top-level packages of all distributions here that the package with these extras does not bring."""
    allowed = distributions("prongsai", frozenset(extras))
    return [
        package
        for package, owners in metadata.packages_distributions().items()
        if package.isidentifier() and not allowed & {normal(each) for each in owners}
    ]


def ran(extras: tuple[str, ...], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCKING, json.dumps(blocked(*extras)), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_what_is_blocked_is_all_but_its_own() -> None:
    assert {"django", "lxml", "pandas", "pyarrow"} <= set(blocked("scale"))
    assert not {"duckdb", "numpy", "sqlglot", "click"} & set(blocked("scale"))


def test_the_country_is_scored_without_web_and_papers(tmp_path: Path) -> None:
    made = ran(
        ("scale",),
        "country",
        "-o",
        str(tmp_path / "made"),
        "--year",
        "2568",
        "--agencies",
        "12",
        "--respondents",
        "900",
    )
    assert made.returncode == 0, made.stderr

    scored = ran(
        ("scale",), "score", str(tmp_path / "made"), "--year", "2568", "-o", str(tmp_path / "run.zip"), "--json"
    )

    assert scored.returncode in (0, 1), scored.stderr
    assert json.loads(scored.stdout)


def test_a_paper_is_read_without_the_web() -> None:
    sample = Path(__file__).parents[2] / "src" / "prongsai" / "samples"
    paper = next(each for each in sorted(sample.iterdir()) if each.suffix == ".docx")

    assert ran(("paper",), "read", str(paper), "--json").returncode in (0, 1)


@pytest.mark.parametrize(
    ("words", "extra"),
    [(("read", "x.docx"), "paper"), (("manage", "check"), "web"), (("country", "-o", "x", "--year", "2568"), "scale")],
)
def test_a_command_without_its_part_says_which_to_install(
    words: tuple[str, ...], extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = ran((), *words)

    assert done.returncode == 2
    assert f"prongsai[{extra}]" in done.stderr
    assert len(done.stderr.splitlines()) == 1
