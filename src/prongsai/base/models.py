"""What the base remembers: agencies, units, people and their roles, the audit trail, files, jobs, one-time links,
drafts, access tokens, what the clock has done."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Agency(models.Model):
    """A municipality or subdistrict organisation; `slug` is its name in addresses and never changes."""

    class Kind(models.TextChoices):
        """The kinds of local government."""

        SUBDISTRICT_MUNICIPALITY = "subdistrict-municipality", _("เทศบาลตำบล")
        TOWN_MUNICIPALITY = "town-municipality", _("เทศบาลเมือง")
        CITY_MUNICIPALITY = "city-municipality", _("เทศบาลนคร")
        SUBDISTRICT_ORGANISATION = "subdistrict-organisation", _("องค์การบริหารส่วนตำบล")
        PROVINCIAL_ORGANISATION = "provincial-organisation", _("องค์การบริหารส่วนจังหวัด")
        OTHER = "other", _("หน่วยงานอื่น")

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    district = models.CharField(max_length=100)
    province = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="agency_has_a_name"),
            models.UniqueConstraint(fields=["name", "district", "province"], name="agency_once_in_its_district"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "subdistrict-municipality",
                        "town-municipality",
                        "city-municipality",
                        "subdistrict-organisation",
                        "provincial-organisation",
                        "other",
                    ]
                ),
                name="agency_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an agency that owns work; `position` is its place in lists."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="unit_name_once_in_agency"),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    """Somebody with an account, known by e-mail; what they may do in an agency is their membership's matter."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = BaseUserManager["Person"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in one agency, from `started_at` until `ended_at`."""

    class Role(models.TextChoices):
        """What somebody is to the yearly cycle of an agency."""

        CLERK = "clerk", _("เจ้าหน้าที่ธุรการ / นักวิเคราะห์")
        OFFICER = "officer", _("เจ้าหน้าที่กอง")
        EXECUTIVE = "executive", _("ผู้บริหาร")
        AUDITOR = "auditor", _("ผู้ตรวจสอบ")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency"], condition=Q(ended_at__isnull=True), name="one_role_at_a_time_in_agency"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["clerk", "officer", "executive", "auditor"]), name="membership_role_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.agency_id}"


class AuditLine(models.Model):
    """Who did what, when. `changes` holds what changed without personal data: codes, states, counts."""

    at = models.DateTimeField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["agency", "-at"], name="audit_of_agency")]
        constraints = [models.CheckConstraint(condition=Q(verb__contains="."), name="audit_verb_names_noun_and_deed")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class StoredFile(models.Model):
    """A file an agency handed in, kept as it came; the bytes lie under their hash in the data folder.

    One without an agency is the installation's: an administrator handed it in for all.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, validators=[MinLengthValidator(64)])
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8)
    content_type = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="file_once_in_agency"),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(agency__isnull=True), name="file_once_in_the_installation"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the bytes lie, under the folder of files."""
        return f"{self.sha256[:2]}/{self.sha256}"


class Job(models.Model):
    """Work that outlasts a request: how far it is, in what words; a page that comes back finds it here.

    One without an agency is the installation's, seen by administrators.
    """

    class State(models.TextChoices):
        """Where a job is."""

        WAITING = "waiting", _("รอเริ่ม")
        RUNNING = "running", _("กำลังทำ")
        DONE = "done", _("เสร็จแล้ว")
        FAILED = "failed", _("ทำไม่สำเร็จ")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]), name="job_state_known"
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_done_within_total"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "failed"], ended_at__isnull=False),
                name="job_ended_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether it will not move any more."""
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def percent(self) -> int | None:
        """How much is done. Unit: 0-100; None while nobody knows how much there is."""
        return self.done * 100 // self.total if self.total else None


class OneTimeLink(models.Model):
    """A link that lets somebody in once: the first administrator, or a person who has no password yet.

    Only the hash of its token is kept, so a copy of the database opens nothing.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="link_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{'invitation' if self.person_id else 'set-up'} until {self.expires_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """What a person typed into a form and has not sent yet; nobody else ever sees it.

    `basis` is the version of what was being edited: a draft begun from another one is stale.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    basis = models.CharField(max_length=64, blank=True)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "agency", "key"], name="draft_once_a_form"),
            models.CheckConstraint(condition=~Q(key=""), name="draft_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.person_id}"


class AccessToken(models.Model):
    """What lets a program act as a person in one agency, within scopes and until a day.

    Only the hash of the token is kept; `prefix`, its first characters, is how a person tells one from another.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=8)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_ends_after_start"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("created_at")),
                name="token_revoked_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… until {self.expires_at:%Y-%m-%d}"


class ClockRun(models.Model):
    """A task of the clock on one day: taken by one process, again at `again_at` unless it is done by then."""

    task = models.CharField(max_length=200)
    day = models.DateField()
    taken_at = models.DateTimeField()
    again_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day", "task"]
        constraints = [
            models.UniqueConstraint(fields=["task", "day"], name="task_once_a_day"),
            models.CheckConstraint(condition=Q(again_at__gt=F("taken_at")), name="task_again_after_it_was_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.day} {'done' if self.done_at else 'taken'}"
