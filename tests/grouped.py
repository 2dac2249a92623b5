"""Tests of one group run in one process, so that what they share is made once.

pytest-xdist tells its scheduler the group of a test in the test's id, which pytest 9.2 lets nobody change: its
``--dist loadgroup`` then groups nothing and says nothing (pytest-xdist issue 1386). Here a group is read from the file.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

_GROUP = re.compile(r'^pytestmark = .*?xdist_group\("([^"]+)"\)', re.MULTILINE | re.DOTALL)


class GroupsOfFiles(LoadGroupScheduling):
    """The marks of whole files, which are all that there are here."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(self.config.rootpath / nodeid.partition("::")[0]) or nodeid


@cache
def group_of(file: Path) -> str:
    """The group that a file's tests are marked with, or none."""
    found = _GROUP.search(file.read_text("utf-8"))
    return found[1] if found else ""


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> GroupsOfFiles | None:
    """In place of `loadgroup` alone."""
    return GroupsOfFiles(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """pytest-xdist runs one test of an id: two of one id would be one test less, and nobody would hear of it."""
    counts = Counter(each.nodeid for each in items)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise pytest.UsageError(f"{len(twice)} tests have an id that another has: {twice[0]}")
