"""One deed: one transaction, one audit line. What an operation changed is told with `note`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from prongsai.base.access import Viewer
from prongsai.base.models import Agency, AuditLine, Person

P = ParamSpec("P")
R = TypeVar("R")
By = Viewer | Person | None
"""Who does it: a member or administrator at an agency's desk, a person elsewhere, or the system itself."""


@dataclass
class _Deed:
    subject: models.Model | None = None
    changes: dict[str, Any] = field(default_factory=dict)


_under_way: ContextVar[_Deed | None] = ContextVar("_under_way", default=None)
_done_in_request: ContextVar[list[str] | None] = ContextVar("_done_in_request", default=None)


def operation(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function, with `by` and `at`, a deed named ``noun.deed`` (``paper.accepted``).

    The audit line's subject is what `note` names, else the argument called like the noun, else the result.
    Raises: RuntimeError when an operation calls another, or a request carries out a second one.
    """
    noun = verb.split(".")[0]

    def make(function: Callable[P, R]) -> Callable[P, R]:
        _check_keywords(function)

        @wraps(function)
        def deed(*words: P.args, **named: P.kwargs) -> R:
            with _alone(verb) as told, transaction.atomic():
                result = function(*words, **named)
                candidates = (told.subject, named.get(noun), result)
                subject = next((each for each in candidates if isinstance(each, models.Model)), None)
                _write(verb, subject, told.changes, named)
            return result

        deed.verb = verb  # type: ignore[attr-defined] # read by the house tests
        return deed

    return make


def note(subject: models.Model | None = None, **changes: Any) -> None:
    """Tell the audit line of the operation under way its subject and what changed; never personal data.

    Raises: RuntimeError outside an operation.
    """
    told = _under_way.get()
    if told is None:
        raise RuntimeError("no operation is under way")
    told.subject = subject or told.subject
    told.changes |= changes


@contextmanager
def one_at_most() -> Iterator[None]:
    """Let at most one operation happen inside: what a request is."""
    token = _done_in_request.set([])
    try:
        yield
    finally:
        _done_in_request.reset(token)


@contextmanager
def _alone(verb: str) -> Iterator[_Deed]:
    if _under_way.get() is not None:
        raise RuntimeError(f"{verb} was called by another operation: one deed, one audit line")
    _count(verb)
    token = _under_way.set(told := _Deed())
    try:
        yield told
    finally:
        _under_way.reset(token)


def _count(verb: str) -> None:
    done = _done_in_request.get()
    if done:
        raise RuntimeError(f"{verb} after {done[0]}: one request carries out one operation")
    if done is not None:
        done.append(verb)


def _write(verb: str, subject: models.Model | None, changes: dict[str, Any], named: dict[str, Any]) -> None:
    by: By = named.get("by")
    AuditLine.objects.create(
        at=named["at"],
        agency=_agency(by, subject),
        person=by.person if isinstance(by, Viewer) else by,
        verb=verb,
        subject_kind=str(subject._meta.model_name) if subject else "",
        subject_id=subject.pk if subject else None,
        changes=changes,
    )


def _agency(by: By, subject: models.Model | None) -> Agency | None:
    if isinstance(by, Viewer):
        return by.agency
    return subject if isinstance(subject, Agency) else getattr(subject, "agency", None)


def _check_keywords(function: Callable[..., Any]) -> None:
    taken = inspect.signature(function).parameters
    keyword_only = all(each.kind is each.KEYWORD_ONLY for each in taken.values())
    if not keyword_only or not {"by", "at"} <= set(taken):
        raise TypeError(f"{function.__name__}: an operation takes keywords only, `by` and `at` among them")
