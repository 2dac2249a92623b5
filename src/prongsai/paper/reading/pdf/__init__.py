"""PDF -> blocks."""

from prongsai.paper.reading.pdf.document import pdf_document

__all__ = ["pdf_document"]
