"""Deeds of disclosure: what screens and the worker may have done."""

from prongsai.apps.disclosure.operations.exhibits import (
    add_exhibit,
    edit_exhibit,
    hide_exhibit,
    remove_exhibit,
    restore_exhibit,
    show_exhibits,
)
from prongsai.apps.disclosure.operations.exporting import ask_export, keep_export
from prongsai.apps.disclosure.operations.item_pages import ask_item_page, keep_item_page, take_over
from prongsai.apps.disclosure.operations.items import (
    add_element,
    change_element,
    edit_item,
    keep_owners,
    restore_element,
)
from prongsai.apps.disclosure.operations.page_parts import add_part, edit_part, move_part, remove_part, restore_part
from prongsai.apps.disclosure.operations.pages import create_page, edit_page, remove_page, restore_page
from prongsai.apps.disclosure.operations.releases import (
    apply_release,
    drop_release,
    keep_release,
    make_release,
    return_release,
    submit_release,
)
from prongsai.apps.disclosure.operations.site import edit_site
from prongsai.apps.disclosure.operations.watching import ask_look, keep_visits
from prongsai.apps.disclosure.operations.withdrawing import lift_withdrawal, withdraw

__all__ = [
    "add_element",
    "add_exhibit",
    "add_part",
    "apply_release",
    "ask_export",
    "ask_item_page",
    "ask_look",
    "change_element",
    "create_page",
    "drop_release",
    "edit_exhibit",
    "edit_item",
    "edit_page",
    "edit_part",
    "edit_site",
    "hide_exhibit",
    "keep_export",
    "keep_item_page",
    "keep_owners",
    "keep_release",
    "keep_visits",
    "lift_withdrawal",
    "make_release",
    "move_part",
    "remove_exhibit",
    "remove_page",
    "remove_part",
    "restore_element",
    "restore_exhibit",
    "restore_page",
    "restore_part",
    "return_release",
    "show_exhibits",
    "submit_release",
    "take_over",
    "withdraw",
]
