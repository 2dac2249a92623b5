"""What the worker prints: previews of documents as pages, bundles of a round."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from prongsai.apps.documents.models.documents import Document
from prongsai.base.models import Agency, Job, Person, StoredFile


class Preview(models.Model):
    """A document as pages, as it would be printed now. `digest` is of everything that went in (content and style).

    Its pages lie as pictures in the data folder under the digest; they may be lost at any time and are made again.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="previews")
    digest = models.CharField(max_length=64)
    page_count = models.PositiveSmallIntegerField(null=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "digest"], name="preview_once_a_digest")]

    def __str__(self) -> str:
        return f"preview of {self.document_id}"


class Bundle(models.Model):
    """Everything about one subject as one ZIP: issued papers in every format, evidence, a list with hashes."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=60)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(subject=""), name="bundle_has_a_subject")]

    def __str__(self) -> str:
        return f"bundle of {self.subject}"
