"""DOCX -> blocks."""

from prongsai.paper.reading.docx.body import docx_document

__all__ = ["docx_document"]
