"""Every kind of page is drawn in both languages from its record alone, whatever somebody typed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from lxml import html

from apps.disclosure.made_public import public_pages
from pages import faults_in
from prongsai.apps.disclosure.queries.rendering import LANGUAGES, Chapter, Language, SiteFrame, WebLinker, render
from prongsai.core.publication import BODIES, PublicPage, Said

FRAME = SiteFrame(
    slug="thung-fa-sai",
    name=Said("เทศบาลตำบลทุ่งฟ้าใส", "Thung Fa Sai"),
    place=Said("อำเภอแก่งคอย จังหวัดสระบุรี"),
    licence="CC-BY-4.0",
    chapters=(Chapter("home", ""), Chapter("contact", "contact/"), Chapter("contents", "contents/")),
)
WEB = WebLinker("thung-fa-sai", "https://example.go.th")
HOSTILE = "</title><script>alert(1)</script>\"'&<b onload=x>{{ site }}{% now %}\u202e" + "ก" * 10_000
KEPT = {"path", "kind", "subject", "code", "photo", "emblem", "picture", "state", "value", "before", "tool"}
"""What nobody types."""
PAGES = {page.kind: page for page in public_pages()}


def hostile(record: Any) -> Any:
    """A record with the same hostile text wherever somebody can type one."""
    if isinstance(record, Said):
        return Said(HOSTILE, record.en and HOSTILE)
    if isinstance(record, tuple):
        return tuple(hostile(each) for each in record)
    if is_dataclass(record) and not isinstance(record, type):
        said = {each.name: getattr(record, each.name) for each in fields(record) if each.name not in KEPT}
        return replace(
            record, **{name: HOSTILE if isinstance(value, str) else hostile(value) for name, value in said.items()}
        )
    return record


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BODIES)
def test_every_kind_is_drawn(kind: str, language: Language) -> None:
    text = render(FRAME, PAGES[kind], language, WEB)
    assert faults_in(text) == []
    root = html.document_fromstring(text)
    assert root.get("lang") == language
    assert not root.xpath("//script | //form[@method='post'] | //input[@name='csrfmiddlewaretoken']")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BODIES)
def test_what_somebody_typed_is_text(kind: str, language: Language) -> None:
    page: PublicPage = hostile(PAGES[kind])
    text = render(FRAME, page, language, WEB)
    assert faults_in(text) == []
    root = html.document_fromstring(text)
    assert not root.xpath("//script | //b | //*[@onload]")
    assert "\u202e" not in text
    assert "{{ site }}" in root.text_content()
