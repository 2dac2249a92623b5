"""Exhibits: whatever an agency shows to prove an element; each may serve many items and years."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.disclosure.models.pages import Page
from prongsai.apps.documents.models import Document
from prongsai.apps.improvement.models import Evidence
from prongsai.base.access import FIRST_YEAR, LAST_YEAR
from prongsai.base.models import Agency, Job, Person, StoredFile


class Exhibit(models.Model):
    """One thing shown: an issued paper, a file, a link, a figure, a page written here; once in an agency.

    Of a paper the edition in force is shown. `figure` is the code of a figure (`base.figures`), of the fiscal year it
    is shown for. `evidence` is the piece of the improvement cycle that a file or link came from. `covers_from` (until
    before `covers_until`) is the time its content is about, `dated_on` its own day; None where nobody said.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PAPER = "paper", _("เอกสารที่ออก")
        FILE = "file", _("ไฟล์")
        LINK = "link", _("ลิงก์")
        FIGURE = "figure", _("ตัวเลขจากทะเบียน")
        PAGE = "page", _("หน้าที่เขียนในระบบ")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    title = models.CharField(max_length=300)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.URLField(max_length=1000, blank=True)
    figure = models.CharField(max_length=60, blank=True)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, null=True, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="+")
    covers_from = models.DateField(null=True)
    covers_until = models.DateField(null=True)
    dated_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["agency", "kind"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="exhibit_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind="paper", document__isnull=False, file__isnull=True, url="", figure="", page=None)
                | Q(kind="file", document__isnull=True, file__isnull=False, url="", figure="", page=None)
                | Q(kind="link", document__isnull=True, file__isnull=True, figure="", page=None) & ~Q(url="")
                | Q(kind="figure", document__isnull=True, file__isnull=True, url="", page=None) & ~Q(figure="")
                | Q(kind="page", document__isnull=True, file__isnull=True, url="", figure="", page__isnull=False),
                name="exhibit_is_what_it_says",
            ),
            models.CheckConstraint(
                condition=Q(covers_from__isnull=True, covers_until__isnull=True)
                | Q(covers_from__isnull=False, covers_until__gt=F("covers_from")),
                name="exhibit_covers_a_time",
            ),
            *(
                models.UniqueConstraint(
                    fields=["agency", part],
                    condition=Q(removed_at__isnull=True, kind=kind),
                    name=f"exhibit_{kind}_once_in_agency",
                )
                for kind, part in {
                    "paper": "document",
                    "file": "file",
                    "link": "url",
                    "figure": "figure",
                    "page": "page",
                }.items()
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Showing(models.Model):
    """One use of an exhibit: for an element of an item of a fiscal year; `element` "" = for the item as a whole."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="showings")
    fiscal_year = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=4)
    element = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["fiscal_year", "item"])]
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "fiscal_year", "item", "element"], name="shown_once_an_element"),
            models.CheckConstraint(condition=~Q(item=""), name="showing_names_its_item"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="showing_year_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exhibit_id} for {self.fiscal_year} {self.item}"


class Visit(models.Model):
    """What came back when a link was looked at. `faults` are codes of `prongsai.watch`, empty when all is well.

    `found` tells by element id where the linked text speaks of it, `sought` which were looked for. Shape: `hints` are
    records with a `code` and what it says further (`queries.hints`): another item's text, another year's, unreadable.
    Unit: `size` in bytes, `took` in milliseconds.
    """

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField()
    faults = models.JSONField(default=list)
    status = models.PositiveSmallIntegerField(null=True)
    final_url = models.TextField(blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=300, blank=True)
    changed_on = models.DateField(null=True)
    sought = models.JSONField(default=list)
    found = models.JSONField(default=dict)
    hints = models.JSONField(default=list)
    took = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["exhibit", "-at"])]

    def __str__(self) -> str:
        return f"{self.exhibit_id} {self.at:%Y-%m-%d} {' '.join(self.faults) or 'well'}"


class ItemPageImport(models.Model):
    """An item page of another website as it was read, waiting for somebody to choose what is taken over.

    `source` is its address or the file's name. Shape: `rows` as `queries.item_pages` says.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=1000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField(default=list)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="item_page_has_a_source"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="item_page_year_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.source
