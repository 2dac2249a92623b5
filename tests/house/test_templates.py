"""Templates compile, hold no script, style or handler, and mark every Thai sentence for translation."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from house.tree import PRODUCT

TEMPLATES = sorted(PRODUCT.rglob("templates/**/*.html"))
INLINE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
THAI = re.compile(r"[\u0e01-\u0e5b]")
TAGS = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
BLOCKS = re.compile(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", re.DOTALL)
SPOKEN_IN_THAI = {"500.html"}
"""Drawn when everything else may have failed: it asks for no language."""


def inlined(text: str) -> list[str]:
    return INLINE.findall(text)


def unmarked(text: str) -> list[str]:
    """Thai that stands in a template without being marked for translation."""
    return THAI.findall(TAGS.sub("", BLOCKS.sub("", text)))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_compiles(path: Path) -> None:
    get_template(path.relative_to(next(each for each in path.parents if each.name == "templates")).as_posix())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_holds_no_script_style_or_handler(path: Path) -> None:
    assert inlined(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [each for each in TEMPLATES if each.name not in SPOKEN_IN_THAI], ids=lambda p: p.name)
def test_every_sentence_of_a_template_can_be_translated(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == []


def test_planted_faults_are_seen() -> None:
    assert len(inlined('<p style="x" onclick="y"><script>z</script><style>')) == 4
    assert inlined('<script src="a.js" defer></script>') == []
    assert unmarked('<p>ก {% translate "ข" %}</p>') == ["ก"]
