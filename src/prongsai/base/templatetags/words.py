"""An official term with its meaning a tap away."""

from __future__ import annotations

from typing import Any

from django import template

from prongsai.base.words import WORDS

register = template.Library()


@register.inclusion_tag("base/term.html")
def term(code: str) -> dict[str, Any]:
    """The term of a code word, as a button that opens its meaning; once a page, where the term first appears."""
    return {"code": code, "word": WORDS[code]}
