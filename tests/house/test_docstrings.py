import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import PRODUCT, modules, parsed

EXPLAINED = ("core", "paper", "watch")
ROOMS = ("operations", "queries")


def explained_modules() -> list[Path]:
    floors = [path for floor in EXPLAINED for path in modules(PRODUCT / floor)]
    rooms = [path for path in modules() if {path.stem, *path.relative_to(PRODUCT).parts} & set(ROOMS)]
    return sorted({*floors, *rooms})


def unexplained(module: ast.Module) -> list[str]:
    """Public functions and classes without a docstring."""
    return [node.name for node in public(module) if not ast.get_docstring(node)]


def public(module: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("path", explained_modules(), ids=lambda path: str(path.relative_to(PRODUCT)))
def test_every_public_name_is_explained(path: Path) -> None:
    assert unexplained(parsed(path)) == []


def test_a_planted_bare_function_is_named() -> None:
    assert unexplained(ast.parse("def bare(): pass\ndef told():\n    'Says.'")) == ["bare"]
