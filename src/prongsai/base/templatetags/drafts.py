"""What a form that saves itself must know."""

from __future__ import annotations

from typing import Any

from django import template

from prongsai.base import drafts

register = template.Library()


@register.simple_tag(takes_context=True)
def draft_copy_name(context: dict[str, Any], key: str) -> str:
    """What the copy of a draft on this machine is called."""
    return drafts.copy_name(context["viewer"], key)


@register.simple_tag(takes_context=True)
def draft_is_answered(context: dict[str, Any], key: str) -> bool:
    """Whether this page answers the form of this draft: what it shows was just sent, and is newer than any draft.

    A screen that fills the form with something else that is newer says so with `draft_is_older` in its context.
    """
    return bool(context.get("draft_is_older")) or context["request"].POST.get("draft-key") == key
