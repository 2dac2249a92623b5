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
from prongsai.apps.disclosure.operations.page_parts import add_part, edit_part, move_part, remove_part, restore_part
from prongsai.apps.disclosure.operations.pages import create_page, edit_page, remove_page, restore_page
from prongsai.apps.disclosure.operations.site import edit_site

__all__ = [
    "add_element",
    "add_exhibit",
    "add_part",
    "change_element",
    "create_page",
    "edit_exhibit",
    "edit_item",
    "edit_page",
    "edit_part",
    "edit_site",
    "hide_exhibit",
    "keep_owners",
    "move_part",
    "remove_exhibit",
    "remove_page",
    "remove_part",
    "restore_element",
    "restore_exhibit",
    "restore_page",
    "restore_part",
    "show_exhibits",
]
