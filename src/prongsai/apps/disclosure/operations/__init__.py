"""Deeds of disclosure: what screens and the worker may have done."""

from prongsai.apps.disclosure.operations.exhibits import (
    add_exhibit,
    edit_exhibit,
    hide_exhibit,
    remove_exhibit,
    restore_exhibit,
    show_exhibits,
)
from prongsai.apps.disclosure.operations.items import (
    add_element,
    change_element,
    edit_item,
    keep_owners,
    restore_element,
)

__all__ = [
    "add_element",
    "add_exhibit",
    "change_element",
    "edit_exhibit",
    "edit_item",
    "hide_exhibit",
    "keep_owners",
    "remove_exhibit",
    "restore_element",
    "restore_exhibit",
    "show_exhibits",
]
