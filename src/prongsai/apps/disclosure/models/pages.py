"""Pages written here: executives, structure, contact, news, laws, and whatever else an item asks to be said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.base.models import Agency, Person, StoredFile


class Page(models.Model):
    """A page of the public site that is written on the desk. Nobody outside sees it before it is published.

    `content` has the shape of its kind (`queries.pages`); `dated_on` is the day of a piece of news.
    """

    class Kind(models.TextChoices):
        """What it tells."""

        PEOPLE = "people", pgettext_lazy("menu", "ผู้บริหาร")
        STRUCTURE = "structure", _("โครงสร้างและอำนาจหน้าที่")
        CONTACT = "contact", _("ข้อมูลการติดต่อ")
        NEWS = "news", _("ข่าวประชาสัมพันธ์")
        LAWS = "laws", _("กฎหมายที่เกี่ยวข้อง")
        TEXT = "text", _("หน้าทั่วไป")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    title_th = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)
    dated_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["agency", "kind"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title_th=""), name="page_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=["people", "structure", "contact", "news", "laws", "text"]), name="page_kind_known"
            ),
            models.CheckConstraint(condition=~Q(kind="news") | Q(dated_on__isnull=False), name="page_news_has_a_day"),
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=Q(removed_at__isnull=True, kind__in=["people", "structure", "contact", "laws"]),
                name="page_once_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title_th


class PageFile(models.Model):
    """A picture or file that a page shows; `slot` is the name its content knows it by."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="files")
    slot = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "slot"], name="page_file_once_a_slot"),
            models.CheckConstraint(condition=~Q(slot=""), name="page_file_has_a_slot"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.slot}"
