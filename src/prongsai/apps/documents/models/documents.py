"""Documents: an agency's official papers, each with its editions; an edition that is issued never changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.apps.documents.models.style import Signatory, Template
from prongsai.base.access import FIRST_YEAR, LAST_YEAR
from prongsai.base.models import Agency, Job, Person, StoredFile
from prongsai.core import lifecycle


class Document(models.Model):
    """One official paper of an agency in one layout. `subject` names what it is about (``plan-2567``, ``round-12``).

    `letter` is what was typed into the layout's blanks. `version` is the edition that is open or was issued last;
    `basis` grows with each saving of its fields.
    """

    class State(models.TextChoices):
        """Where the current edition stands between being written and being issued."""

        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("เสนอผู้บริหารแล้ว")
        APPROVED = "approved", _("ลงนามแล้ว รอออกเลข")
        ISSUED = "issued", _("ออกแล้ว")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    layout = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    letter = models.JSONField(default=dict)
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["agency", "fiscal_year"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="document_year_in_range"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "approved", "issued"]), name="document_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sign_off(self) -> lifecycle.SignOff:
        """The state as the rules speak of it."""
        return lifecycle.SignOff(self.state)

    @property
    def is_open(self) -> bool:
        """Whether its words may be changed."""
        return lifecycle.is_open_to_change(self.sign_off)


class Edition(models.Model):
    """A version of a document: content and style are frozen when it is put forward or signed, number and day when it
    is issued.

    `content` is ``prongsai/content/1``, `style` as `paper.writing.style.as_json`; `digest` is the content's.
    `code` names the edition in public (the QR's page). `job` makes its files.
    """

    class Signed(models.TextChoices):
        """How it was signed."""

        SCREEN = "screen", _("อนุมัติในระบบ")
        PAPER = "paper", _("ลงนามในกระดาษ")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="editions")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    style = models.JSONField()
    digest = models.CharField(max_length=64)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.CharField(max_length=6, choices=Signed.choices, blank=True)
    signed_scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=32, unique=True, null=True)
    reason = models.TextField(blank=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="edition_once_a_version"),
            models.CheckConstraint(condition=Q(signed__in=["", "screen", "paper"]), name="edition_signed_known"),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, code__isnull=True, number="", issued_on__isnull=True)
                | Q(issued_at__isnull=False, code__isnull=False, issued_on__isnull=False, issued_by__isnull=False)
                & ~Q(number="")
                & ~Q(signed=""),
                name="edition_issued_is_signed_and_numbered",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, issued_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="edition_withdrawn_gives_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.version}"


class EditionFile(models.Model):
    """An issued edition in one format, as it was sealed; its bytes lie with the other stored files."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=4)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "format"], name="edition_file_once_a_format"),
            models.CheckConstraint(
                condition=Q(format__in=["docx", "pdf", "xlsx", "odt", "html", "json"]), name="edition_file_format_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.format}"


class Deed(models.Model):
    """One deed of signing a document off."""

    class Kind(models.TextChoices):
        """What was done with the document."""

        SUBMITTED = "submitted", _("เสนอผู้บริหาร")
        RETURNED = "returned", _("ส่งกลับให้แก้")
        APPROVED = "approved", _("อนุมัติ")
        SIGNED = "signed", _("บันทึกว่าลงนามในกระดาษแล้ว")
        ISSUED = "issued", _("ออกเลขและประกาศใช้")
        REVISED = "revised", _("เปิดแก้เป็นฉบับใหม่")
        WITHDRAWN = "withdrawn", _("ถอนฉบับ")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="deeds")
    version = models.PositiveSmallIntegerField()
    deed = models.CharField(max_length=9, choices=Kind.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deed__in=["submitted", "returned", "approved", "signed", "issued", "revised", "withdrawn"]),
                name="document_deed_known",
            ),
            models.CheckConstraint(
                condition=~Q(deed__in=["returned", "revised", "withdrawn"]) | ~Q(reason=""),
                name="document_deed_gives_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deed} v{self.version}"
