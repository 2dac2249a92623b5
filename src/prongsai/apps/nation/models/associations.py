"""What a run comes to beside the year before: what moved, which items are lost, which measures go with a better year.

All of it is reckoned once, by a job, from runs and lists that do not change; it can be thrown away and made again.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prongsai.apps.nation.models.runs import NationalRun
from prongsai.base.models import Job, Person, StoredFile


class ItemLoss(models.Model):
    """How many agencies of one type lost an item in a run. Unit: agencies; `marked` were marked at all.

    Each type has one row without an item, which tells how many were marked.
    """

    run = models.ForeignKey(NationalRun, on_delete=models.CASCADE, related_name="item_losses")
    kind = models.CharField(max_length=80)
    item = models.CharField(max_length=20)
    lost = models.PositiveIntegerField()
    marked = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "kind", "item"], name="item_loss_once"),
            models.CheckConstraint(condition=Q(lost__lte=F("marked")), name="item_loss_of_those_marked"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.lost}/{self.marked}"


class Comparison(models.Model):
    """A run beside that of an earlier year. `is_one_system` tells whether both years know the same levels."""

    run = models.ForeignKey(NationalRun, on_delete=models.CASCADE, related_name="comparisons")
    before = models.ForeignKey(NationalRun, on_delete=models.CASCADE, related_name="+")
    is_one_system = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "before"], name="comparison_once"),
            models.CheckConstraint(condition=~Q(run=F("before")), name="comparison_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} {self.run_id}"


class MovedAgency(models.Model):
    """One agency of a comparison; one that entered has nothing before, one that left nothing after.

    `steps` is how many levels it went up, None where levels do not compare; `is_noise` that each total lies inside the
    interval of the other. Unit: totals in hundredths of a point.
    """

    class Way(models.TextChoices):
        """Whether it was there in both years."""

        STAYED = "stayed"
        ENTERED = "entered"
        LEFT = "left"

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="agencies")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    province = models.CharField(max_length=80)
    way = models.CharField(max_length=10, choices=Way.choices)
    before = models.PositiveIntegerField(null=True)
    after = models.PositiveIntegerField(null=True)
    level_before = models.CharField(max_length=40, blank=True)
    level_after = models.CharField(max_length=40, blank=True)
    steps = models.SmallIntegerField(null=True)
    is_noise = models.BooleanField(default=False)

    class Meta:
        ordering = ["comparison", "code"]
        indexes = [
            models.Index(fields=["comparison", "kind"], name="moved_of_kind"),
            models.Index(fields=["comparison", "province"], name="moved_of_province"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "code"], name="moved_agency_once"),
            models.CheckConstraint(condition=Q(way__in=["stayed", "entered", "left"]), name="moved_way_known"),
            models.CheckConstraint(
                condition=(Q(before__isnull=True) | Q(before__lte=10000))
                & (Q(after__isnull=True) | Q(after__lte=10000)),
                name="moved_totals_in_range",
            ),
        ]

    @property
    def change(self) -> int | None:
        """How much the total moved; None where a year has none. Unit: hundredths of a point."""
        return None if self.before is None or self.after is None else self.after - self.before

    def __str__(self) -> str:
        return f"{self.code} {self.way}"


class MovedSubject(models.Model):
    """How one score (a tool, an indicator's number) of one agency moved, where it has it in both years.

    `is_noise` as of the total. Unit: hundredths of a point.
    """

    agency = models.ForeignKey(MovedAgency, on_delete=models.CASCADE, related_name="subjects")
    subject = models.CharField(max_length=8)
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    is_noise = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "subject"], name="moved_subject_once"),
            models.CheckConstraint(condition=Q(before__lte=10000, after__lte=10000), name="moved_subject_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.before} {self.after}"


class MovedScore(models.Model):
    """How one score (``total``, a tool, an indicator's number) moved over all agencies that have it in both years.

    Unit: means in hundredths of a point; counts are agencies.
    """

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="scores")
    subject = models.CharField(max_length=8)
    compared = models.PositiveIntegerField()
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    higher = models.PositiveIntegerField()
    lower = models.PositiveIntegerField()
    noise = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "subject"], name="moved_score_once"),
            models.CheckConstraint(condition=Q(before__lte=10000, after__lte=10000), name="moved_score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.before} {self.after}"


class MeasureList(models.Model):
    """A list of measures that agencies declared, brought by an administrator; the newest of a year holds.

    `fiscal_year` is the one whose results the measures were to change, against the year before.
    `unused` tells of rows that could not be used, by why.
    """

    fiscal_year = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    unused = models.JSONField(default=dict)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fiscal_year__range=(2550, 2700)), name="measure_list_year_known")
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.pk}"


class DeclaredMeasure(models.Model):
    """One agency declared one practice."""

    list = models.ForeignKey(MeasureList, on_delete=models.CASCADE, related_name="declared")
    agency = models.CharField(max_length=80)
    practice = models.CharField(max_length=60)

    class Meta:
        ordering = ["list", "practice", "agency"]
        constraints = [models.UniqueConstraint(fields=["list", "practice", "agency"], name="declared_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.practice}"


class MeasureAssociation(models.Model):
    """What one practice of a list goes with in one outcome of a comparison; or why nothing is told.

    Where nothing is told the figures are None, and the missing say how many more it takes. Shape: `matches` are
    [agency that declared it, how much more it rose than its twins, codes of these], by agency. Unit: points;
    probabilities 0 to 1; counts are agencies and provinces.
    """

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="associations")
    list = models.ForeignKey(MeasureList, on_delete=models.CASCADE, related_name="associations")
    practice = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8)
    declared = models.PositiveIntegerField()
    compared = models.PositiveIntegerField()
    provinces = models.PositiveIntegerField()
    twins = models.PositiveIntegerField(null=True)
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    low = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    probability = models.FloatField(null=True)
    adjusted = models.FloatField(null=True)
    is_found = models.BooleanField(default=False)
    declarers_missing = models.PositiveIntegerField(default=0)
    provinces_missing = models.PositiveIntegerField(default=0)
    matches = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "practice", "outcome"], name="association_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True, declarers_missing__gt=0)
                | Q(points__isnull=True, provinces_missing__gt=0)
                | Q(points__isnull=False, low__lte=F("points"), high__gte=F("points"), twins__isnull=False),
                name="association_told_or_thin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.outcome}"
