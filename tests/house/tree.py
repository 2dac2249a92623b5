"""What the house looks like: the modules of the product, parsed once for every house test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "src" / "prongsai"


def modules(under: Path = PRODUCT) -> Iterator[Path]:
    """Every hand-written module: migrations are Django's."""
    return (path for path in sorted(under.rglob("*.py")) if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
