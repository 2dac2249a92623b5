"""Rounds: when progress is asked for, what each owner reported, and what was frozen at the end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.assessment.models import Paper
from prongsai.apps.improvement.models.parts import Worked, status_rules
from prongsai.apps.improvement.models.plans import Measure, Plan, Step
from prongsai.base.models import Agency, Person


class Round(models.Model):
    """A reporting round of a plan: the months from `starts_on` until before `ends_on`, asked for by `due_on`.

    A closed round keeps what it closed with in `snapshot` (a reading and its proofs), whatever comes later.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    months = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    snapshot = models.JSONField(null=True)

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "starts_on", "ends_on"], name="round_once_a_plan"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="round_ends_after_start"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, snapshot__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, snapshot__isnull=False),
                name="round_closed_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} months until {self.ends_on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still takes reports."""
        return self.closed_at is None


class Report(Worked):
    """What an owner reports of a step, or of a measure as a whole (`step` is then None), in one round.

    `version` grows with each saving: whoever saves an older one is shown both texts.
    """

    class State(models.TextChoices):
        """Where it stands between its owner and the clerk."""

        SENT = "sent", _("ส่งแล้ว รอตรวจ")
        RETURNED = "returned", _("ส่งกลับให้แก้")
        ACCEPTED = "accepted", _("รับแล้ว")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reports")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="reports")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, related_name="reports")
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    result = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)
    no_evidence_reason = models.TextField(blank=True)
    written = models.JSONField(default=list)
    marked = models.JSONField(default=list)
    where = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *status_rules("report"),
            models.UniqueConstraint(
                fields=["round", "measure"], condition=Q(step__isnull=True), name="report_once_a_measure"
            ),
            models.UniqueConstraint(
                fields=["round", "step"], condition=Q(step__isnull=False), name="report_once_a_step"
            ),
            models.CheckConstraint(condition=Q(state__in=["sent", "returned", "accepted"]), name="report_state_known"),
            models.CheckConstraint(
                condition=Q(state="sent") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="report_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""), name="report_returned_with_a_comment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.result[:40]}"
