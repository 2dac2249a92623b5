"""What a screen does with an operation that refuses: the sentence goes where the person looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from prongsai.base import drafts
from prongsai.core.errors import Problem, Refused

if TYPE_CHECKING:
    from prongsai.base.access import DeskRequest
    from prongsai.base.forms import ReasonForm


@contextmanager
def refusals_on(place: Form | HttpRequest) -> Iterator[None]:
    """Show a refusal of the operation inside on its form, or as a message of the next page."""
    try:
        yield
    except Refused as refusal:
        if isinstance(place, Form):
            place.add_error(None, sentence_of(refusal))
        else:
            messages.error(place, sentence_of(refusal))


def with_reason(
    request: DeskRequest,
    form: ReasonForm,
    *,
    may: bool,
    draft_key: str,
    deed: Callable[[str], object],
    done: str,
    page: Callable[[], HttpResponse],
    onward: str,
) -> HttpResponse:
    """A deed that takes a reason: what is wrong with it stands on the form of its `page`, what the state forbids (then
    the viewer no longer `may`) on the next page, which is `onward`.
    """
    place = form if may else request
    if place is form and not form.is_valid():
        return page()
    with refusals_on(place), drafts.accepted(request, draft_key):
        deed(form.cleaned_data["reason"] if form.is_valid() else "")
        messages.success(request, done)
    return page() if place is form and form.errors else redirect(onward)


def sentence_of(problem: Problem) -> str:
    """A problem in the language of the page."""
    return problem.th if get_language() == "th" else problem.en
