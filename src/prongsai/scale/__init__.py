"""The whole country in SQL: an engine counts answers, the core decides what the counts come to."""

from __future__ import annotations

from prongsai.scale.counted import Counted, Reason, Reject, Rejected, Rejects, Stages, Told, stage_of
from prongsai.scale.engines import ENGINES, Engine, engine_of
from prongsai.scale.inputs import Sources, open_sources

__all__ = [
    "ENGINES",
    "Counted",
    "Engine",
    "Reason",
    "Reject",
    "Rejected",
    "Rejects",
    "Sources",
    "Stages",
    "Told",
    "engine_of",
    "open_sources",
    "stage_of",
]
