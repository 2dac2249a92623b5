"""Proof: pieces of evidence, what each of them proves, and the activities that photographs show."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.improvement.models.parts import Versioned
from prongsai.apps.improvement.models.plans import Measure, Step
from prongsai.base.access import FIRST_YEAR, LAST_YEAR
from prongsai.base.models import Agency, Person, StoredFile


class Activity(Versioned):
    """Something that was held: when, where, what for, how it went; its photographs are its proofs."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    held_on = models.DateField()
    place = models.CharField(max_length=300)
    purpose = models.TextField()
    outcome = models.TextField(blank=True)
    people_count = models.PositiveIntegerField(null=True)
    codes = models.JSONField(default=list)
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, related_name="activities")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="activities")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="activity_has_a_title"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="activity_year_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """A piece of evidence, once in an agency, with its own date: what it proves is told by `Proof`.

    ``words`` is what a paper says of a piece that nobody has handed in yet.
    """

    class Kind(models.TextChoices):
        """What it is."""

        FILE = "file", _("ไฟล์")
        PHOTO = "photo", _("ภาพถ่าย")
        LINK = "link", _("ลิงก์")
        WORDS = "words", _("อ้างถึงในเอกสาร")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    title = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.URLField(max_length=1000, blank=True)
    dated_on = models.DateField(null=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=["file", "photo"], file__isnull=False)
                | Q(kind="link", file__isnull=True) & ~Q(url="")
                | Q(kind="words", file__isnull=True, url=""),
                name="evidence_is_what_it_says",
            ),
            models.UniqueConstraint(
                fields=["agency", "file"], condition=Q(removed_at__isnull=True), name="evidence_file_once_in_agency"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Proof(models.Model):
    """One use of a piece of evidence: for a step, a measure, an activity or an OIT item of a year."""

    class State(models.TextChoices):
        """Whether the clerk took it as proof."""

        OFFERED = "offered", _("รอตรวจ")
        RETURNED = "returned", _("ส่งกลับให้แก้")
        ACCEPTED = "accepted", _("รับแล้ว")

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="proofs")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, related_name="proofs")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="proofs")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, related_name="proofs")
    item = models.CharField(max_length=4, blank=True)
    item_year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OFFERED)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__isnull=False, measure__isnull=True, activity__isnull=True, item="")
                | Q(step__isnull=True, measure__isnull=False, activity__isnull=True, item="")
                | Q(step__isnull=True, measure__isnull=True, activity__isnull=False, item="")
                | Q(step__isnull=True, measure__isnull=True, activity__isnull=True, item_year__isnull=False)
                & ~Q(item=""),
                name="proof_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "returned", "accepted"]), name="proof_state_known"
            ),
            models.UniqueConstraint(fields=["evidence", "step"], name="proof_once_a_step"),
            models.UniqueConstraint(fields=["evidence", "measure"], name="proof_once_a_measure"),
            models.UniqueConstraint(fields=["evidence", "activity"], name="proof_once_an_activity"),
            models.UniqueConstraint(
                fields=["evidence", "item", "item_year"], condition=~Q(item=""), name="proof_once_an_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.state}"

    @property
    def mark(self) -> str:
        """The state as the marks of the house know it."""
        return {"offered": "waiting", "returned": "warning", "accepted": "done"}[self.state]
