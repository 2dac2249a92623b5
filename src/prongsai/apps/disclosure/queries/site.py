"""What an agency's public site says of itself, and whether anything of it is seen."""

from __future__ import annotations

from prongsai.apps.disclosure.models import Site
from prongsai.base.models import Agency


def site_of(agency: Agency) -> Site:
    """What an agency says of its public site; unsaved, with the usual choices, where it never said anything."""
    found = Site.objects.select_related("current").filter(agency=agency).first()
    return found or Site(agency=agency)
