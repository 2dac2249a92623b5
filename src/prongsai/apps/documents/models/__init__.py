"""What the printing house remembers: an agency's style, its documents, their editions and files, previews, bundles."""

from __future__ import annotations

from prongsai.apps.documents.models.documents import Deed, Document, Edition, EditionFile
from prongsai.apps.documents.models.printing import Bundle, Preview
from prongsai.apps.documents.models.style import HouseStyle, LayoutWording, Signatory, Template

__all__ = [
    "Bundle",
    "Deed",
    "Document",
    "Edition",
    "EditionFile",
    "HouseStyle",
    "LayoutWording",
    "Preview",
    "Signatory",
    "Template",
]
