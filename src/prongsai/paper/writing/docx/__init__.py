"""Writing DOCX: a manuscript as Word's own paragraphs and tables, or inside a paper an agency supplies."""

from prongsai.paper.writing.docx.package import docx_bytes
from prongsai.paper.writing.docx.template import check_template, filled_template
from prongsai.paper.writing.docx.template_fields import TEMPLATE_FIELDS

__all__ = ["TEMPLATE_FIELDS", "check_template", "docx_bytes", "filled_template"]
