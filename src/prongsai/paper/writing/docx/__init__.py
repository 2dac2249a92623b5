"""Writing DOCX: a manuscript as Word's own paragraphs and tables, or inside a paper an agency supplies.

What fills templates is loaded when the first one comes: most papers need none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from prongsai.paper.writing.docx.package import docx_bytes
from prongsai.paper.writing.docx.template_fields import TEMPLATE_FIELDS
from prongsai.paper.writing.manuscript import Manuscript

if TYPE_CHECKING:
    from prongsai.paper.writing.docx.tags import Fault

__all__ = ["TEMPLATE_FIELDS", "check_template", "docx_bytes", "filled_template"]


def filled_template(template: bytes, manuscript: Manuscript, facts: Mapping[str, object]) -> bytes:
    """An agency's own DOCX with its fields filled from the manuscript's records and `facts`, which have the last word.

    Raises: Refused, with what is wrong with the template and what to do.
    """
    from prongsai.paper.writing.docx.template import filled

    return filled(template, manuscript, facts)


def check_template(template: bytes) -> tuple[Fault, ...]:
    """What is wrong with a template, each in both languages: unknown fields, broken tags, what may not be in it."""
    from prongsai.paper.writing.docx.template import faults_in

    return faults_in(template)
