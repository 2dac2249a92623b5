"""Deeds of the printing house: what screens and the worker may have done."""

from prongsai.apps.documents.operations.documents import discard_document, edit_document, open_document
from prongsai.apps.documents.operations.editions import (
    issue_document,
    keep_edition_files,
    make_files_again,
    withdraw_edition,
)
from prongsai.apps.documents.operations.printing import ask_bundle, ask_preview, keep_bundle, keep_preview
from prongsai.apps.documents.operations.signing import (
    approve_document,
    record_signature,
    return_document,
    revise_document,
    submit_document,
)
from prongsai.apps.documents.operations.style import (
    add_signatory,
    edit_style,
    edit_wording,
    end_signatory,
    remove_emblem,
    remove_template,
    set_emblem,
    set_template,
)

__all__ = [
    "add_signatory",
    "approve_document",
    "ask_bundle",
    "ask_preview",
    "discard_document",
    "edit_document",
    "edit_style",
    "edit_wording",
    "end_signatory",
    "issue_document",
    "keep_bundle",
    "keep_edition_files",
    "keep_preview",
    "make_files_again",
    "open_document",
    "record_signature",
    "remove_emblem",
    "remove_template",
    "return_document",
    "revise_document",
    "set_emblem",
    "set_template",
    "submit_document",
    "withdraw_edition",
]
