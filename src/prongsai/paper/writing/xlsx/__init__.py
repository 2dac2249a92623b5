"""Writing XLSX: a manuscript as a workbook, a sheet for every table."""

from __future__ import annotations

from prongsai.paper.writing.manuscript import Manuscript


def xlsx_bytes(manuscript: Manuscript) -> bytes:
    """The paper as a workbook in which everything is text or a plain number, and nothing computes."""
    from prongsai.paper.writing.xlsx.arranging import arranged
    from prongsai.paper.writing.xlsx.book import book_of
    from prongsai.paper.writing.xlsx.package import package_of

    sheets = arranged(manuscript)
    return package_of(book_of(manuscript, sheets), manuscript, sheets)
