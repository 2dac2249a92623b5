"""What is remembered of disclosure."""

from prongsai.apps.disclosure.models.exhibits import Exhibit, ItemPageImport, Showing, Visit
from prongsai.apps.disclosure.models.items import ElementChange, ItemDuty
from prongsai.apps.disclosure.models.pages import Page, PageFile
from prongsai.apps.disclosure.models.releases import (
    Address,
    Licence,
    Release,
    ReleaseDeed,
    ReleasedFile,
    ReleasedPage,
    ReleasedTable,
    Site,
    SiteExport,
    Withdrawal,
)

__all__ = [
    "Address",
    "ElementChange",
    "Exhibit",
    "ItemDuty",
    "ItemPageImport",
    "Licence",
    "Page",
    "PageFile",
    "Release",
    "ReleaseDeed",
    "ReleasedFile",
    "ReleasedPage",
    "ReleasedTable",
    "Showing",
    "Site",
    "SiteExport",
    "Visit",
    "Withdrawal",
]
