"""Which agencies have a published site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from prongsai.apps.disclosure.models import Site
from prongsai.core.thai import normal

A_PAGE = 50
"""Unit: agencies."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An agency of the directory."""

    slug: str
    name: str
    name_en: str
    district: str
    province: str
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of the directory. Shape: `provinces` are (name, count of agencies), of all that are published."""

    agencies: Page[Listed]
    provinces: tuple[tuple[str, int], ...]


def directory(words: str = "", province: str = "", number: int = 1) -> Directory:
    """Published agencies by province and name; three questions whatever their number."""
    published = Site.objects.filter(current__isnull=False)
    counted = published.order_by("agency__province").values_list("agency__province").annotate(Count("pk"))
    chosen = published.filter(agency__province=province) if province else published
    for word in normal(words).split():
        chosen = chosen.filter(
            Q(agency__name__icontains=word) | Q(agency__district__icontains=word) | Q(current__name_en__icontains=word)
        )
    told = (
        "agency__slug",
        "agency__name",
        "current__name_en",
        "agency__district",
        "agency__province",
        "current__applied_at",
    )
    rows = chosen.order_by("agency__province", "agency__name", "pk").values_list(*told)
    page = Paginator(rows, A_PAGE).get_page(number)
    page.object_list = [Listed(*row) for row in page.object_list]
    return Directory(page, tuple(counted))
