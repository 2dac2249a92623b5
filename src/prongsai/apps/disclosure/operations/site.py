"""Deeds on an agency's public site as a whole."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from prongsai.apps.disclosure.models import Licence, Site
from prongsai.apps.disclosure.operations.pages import Overtaken
from prongsai.apps.improvement.operations.evidence import checked_link
from prongsai.base.access import Viewer
from prongsai.base.models import Agency
from prongsai.base.operation import note, operation
from prongsai.core.errors import Refused


class SiteWords(TypedDict):
    """What an agency says of its public site. Unit: `fewest` people."""

    name_en: str
    own_address: str
    about_th: str
    about_en: str
    licence: str
    fewest: int


@operation("site.edited")
def edit_site(*, by: Viewer, at: datetime, version: int, words: SiteWords) -> Site:
    """Say what the next release says of the agency, under which licence, which counts are too small to show.

    Raises: Overtaken when somebody saved meanwhile; Refused for a licence or count that cannot be, a broken address.
    """
    Agency.objects.select_for_update().get(pk=by.agency.pk)  # there may be no row of the site to hold yet
    site = Site.objects.select_for_update().filter(agency=by.agency).first() or Site(agency=by.agency)
    if site.version != version:
        raise Overtaken
    if words["licence"] not in Licence.values or words["fewest"] < 1:
        raise Refused("กรุณาเลือกสัญญาอนุญาตและจำนวนจากรายการ", "Choose a licence and a count that can be.")
    for name in ("name_en", "about_th", "about_en"):
        setattr(site, name, words[name].strip())
    site.own_address = checked_link(words["own_address"]) if words["own_address"].strip() else ""
    site.licence, site.fewest = words["licence"], words["fewest"]
    site.version = version + 1
    site.save()
    note(site, version=site.version)
    return site
