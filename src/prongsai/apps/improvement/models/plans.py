"""Plans: what an agency will do in a fiscal year about what its result and its assessor found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.assessment.models import Paper
from prongsai.apps.improvement.models.parts import Timed, Versioned, Worked, period_rule, status_rules
from prongsai.base.access import FIRST_YEAR, LAST_YEAR
from prongsai.base.models import Agency, Person, Unit
from prongsai.core import lifecycle


class Plan(models.Model):
    """The plan of one agency for one fiscal year; `result_year` is the year whose result it answers.

    `version` counts what was issued: the content of each signed version is frozen in its `SignOff`.
    """

    class State(models.TextChoices):
        """Where the plan stands between being written and being issued."""

        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("เสนอผู้บริหารแล้ว")
        APPROVED = "approved", _("อนุมัติแล้ว")
        ISSUED = "issued", _("ประกาศใช้แล้ว")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    result_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "fiscal_year"], name="one_plan_a_year"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="plan_year_in_range"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "approved", "issued"]), name="plan_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} v{self.version} {self.state}"

    @property
    def sign_off(self) -> lifecycle.SignOff:
        """The state as the rules speak of it."""
        return lifecycle.SignOff(self.state)

    @property
    def is_open(self) -> bool:
        """Whether its measures and steps may be written."""
        return lifecycle.is_open_to_change(self.sign_off)


class SignOff(models.Model):
    """One deed of signing a plan off; an approval freezes the plan's content, a revision names its reason."""

    class Deed(models.TextChoices):
        """What was done with the plan."""

        SUBMITTED = "submitted", _("เสนอผู้บริหาร")
        RETURNED = "returned", _("ส่งกลับให้แก้")
        APPROVED = "approved", _("อนุมัติ")
        ISSUED = "issued", _("ประกาศใช้")
        REVISED = "revised", _("เปิดแก้เป็นฉบับใหม่")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sign_offs")
    version = models.PositiveSmallIntegerField()
    deed = models.CharField(max_length=9, choices=Deed.choices)
    reason = models.TextField(blank=True)
    content = models.JSONField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deed__in=["submitted", "returned", "approved", "issued", "revised"]),
                name="sign_off_deed_known",
            ),
            models.CheckConstraint(
                condition=~Q(deed__in=["returned", "revised"]) | ~Q(reason=""), name="sign_off_gives_its_reason"
            ),
            models.CheckConstraint(
                condition=~Q(deed="approved") | Q(content__isnull=False), name="sign_off_approved_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deed} v{self.version}"


class Measure(Versioned, Timed, Worked):
    """What the agency will do about weak points. `codes` are items and questions of the plan's own year."""

    class Source(models.TextChoices):
        """Where its first words came from."""

        WRITTEN = "written", _("เขียนเอง")
        PAPER = "paper", _("จากเอกสาร")
        PRACTICE = "practice", _("จากตัวอย่างมาตรการ")
        EARLIER = "earlier", _("จากปีก่อน")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    tool = models.CharField(max_length=3, blank=True)
    indicator = models.PositiveSmallIntegerField(null=True)
    codes = models.JSONField(default=list)
    title = models.TextField(blank=True)
    finding = models.TextField(blank=True)
    monitoring = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.WRITTEN)
    practice = models.CharField(max_length=60, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    where = models.JSONField(default=dict)
    came_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["plan", "position"])]
        constraints = [
            *status_rules("measure"),
            period_rule("measure"),
            models.CheckConstraint(condition=~Q(title="") | ~Q(finding=""), name="measure_says_something"),
            models.CheckConstraint(condition=Q(tool__in=["", "IIT", "EIT", "OIT"]), name="measure_tool_known"),
            models.CheckConstraint(
                condition=Q(source__in=["written", "paper", "practice", "earlier"]), name="measure_source_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.finding


class Step(Versioned, Timed, Worked):
    """One act of a measure."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    expected_evidence = models.TextField(blank=True)
    where = models.JSONField(default=dict)
    came_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["measure", "position"])]
        constraints = [
            *status_rules("step"),
            period_rule("step"),
            models.CheckConstraint(condition=~Q(text=""), name="step_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class Ownership(models.Model):
    """Who does a measure or a step: a unit, a person of the agency, or for now only the name a paper prints."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="ownerships")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, related_name="ownerships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=False, step__isnull=True) | Q(measure__isnull=True, step__isnull=False),
                name="ownership_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(person__isnull=True), name="ownership_unit_or_person"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="ownership_has_a_name"),
            models.UniqueConstraint(fields=["measure", "name"], name="ownership_once_a_measure"),
            models.UniqueConstraint(fields=["step", "name"], name="ownership_once_a_step"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_known(self) -> bool:
        """Whether it is somebody of the agency, and not a printed name alone."""
        return self.unit_id is not None or self.person_id is not None


class Answer(models.Model):
    """A weak point that a measure answers. `subject` is its key: ``finding-12``, ``item-o13``, ``indicator-7``."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="answers")
    subject = models.CharField(max_length=30)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "subject"], name="answer_once_a_measure")]

    def __str__(self) -> str:
        return self.subject


class SetAside(models.Model):
    """A weak point that a plan leaves without a measure, and why."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="set_aside")
    subject = models.CharField(max_length=30)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "subject"], name="set_aside_once_a_plan"),
            models.CheckConstraint(condition=~Q(reason=""), name="set_aside_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return self.subject
