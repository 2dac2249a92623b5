"""Disclosure: what each item of the open-data page must show, how it stands, and what that would score."""

from prongsai.core.disclosure.elements import WHOLE, ItemElement, Words, element_id, elements_of
from prongsai.core.disclosure.looking import look_for
from prongsai.core.disclosure.rehearsal import (
    IndicatorRehearsed,
    ItemRehearsed,
    Rehearsal,
    SubIndicatorRehearsed,
    ToDo,
    rehearse,
    work_order,
)
from prongsai.core.disclosure.spans import PeriodKind, Span, Submission, period_words, span_of, submission_of
from prongsai.core.disclosure.states import ElementState, Shown, item_state, state_of

__all__ = [
    "WHOLE",
    "ElementState",
    "IndicatorRehearsed",
    "ItemElement",
    "ItemRehearsed",
    "PeriodKind",
    "Rehearsal",
    "Shown",
    "Span",
    "SubIndicatorRehearsed",
    "Submission",
    "ToDo",
    "Words",
    "element_id",
    "elements_of",
    "item_state",
    "look_for",
    "period_words",
    "rehearse",
    "span_of",
    "state_of",
    "submission_of",
    "work_order",
]
