"""What every page of a run says around its content: which run it is, what it supposes, who reckoned."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from prongsai.apps.nation.queries.runs import Country
from prongsai.apps.nation.queries.supposing import suppositions


def framed(country: Country, heading: str, *crumbs: tuple[str, str], **content: Any) -> dict[str, Any]:
    """The context of a page of a run. Shape: `crumbs` are label and address, from below the year's own page on."""
    return {
        "heading": heading,
        "crumbs": [(_("ทั้งประเทศ"), reverse("nation:years")), (year_of(country), country.address("country")), *crumbs],
        "country": country,
        "suppositions": suppositions(country.run),
        **content,
    }


def year_of(country: Country) -> str:
    """The year of a run in words; one that supposes something says so wherever it is named."""
    words = {"year": country.year, "number": country.run.pk}
    if country.run.is_assumed:
        return _("สมมติ ปีงบประมาณ %(year)s (ชุดที่ %(number)s)") % words
    return _("ปีงบประมาณ %(year)s (ชุดที่ %(number)s)") % words if country.is_pinned else _("ปีงบประมาณ %(year)s") % words
