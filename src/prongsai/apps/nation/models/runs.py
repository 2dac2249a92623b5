"""National runs: every agency of a year with its scores and ranks, as the file of the run says, and what it flags."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from prongsai.base.models import Job, Person, StoredFile


class NationalRun(models.Model):
    """One reckoning of the whole country, taken over from its file; it never changes, and can be withdrawn.

    `manifest` is what the file says of itself; `is_assumed` tells that the run asks *what if* (other weights, another
    year's rule), so that nobody takes it for the year's; `about` stands on every page of the run. Unit: counts of
    agencies with a total, of all agencies, of respondents.
    """

    fiscal_year = models.PositiveSmallIntegerField()
    program_version = models.CharField(max_length=40)
    framework_sha256 = models.CharField(max_length=64)
    manifest = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    is_assumed = models.BooleanField(default=False)
    about = models.CharField(max_length=200, blank=True)
    agency_count = models.PositiveIntegerField()
    ranked_count = models.PositiveIntegerField()
    respondent_count = models.PositiveIntegerField()
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-fiscal_year", "-imported_at", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "-imported_at"], name="run_of_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(withdrawn_at__isnull=True), name="run_of_a_file_once_in_force"
            ),
            models.CheckConstraint(condition=Q(fiscal_year__range=(2550, 2700)), name="run_year_known"),
            models.CheckConstraint(condition=Q(ranked_count__lte=F("agency_count")), name="run_ranks_its_agencies"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="run_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.pk}"

    @property
    def supposed(self) -> dict[str, Any]:
        """What the run supposes otherwise than the year's rules do, as `core.nation.manifest.Supposed` says it."""
        return dict(self.manifest["supposed"])


def _ranked(name: str) -> models.CheckConstraint:
    """A rank is one of as many as there are, or there is neither."""
    rank, of = f"{name}_rank", f"{name}_of"
    return models.CheckConstraint(
        condition=Q(**{f"{rank}__isnull": True})
        | Q(**{f"{rank}__gte": 1, f"{of}__isnull": False, f"{of}__gte": F(rank)}),
        name=f"run_agency_{name}_rank_within",
    )


class RunAgency(models.Model):
    """One agency of a run: who it is, its total, level and places, and every score.

    Shape: `lost_items` are item codes; `tools` is points by tool and part (``IIT``, ``EIT1``), `indicators` by number
    as text; `scores` is [points, low, high, answers] by ``kind|code|part``, None where nothing is known. Unit: in the
    three, points are whole hundredths; `total` is points.
    """

    run = models.ForeignKey(NationalRun, on_delete=models.CASCADE, related_name="agencies")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=80)
    province = models.CharField(max_length=80)
    district = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    size = models.CharField(max_length=80, blank=True)
    staff = models.PositiveIntegerField(null=True)
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    level = models.CharField(max_length=40, blank=True)
    held_by = models.CharField(max_length=80, blank=True)
    country_rank = models.PositiveIntegerField(null=True)
    country_of = models.PositiveIntegerField(null=True)
    kind_rank = models.PositiveIntegerField(null=True)
    kind_of = models.PositiveIntegerField(null=True)
    province_rank = models.PositiveIntegerField(null=True)
    province_of = models.PositiveIntegerField(null=True)
    lost_items = models.JSONField(default=list)
    tools = models.JSONField(default=dict)
    indicators = models.JSONField(default=dict)
    scores = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", F("country_rank").asc(nulls_last=True), "code"]
        indexes = [
            models.Index(fields=["run", "country_rank", "code"], name="run_agency_by_rank"),
            models.Index(fields=["run", "kind", "country_rank"], name="run_agency_of_kind"),
            models.Index(fields=["run", "province", "country_rank"], name="run_agency_of_province"),
            models.Index(fields=["run", "level"], name="run_agency_of_level"),
            models.Index(fields=["run", "name"], name="run_agency_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "code"], name="run_agency_once"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="run_agency_has_a_name"),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__range=(0, 100)), name="run_agency_total_in_range"
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True, country_rank__isnull=True)
                | Q(total__isnull=False, country_rank__isnull=False),
                name="run_agency_ranked_by_total",
            ),
            *(_ranked(name) for name in ("country", "kind", "province")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RunFlag(models.Model):
    """Something about the answers of an agency that is worth a question: so many of so many."""

    agency = models.ForeignKey(RunAgency, on_delete=models.CASCADE, related_name="flags")
    tool = models.CharField(max_length=8)
    part = models.CharField(max_length=8, blank=True)
    flag = models.CharField(max_length=40)
    count = models.PositiveIntegerField(null=True)
    of = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(flag=""), name="run_flag_has_a_code")]

    def __str__(self) -> str:
        return f"{self.flag} {self.tool}{self.part}"


class RunImport(models.Model):
    """A file brought to be taken over as a run: the job that does it, and the run it became."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200, blank=True)
    run = models.OneToOneField(NationalRun, on_delete=models.PROTECT, null=True, related_name="brought")
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.brought_at:%Y-%m-%d %H:%M}"
