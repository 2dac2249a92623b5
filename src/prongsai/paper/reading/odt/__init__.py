"""ODT -> blocks."""

from prongsai.paper.reading.odt.body import odt_document

__all__ = ["odt_document"]
