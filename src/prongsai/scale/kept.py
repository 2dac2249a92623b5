"""The text of a step of the statement: kept in the package for the usual shapes, built by SQLGlot for all others.

Kept because importing SQLGlot takes longer than counting a country's answers. What is kept is what SQLGlot renders:
``tests/scale/test_kept.py`` holds every file against it, and `keep` writes them anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import product
from pathlib import Path

from prongsai.core.errors import Problem
from prongsai.core.framework import YEARS, load
from prongsai.core.nation.counting import Counting, counting_of
from prongsai.scale.shape import MOST, Shape, ShapeColumn, sql_name

_FOLDER = "statements"
_DIALECT = "duckdb"
_OF_KEYS = ("spellings", "spelled", "twice", "judged", "questioned", "copied", "settled", "rejects")
"""Steps that look at no column of answers: their text is the same whatever columns there are."""
SHARED = (*_OF_KEYS, "rest", "cells")
"""The steps over all survey parts."""


def text_of(shape: Shape, dialect: str, step: str) -> str:
    """One step of the statement in a dialect. `step` as `prongsai.scale.statement.step` names it."""
    if dialect == _DIALECT:
        found = files(__package__).joinpath(_FOLDER, name_of(shape, step))
        if found.is_file():
            return found.read_bytes().decode()  # as it is: a reader of lines would turn a CR within it into LF
    from prongsai.scale import statement  # 0.4 s, for unusual shapes and other databases alone

    return statement.step(shape, step).sql(dialect)


def usual() -> Iterator[tuple[Shape, str]]:
    """The shapes and steps whose text is kept: a wide table of whole numbers with all that a year asks."""
    from prongsai.scale.plan import parts_of

    for counting in _countings():
        columns = tuple(
            ShapeColumn(sql_name(each.code), each.code, is_whole=True, is_safe=True)
            for survey in sorted(counting.surveys, key=lambda survey: survey.tool)
            for each in survey.statements
        )
        shape = Shape(counting, False, columns, is_sound=True)
        spotless = replace(shape, is_sound=False, has_twice=False, is_spotless=True)
        for step in (*SHARED, *(f"{kind}:{each.tool}" for kind in ("twice", "glance") for each in counting.surveys)):
            yield shape, step
        for each in replace(shape, has_twice=False), replace(spotless, is_spotless=False):
            yield each, "rest"
        for stage, _, _ in parts_of(counting):
            yield from ((replace(shape, has_twice=has, lists=True), f"tally:{stage}") for has in (True, False))
            yield from ((spotless, f"{kind}:{stage}") for kind in ("crowd", "repeats"))
            for most, lists in product(MOST, (True, False)):
                yield replace(spotless, most=most, lists=lists), f"tally:{stage}"


def keep(folder: Path | None = None) -> None:
    """Write the usual texts anew."""
    from prongsai.scale import statement

    there = folder or Path(str(files(__package__).joinpath(_FOLDER)))
    there.mkdir(exist_ok=True)
    for old in there.glob("*.sql"):
        old.unlink()
    for shape, step in usual():
        there.joinpath(name_of(shape, step)).write_bytes(statement.step(shape, step).sql(_DIALECT).encode())


def _countings() -> Iterator[Counting]:
    for year in YEARS:
        for in_points in (False, True):
            try:
                yield counting_of(load(year), in_points=in_points)
            except Problem:
                continue  # a year whose questions or scales nobody knows


def name_of(shape: Shape, step: str) -> str:
    """The file of a text: by all that the text depends on."""
    asked = [
        (
            survey.tool,
            survey.parts,
            [
                (each.code, each.indicator, each.points, each.indicator_weight, each.tool_weight)
                for each in survey.statements
            ],
        )
        for survey in shape.counting.surveys
    ]
    kind = step.partition(":")[0]
    seen: tuple[object, ...] = ()
    if kind == "crowd":
        seen = (shape.is_long,)
    elif kind == "cells":
        seen = (shape.is_long, shape.columns)
    elif kind not in (*_OF_KEYS, "glance"):
        is_sound = shape.is_sound and not shape.is_spotless  # of rows that are all in order nothing more is asked
        seen = (shape.is_long, shape.columns, is_sound, shape.has_twice, shape.is_spotless)
    if kind == "tally":
        seen += (shape.most, shape.lists)
    ground = repr((asked, seen, step))
    return f"{hashlib.sha256(ground.encode()).hexdigest()[:24]}.sql"
