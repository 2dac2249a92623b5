"""What a screen does with an operation that refuses: the sentence goes where the person looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import get_language

from prongsai.core.errors import Problem, Refused


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


def sentence_of(problem: Problem) -> str:
    """A problem in the language of the page."""
    return problem.th if get_language() == "th" else problem.en
