"""The assessment framework of each fiscal year: tools, indicators, items, questions, levels.

The facts are dated TOML files in ``frameworks/``, one a year; every entry names its sources and how sure it is.
They are read and validated once. A new year is a new file, no code.
"""

from __future__ import annotations

from prongsai.core.framework.entries import (
    CalendarEvent,
    Confidence,
    Count,
    Element,
    Grounded,
    Indicator,
    Item,
    LevelBand,
    LevelRule,
    NationalFigure,
    Part,
    PartCombination,
    Question,
    Quota,
    Sampling,
    Scale,
    ScoringRule,
    SubIndicator,
    Succession,
    Tool,
)
from prongsai.core.framework.files import YEARS, has_framework, load, nearest, outline, parse
from prongsai.core.framework.year import Framework, Outline

__all__ = [
    "YEARS",
    "CalendarEvent",
    "Confidence",
    "Count",
    "Element",
    "Framework",
    "Grounded",
    "Indicator",
    "Item",
    "LevelBand",
    "LevelRule",
    "NationalFigure",
    "Outline",
    "Part",
    "PartCombination",
    "Question",
    "Quota",
    "Sampling",
    "Scale",
    "ScoringRule",
    "SubIndicator",
    "Succession",
    "Tool",
    "has_framework",
    "load",
    "nearest",
    "outline",
    "parse",
]
