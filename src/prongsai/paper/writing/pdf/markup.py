"""A manuscript as the data our Typst template prints: plain values only, so that no text of a paper can be code."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from prongsai.paper.writing.manuscript import Manuscript, Properties, Section
from prongsai.paper.writing.pdf.attachments import attachment
from prongsai.paper.writing.pdf.blocks import Setting
from prongsai.paper.writing.pdf.closing import closing_count
from prongsai.paper.writing.pdf.words import one_line, words

_NO_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 - PDF/A wants a date; a paper without one has that of our packages
_FOOTER_SIZE = 9.0
_LONGEST_FOOTER = 160


@cache
def template() -> bytes:
    """The template that prints the data."""
    return (resources.files("prongsai.paper.writing.pdf") / "paper.typ").read_bytes()


def typeset_data(manuscript: Manuscript) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template is handed.

    Shape: the paper as JSON knows it, and its pictures by the names it calls them.
    """
    pictures: dict[str, bytes] = {}
    levels: list[int] = []
    sections = [_section(each, pictures, levels) for each in manuscript.sections]
    paper = {
        **_properties(manuscript.properties),
        "language": manuscript.language,
        "digits": manuscript.digits,
        "sections": sections,
        "attachment": attachment(manuscript.records),
    }
    return paper, pictures


def _section(section: Section, pictures: dict[str, bytes], levels: list[int]) -> dict[str, Any]:
    setting = Setting(section.orientation, pictures, levels)
    blocks = [setting.block(each) for each in section.blocks]
    return {
        "landscape": section.orientation == "landscape",
        "footer": words(one_line(section.footer, _LONGEST_FOOTER), setting.room(_FOOTER_SIZE) * 0.8),
        "numbered": section.numbered,
        "middle": section.is_middle,
        "blocks": blocks,
        "closing": closing_count(section.blocks, blocks),
    }


def _properties(properties: Properties) -> dict[str, Any]:
    """What the file says of itself.

    Keywords are kept in ASCII, which stands in the file as it is: a seal is put in there later. Other keywords are
    told in the description.
    """
    plain = [each for each in properties.keywords if each.isascii()]
    others = [each for each in properties.keywords if not each.isascii()]
    if properties.code:
        from prongsai.paper.sealing import EMPTY_SEAL, PAPER_MARK  # loads what signs: only for an issued paper

        plain += [f"{PAPER_MARK}{properties.code}", EMPTY_SEAL]
    made = properties.made_at or _NO_DATE
    return {
        "title": one_line(properties.title) or one_line(properties.subject) or "เอกสาร",
        "author": [one_line(properties.agency)] if one_line(properties.agency) else [],
        "description": one_line(" ".join([properties.subject, *others])),
        "keywords": [one_line(each) for each in plain if one_line(each)],
        "date": {name: getattr(made, name) for name in ("year", "month", "day", "hour", "minute", "second")},
    }
