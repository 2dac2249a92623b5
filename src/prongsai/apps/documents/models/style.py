"""How an agency's papers look: digits, face, emblem, numbering, who signs, wording of layouts, templates of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.base.models import Agency, Person, StoredFile


class HouseStyle(models.Model):
    """The choices of one agency for all its papers. `patterns` is number patterns by layout (``{n}/{year}``).

    `version` grows with each saving: whoever saves an older one is refused and shown both.
    """

    class Digits(models.TextChoices):
        """Which digits papers are printed in."""

        ARABIC = "arabic", _("เลขอารบิก 1 2 3")
        THAI = "thai", _("เลขไทย ๑ ๒ ๓")

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    digits = models.CharField(max_length=6, choices=Digits.choices, default=Digits.ARABIC)
    face = models.CharField(max_length=40)
    emblem = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    patterns = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digits__in=["arabic", "thai"]), name="style_digits_known"),
            models.CheckConstraint(condition=~Q(face=""), name="style_has_a_face"),
        ]

    def __str__(self) -> str:
        return f"style of {self.agency_id}"


class Signatory(models.Model):
    """Somebody who signs papers for the agency, until `ended_at`."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="signatory_has_a_name"),
            models.CheckConstraint(condition=~Q(position=""), name="signatory_has_a_position"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="signatory_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"signatory {self.pk}"


class LayoutWording(models.Model):
    """What an agency changed of a layout: words, column titles, columns in their order."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=40)
    words = models.JSONField(default=dict)
    titles = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["layout"]
        constraints = [models.UniqueConstraint(fields=["agency", "layout"], name="wording_once_a_layout")]

    def __str__(self) -> str:
        return f"{self.layout} of {self.agency_id}"


class Template(models.Model):
    """An agency's own DOCX for a layout; one that is replaced or taken away keeps its row (`ended_at`)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "layout"], condition=Q(ended_at__isnull=True), name="template_once_a_layout"
            ),
        ]

    def __str__(self) -> str:
        return f"template {self.layout} of {self.agency_id}"
