"""What the assessment remembers: papers and their corrections, result sheets, findings, lost items."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.base.access import FIRST_YEAR, LAST_YEAR
from prongsai.base.models import Agency, Job, Person, StoredFile

PATIENCE = timedelta(minutes=10)
"""After so long a job that is not over has lost its worker: a machine that was switched off tells nobody."""

YEAR_IN_RANGE = Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR)


class Paper(models.Model):
    """A paper an agency handed in: the file as it was, its blocks, and what was understood of it.

    `reading` is as the machine read it; the corrections stand beside it and `accepted` is what a person took over.
    """

    class State(models.TextChoices):
        """Where a paper is between arriving and being taken over."""

        UPLOADED = "uploaded", _("กำลังอ่าน")
        READ = "read", _("อ่านแล้ว รอตรวจ")
        UNREADABLE = "unreadable", _("อ่านไม่ได้")
        ACCEPTED = "accepted", _("รับเข้าระบบแล้ว")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    document = models.JSONField(default=list)
    reading = models.JSONField(null=True)
    accepted = models.JSONField(null=True)
    problem_th = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "file"], name="paper_once_per_agency"),
            models.CheckConstraint(condition=YEAR_IN_RANGE, name="paper_year_in_range"),
            models.CheckConstraint(
                condition=Q(state__in=["uploaded", "read", "unreadable", "accepted"]),
                name="paper_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, accepted__isnull=False),
                name="paper_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["read", "accepted"]) | Q(reading__isnull=False), name="paper_read_has_reading"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}: {self.file}"

    @property
    def mark(self) -> str:
        """The state as the marks of the house know it."""
        marks = {"uploaded": "running", "read": "warning", "unreadable": "error", "accepted": "done"}
        return marks[self.state]

    def can_be_read_again(self, at: datetime) -> bool:
        """Whether reading it came to nothing: it could not be read, the job broke off, or nobody works at it."""
        if self.state == self.State.UNREADABLE or self.job is None:
            return self.reading is None
        is_stuck = not self.job.is_over and (self.job.started_at or self.job.created_at) < at - PATIENCE
        return self.state == self.State.UPLOADED and (self.job.state == Job.State.FAILED or is_stuck)

    @property
    def is_open(self) -> bool:
        """Whether it can be corrected and accepted."""
        return self.state == self.State.READ

    @property
    def is_accepted(self) -> bool:
        """Whether a person took it over."""
        return self.state == self.State.ACCEPTED


class Correction(models.Model):
    """One field of a reading put right by a person; the reading as corrected is these replayed in order."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="corrections")
    path = models.CharField(max_length=200)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(before=F("after")), name="correction_changes_something")]

    def __str__(self) -> str:
        return f"{self.path}: {self.before} → {self.after}"


class ResultSheet(models.Model):
    """The result of one agency in one year as some source printed it; `replaced_at` tells an earlier one.

    Points 0-100 with two decimals. The scores themselves are `Score` rows, one for every print of a cell.
    """

    class Source(models.TextChoices):
        """How the figures came in."""

        TYPED = "typed", _("กรอกเอง")
        IMPORT = "import", _("นำเข้าจากตาราง")
        PAPER = "paper", _("จากเอกสาร")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=6, choices=Source.choices)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="sheets")
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    level = models.CharField(max_length=40, blank=True)
    rank = models.PositiveIntegerField(null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fiscal_year"], condition=Q(replaced_at__isnull=True), name="one_current_sheet_a_year"
            ),
            models.CheckConstraint(condition=YEAR_IN_RANGE, name="sheet_year_in_range"),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100), name="sheet_total_0_to_100"
            ),
            models.CheckConstraint(condition=Q(source__in=["typed", "import", "paper"]), name="sheet_source_known"),
            models.CheckConstraint(
                condition=Q(source="paper", paper__isnull=False) | ~Q(source="paper") & Q(paper__isnull=True),
                name="sheet_paper_when_from_paper",
            ),
            models.CheckConstraint(condition=Q(rank__isnull=True) | Q(rank__gte=1), name="sheet_rank_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.total}"


class Score(models.Model):
    """One printed score of a sheet: the cell (``total``, ``IIT``, ``EIT1``, ``1``..``10``), its value, its place."""

    sheet = models.ForeignKey(ResultSheet, on_delete=models.CASCADE, related_name="scores")
    position = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=5)
    value = models.DecimalField(max_digits=5, decimal_places=2)
    where = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="score_position_once"),
            models.CheckConstraint(condition=Q(value__gte=Decimal(0), value__lte=Decimal(100)), name="score_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.value}"


class Finding(models.Model):
    """A remark of the assessor, from an accepted paper.

    `doubts` are the sentences of the checks that found its codes in another year's catalogue: th, en.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="findings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    tool = models.CharField(max_length=3, blank=True)
    part = models.CharField(max_length=6, blank=True)
    indicator = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=4, blank=True)
    remark = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    items = models.JSONField(default=list)
    missing_elements = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    where = models.JSONField(default=dict)

    class Meta:
        ordering = ["paper_id", "position"]
        indexes = [models.Index(fields=["agency", "fiscal_year"])]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="finding_position_once"),
            models.CheckConstraint(condition=YEAR_IN_RANGE, name="finding_year_in_range"),
            models.CheckConstraint(condition=Q(tool__in=["", "IIT", "EIT", "OIT"]), name="finding_tool_known"),
            models.CheckConstraint(condition=Q(part__in=["", "public", "survey"]), name="finding_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.tool} {self.code} {self.remark}"


class LostItem(models.Model):
    """An OIT item that scored 0 on a sheet: said by a finding, or ticked by the clerk (then without one)."""

    sheet = models.ForeignKey(ResultSheet, on_delete=models.CASCADE, related_name="lost_items")
    code = models.CharField(max_length=4)
    finding = models.ForeignKey(Finding, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "code"], name="lost_item_once_a_sheet")]

    def __str__(self) -> str:
        return self.code
