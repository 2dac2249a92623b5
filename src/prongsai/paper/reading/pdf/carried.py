"""The records that a PDF of ours takes along, as the process that opens PDFs hands them over."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_type_hints

from prongsai.core.records import Reading, from_json
from prongsai.paper.reading import bounds

NAME = "prongsai-reading.json"
"""The name of the attachment."""
MOST_BYTES = bounds.MOST_LETTERS * 6
"""A paper's records repeat some of its words; more than this is none of our making."""


def carried_records(text: str) -> Reading | None:
    """The records in an attachment; None when it holds anything else, and when a text is missing that must be there."""
    try:
        reading = from_json(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        return None
    return reading if _is_whole(reading) else None


def _is_whole(value: Any) -> bool:
    """Whether nothing is None that must not be: JSON's null fits everywhere, a record's fields do not."""
    if isinstance(value, tuple):
        return all(_is_whole(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return True
    hints = get_type_hints(type(value))
    pairs = ((hints[each.name], getattr(value, each.name)) for each in fields(value))
    return all(_is_whole(held) if held is not None else NoneType in get_args(hint) for hint, held in pairs)
