"""Releases: what the public sees, frozen as it was approved; addresses that never die; what was withdrawn."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from prongsai.base.models import Agency, Job, Person, StoredFile


class Licence(models.TextChoices):
    """Under which licence open data stands."""

    CC_BY = "CC-BY-4.0", "Creative Commons Attribution 4.0 International"
    CC0 = "CC0-1.0", "Creative Commons Zero 1.0 Universal"
    ODC_BY = "ODC-By-1.0", "Open Data Commons Attribution License 1.0"


class Release(models.Model):
    """Everything the public site of an agency says at once. It is made by `job`, compared with the one in force,
    approved and then applied at once; applied, it never changes.

    `name_en`, `own_address`, `licence` and `fewest` are what the site said of itself when the release was made;
    `digest` is that of these and of all its pages, tables and files together.
    """

    class State(models.TextChoices):
        """Where it stands between being put together and being seen."""

        MAKING = "making", _("กำลังจัดทำ")
        READY = "ready", _("พร้อมเสนอ")
        SUBMITTED = "submitted", _("เสนอผู้บริหารแล้ว")
        RETURNED = "returned", pgettext_lazy("release", "ส่งกลับ")
        APPLIED = "applied", _("เผยแพร่แล้ว")
        DROPPED = "dropped", pgettext_lazy("release", "ยกเลิก")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.MAKING)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    own_address = models.URLField(max_length=300, blank=True)
    licence = models.CharField(max_length=12, choices=Licence.choices, default=Licence.CC_BY)
    fewest = models.PositiveSmallIntegerField(default=5)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="release_numbered_once"),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(state__in=["making", "ready", "submitted", "returned"]),
                name="release_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["making", "ready", "submitted", "returned", "applied", "dropped"]),
                name="release_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="applied", applied_at__isnull=False) & ~Q(digest="")
                | ~Q(state="applied") & Q(applied_at__isnull=True),
                name="release_applied_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(licence__in=["CC-BY-4.0", "CC0-1.0", "ODC-By-1.0"]), name="release_licence_known"
            ),
            models.CheckConstraint(condition=Q(fewest__gte=1), name="release_fewest_is_a_count"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} release {self.number} {self.state}"


class ReleaseDeed(models.Model):
    """One deed of deciding on a release."""

    class Kind(models.TextChoices):
        """What was done with it."""

        SUBMITTED = "submitted", _("เสนอผู้บริหาร")
        RETURNED = "returned", _("ส่งกลับให้แก้")
        APPLIED = "applied", _("อนุมัติและเผยแพร่")
        DROPPED = "dropped", pgettext_lazy("release", "ยกเลิก")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="deeds")
    deed = models.CharField(max_length=9, choices=Kind.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deed__in=["submitted", "returned", "applied", "dropped"]), name="release_deed_known"
            ),
            models.CheckConstraint(condition=~Q(deed="returned") | ~Q(reason=""), name="release_deed_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.release_id}"


class ReleasedPage(models.Model):
    """A page of a release. `subject` names what it tells of for good, `path` where it stands under the agency.

    `content` is a `core.publication.PublicPage` made plain, `digest` its own, `text` what a search looks into.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="pages")
    subject = models.CharField(max_length=80)
    path = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    content = models.JSONField()
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "subject"], name="released_page_once_a_subject"),
            models.UniqueConstraint(fields=["release", "path"], name="released_page_once_a_path"),
        ]

    def __str__(self) -> str:
        return self.path or "/"


class ReleasedTable(models.Model):
    """A public table of a release: its rows by the columns that `core.tables` names, small counts suppressed."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="tables")
    code = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["release", "code"], name="released_table_once")]

    def __str__(self) -> str:
        return self.code


class ReleasedFile(models.Model):
    """A file that a release hands out at `path` (``files/…``). `size` names the copy of a picture, "" = as it came."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=400)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    size = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["release", "path"], name="released_file_once_a_path")]

    def __str__(self) -> str:
        return self.path


class Address(models.Model):
    """An address the public site ever had, and what stood there: a thing that moved is found at its new one."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=400, blank=True)
    subject = models.CharField(max_length=80)
    since = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "path"], name="address_once_in_agency")]

    def __str__(self) -> str:
        return self.path or "/"


class Withdrawal(models.Model):
    """Something taken out of public sight at once, until `lifted_at`; everybody sees the reason in its place."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_gives_its_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("at")), name="withdrawal_lifted_after_it"
            ),
            models.UniqueConstraint(
                fields=["agency", "subject"], condition=Q(lifted_at__isnull=True), name="withdrawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} withdrawn"


class Site(models.Model):
    """An agency's public site: which release is in force, and what the next one will say of the agency.

    `own_address` is the agency's own website, whose links are watched. `fewest` is the smallest count of people that
    is shown. `version` grows with each saving.
    """

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    name_en = models.CharField(max_length=200, blank=True)
    own_address = models.URLField(max_length=300, blank=True)
    about_th = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    licence = models.CharField(max_length=12, choices=Licence.choices, default=Licence.CC_BY)
    fewest = models.PositiveSmallIntegerField(default=5)
    current = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(licence__in=["CC-BY-4.0", "CC0-1.0", "ODC-By-1.0"]), name="site_licence_known"
            ),
            models.CheckConstraint(condition=Q(fewest__gte=1), name="site_fewest_is_a_count"),
        ]

    def __str__(self) -> str:
        return f"site of {self.agency_id}"


class SiteExport(models.Model):
    """A release as a folder in one ZIP that works from any web space or a USB stick; `job` writes it.

    `mark` is of what it says: the release, less what was withdrawn when it was written.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=32)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"export of {self.release_id}"
