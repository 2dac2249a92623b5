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
