"""Part of a list, as a program asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from prongsai.apps.improvement.api.fields import Listed, Slice

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

Row = TypeVar("Row")
Saved = TypeVar("Saved", bound="Model")
Shown = TypeVar("Shown")


def listed(rows: QuerySet[Saved], part: Slice, shown: Callable[[Saved], Shown]) -> Listed[Shown]:
    """Part of what is saved: counted and cut by the database."""
    results = [shown(each) for each in rows[part.offset : part.offset + part.limit]]
    return Listed(count=rows.count(), limit=part.limit, offset=part.offset, results=results)


def cut(rows: Sequence[Row], part: Slice, shown: Callable[[Row], Shown]) -> Listed[Shown]:
    """Part of what was worked out from several tables, and is short."""
    results = [shown(each) for each in rows[part.offset : part.offset + part.limit]]
    return Listed(count=len(rows), limit=part.limit, offset=part.offset, results=results)
