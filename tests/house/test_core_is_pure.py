import ast
import sys
from pathlib import Path

import pytest

from house.tree import PRODUCT, modules, parsed

RECKON = ("columns", "disclosing", "flags", "intervals", "ranking", "scoring", "surprises", "surveying", "tally")
IN_ARRAYS = {PRODUCT / "core" / "nation" / f"{name}.py" for name in (*RECKON, "verdicts")}
"""The modules that reckon a country, in numpy's arrays; the web comes to none of them."""

CLOCK = {"now", "today", "utcnow"}


def strangers(module: ast.Module) -> set[str]:
    """The top packages a module imports that are neither the standard library nor core."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {
        name
        for name in names
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("prongsai.core")
    }


def clock_readings(module: ast.Module) -> list[str]:
    """Calls of now() or today(): in the core, time is an argument."""
    return [
        node.func.attr
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
    ]


@pytest.mark.parametrize("path", list(modules(PRODUCT / "core")), ids=lambda path: path.name)
def test_core_imports_the_standard_library_only(path: Path) -> None:
    allowed = {"numpy", "numpy.typing"} if path in IN_ARRAYS else set()
    assert strangers(parsed(path)) <= allowed


@pytest.mark.parametrize("path", list(modules(PRODUCT / "core")), ids=lambda path: path.name)
def test_core_never_reads_the_clock(path: Path) -> None:
    assert clock_readings(parsed(path)) == []


def test_a_planted_import_and_a_planted_clock_are_seen() -> None:
    planted = ast.parse("import django.db\nfrom datetime import date\nfrom prongsai.base import x\nd = date.today()")
    assert strangers(planted) == {"django.db", "prongsai.base"}
    assert clock_readings(planted) == ["today"]
