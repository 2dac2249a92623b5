"""Deeds of the printing house: what screens and the worker may have done."""

from prongsai.apps.documents.operations.documents import edit_document, open_document
from prongsai.apps.documents.operations.editions import (
    issue_document,
    keep_edition_files,
    make_files_again,
    withdraw_edition,
)
from prongsai.apps.documents.operations.signing import (
    approve_document,
    record_signature,
    return_document,
    revise_document,
    submit_document,
)

__all__ = [
    "approve_document",
    "edit_document",
    "issue_document",
    "keep_edition_files",
    "make_files_again",
    "open_document",
    "record_signature",
    "return_document",
    "revise_document",
    "submit_document",
    "withdraw_edition",
]
