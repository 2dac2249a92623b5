"""Items of the open-data page as one agency cares for them: who sees to each, which elements it must show."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from prongsai.base.access import FIRST_YEAR, LAST_YEAR
from prongsai.base.models import Agency, Unit


class ItemDuty(models.Model):
    """What an agency says of one item of a fiscal year: the unit that sees to it, what the sheet explains.

    `item` is the item's code (``o12``). There is no row until something is said.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    explanation = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "fiscal_year", "item"], name="duty_once_an_item"),
            models.CheckConstraint(condition=~Q(item=""), name="duty_names_its_item"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="duty_year_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.item}"


class ElementChange(models.Model):
    """What an agency changed about the elements of an item, and on which grounds: an element of its own, other words
    for one of the framework's, or one set aside.

    `element` is the framework element's id (`core.disclosure.elements`), "" for one of the agency's own, whose id is
    ``own-`` and this row's. `source` is the document, section and year that says so.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=4)
    element = models.CharField(max_length=24, blank=True)
    text_th = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    is_aside = models.BooleanField(default=False)
    source = models.CharField(max_length=500)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fiscal_year", "item", "element"],
                condition=~Q(element=""),
                name="element_changed_once",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="element_change_has_a_source"),
            models.CheckConstraint(
                condition=~Q(text_th="") | Q(is_aside=True) & ~Q(element=""), name="element_change_says_something"
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="element_year_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.text_th or self.element
