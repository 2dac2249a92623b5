"""How public pages say and link: texts in two languages, paths of the site, states with their picture."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from prongsai.core.publication import Link, Said

register = template.Library()

SIGNS = {
    "there": "done",
    "complete": "done",
    "missing": "error",
    "unreachable": "error",
    "stale": "warning",
    "not_due": "waiting",
    "proved": "done",
    "unproved": "warning",
    "unknown": "not_started",
    "superseded": "deferred",
    "withdrawn": "deferred",
}
"""The picture that stands for a state of what is public; the other states are known to `base/state_icon.html`."""
CHAPTERS = {
    "home": lambda: _("หน้าแรก"),
    "result": lambda: pgettext("menu", "ผลประเมิน"),
    "measures": lambda: pgettext("menu", "มาตรการ"),
    "items": lambda: _("ข้อมูลสาธารณะ (OIT)"),
    "activities": lambda: _("กิจกรรม"),
    "papers": lambda: _("เอกสาร"),
    "people": lambda: pgettext("menu", "ผู้บริหาร"),
    "structure": lambda: _("โครงสร้าง"),
    "news-list": lambda: _("ข่าว"),
    "laws": lambda: _("กฎหมาย"),
    "data": lambda: _("ข้อมูลเปิด"),
    "contact": lambda: _("ติดต่อ"),
    "contents": lambda: _("สารบัญ"),
}
"""What the menu calls a kind of page, in its order."""


@register.filter
def words(text: Said | str) -> str:
    """A text as bare words, for a title or an attribute."""
    if isinstance(text, str):
        return text
    return text.en if _is_english() and text.en else text.th


@register.filter
def said(text: Said | str) -> SafeString:
    """A text in the language of the page; one that is there in Thai only says on an English page that it is Thai."""
    if not _is_english() or (isinstance(text, Said) and text.en):
        return format_html("{}", words(text))
    own = text if isinstance(text, str) else text.th
    return format_html('<span lang="th">{}</span>', own) if own else SafeString()


@register.simple_tag
def coded(code: str, text: Said | str) -> SafeString:
    """A code and what it is called; the code once, where the words begin with it."""
    if words(text).startswith(code):
        return said(text) if isinstance(text, Said) else format_html("{}", text)
    return format_html("{} {}", code, said(text) if isinstance(text, Said) else text)


@register.filter
def told(text: Said | str) -> SafeString:
    """A longer text: its line breaks stay, empty lines part paragraphs."""
    whole = words(text)
    if not whole.strip():
        return SafeString()
    is_thai = _is_english() and not (isinstance(text, Said) and text.en)
    paragraphs = mark_safe(linebreaks(whole, autoescape=True))  # noqa: S308 - escaped
    return format_html('<div lang="th">{}</div>', paragraphs) if is_thai else paragraphs


@register.simple_tag(takes_context=True)
def to(context: dict[str, Any], path: str, language: str = "") -> str:
    """Where a path of the site leads, from this page."""
    found: str = context["linker"].to(path, language or context["language"])
    return found


@register.simple_tag(takes_context=True)
def asset(context: dict[str, Any], name: str) -> str:
    """Where a static file lies, from this page."""
    found: str = context["linker"].asset(name)
    return found


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any], language: str) -> str:
    """The whole address of this page in a language; "" where it has none."""
    found: str = context["linker"].canonical(context["path"], language)
    return found


@register.filter
def year_path(year: int) -> str:
    """Where the result of a fiscal year stands."""
    return f"{year}/"


@register.simple_tag
def chapter(kind: str) -> str:
    """What the menu calls a kind of page."""
    return CHAPTERS[kind]()


@register.simple_tag
def standing(state: str, word: Said) -> SafeString:
    """A state as picture, colour and word."""
    return _state(SIGNS.get(state, state), word, get_language() or "th")


@lru_cache(maxsize=256)
def _state(state: str, word: Said, language: str) -> SafeString:
    """Drawn once for each word and language: a long list says the same few states on every row."""
    return render_to_string("disclosure/site/state.html", {"state": state, "word": word})


@register.inclusion_tag("disclosure/site/link.html", takes_context=True)
def link(context: dict[str, Any], target: Link) -> dict[str, Any]:
    """A link into the site or out of it, with its note, and whether it answered when it was last looked at."""
    is_web = target.address.startswith(("https://", "http://", "mailto:", "tel:"))
    href = to(context, target.path) if target.path is not None else target.address if is_web else ""
    return {"target": target, "href": href}


def _is_english() -> bool:
    return (get_language() or "th").startswith("en")
