"""The one portable statement that counts: built of SQLGlot expressions, rendered for each engine, whole numbers only.

Every engine lays out the same tables and runs the same steps over them (`prongsai.scale.plan`):

- ``answers``: the files as one table; keys as text, each statement a whole number or text; or question and answer.
- ``agencies``: `code`, `number` - where a code stands in the sorted list, so that no collation decides an order.
- ``asked``: the statements of the year: `tool`, `question`, `place` in its questionnaire, `least` and `greatest`.

A wide row that is in order in every respect is counted as it stands. All others, and every row of a long table, go
through ``cells`` (an answer a row), where each is judged; what is left of them is put together again and counted with
the rest. So a wide and a long table of the same answers come to the same integers and the same rejects.

SQLGlot takes 0.4 s to import, a third of a whole run: nobody imports this module to count (see `prongsai.scale.kept`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prongsai.core.nation.counting import Survey
from prongsai.scale.phrases import Made
from prongsai.scale.plan import parts_of
from prongsai.scale.shape import Shape
from prongsai.scale.statement_cells import cells, copied, judged, questioned, rejects, settled
from prongsai.scale.statement_people import crowd, people, repeats, tally
from prongsai.scale.statement_rows import glance, rest, spelled, spellings, twice, twice_of

_STEPS: Mapping[str, Callable[[Shape], Made]] = {
    "spellings": spellings,
    "spelled": lambda shape: spelled(),
    "twice": twice,
    "rest": rest,
    "cells": cells,
    "judged": judged,
    "questioned": lambda shape: questioned(),
    "copied": lambda shape: copied(),
    "settled": lambda shape: settled(),
    "rejects": lambda shape: rejects(),
}
_OF_PARTS: Mapping[str, Callable[[Shape, Survey, str], Made]] = {
    "people": people,
    "crowd": crowd,
    "tally": tally,
    "repeats": repeats,
}


def step(shape: Shape, name: str) -> Made:
    """A step of the statement by its name.

    One of a survey part names it after a colon (``tally:EIT/EIT1``), ``twice:EIT`` and ``glance:EIT`` a questionnaire.
    """
    kind, _, stage = name.partition(":")
    if not stage:
        return _STEPS[name](shape)
    if kind == "twice":
        return twice_of(shape, shape.counting.survey(stage))
    if kind == "glance":
        return glance(shape.counting.survey(stage))
    survey, part = next((each, part) for found, each, part in parts_of(shape.counting) if found == stage)
    return _OF_PARTS[kind](shape, survey, part)
