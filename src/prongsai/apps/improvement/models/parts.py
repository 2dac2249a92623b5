"""What several records have in common: a period of whole months, a work status, a count of versions."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prongsai.core import records


class WorkStatus(models.TextChoices):
    """Work status, as the rules know it: never the verdict, the share done or the proof."""

    NOT_STARTED = "not_started", _("ยังไม่ดำเนินการ")
    IN_PROGRESS = "in_progress", _("อยู่ระหว่างดำเนินการ")
    DONE = "done", _("ดำเนินการแล้ว")
    DEFERRED = "deferred", _("เลื่อนหรือยกเลิก")
    UNKNOWN = "unknown", _("ไม่ระบุ")


class Versioned(models.Model):
    """A record that two people may edit at once: whoever saves an older version is shown both texts."""

    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Timed(models.Model):
    """Something that is done in whole months: from `starts_on` until before `ends_on`, and how a paper said it."""

    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    period_text = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_timed(self) -> bool:
        """Whether it says itself when it is done, in months or in words."""
        return bool(self.starts_on or self.ends_on or self.period_text)

    @property
    def period(self) -> records.Period | None:
        """The period as the rules speak of it; None when nothing is said."""
        if self.starts_on is None and not self.period_text:
            return None
        last = self.ends_on - timedelta(days=1) if self.ends_on else None
        return records.Period(_month(self.starts_on), _month(last), self.period_text)


class Worked(models.Model):
    """How far something is, by the last report of it. Unit: `percent` 0-100."""

    status = models.CharField(max_length=11, choices=WorkStatus.choices, default=WorkStatus.NOT_STARTED)
    percent = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True

    @property
    def work_status(self) -> records.Status:
        """The status as the rules speak of it."""
        return records.Status(self.status)


def period_rule(name: str) -> models.CheckConstraint:
    """A period that ends after it starts."""
    open_ended = Q(starts_on__isnull=True) | Q(ends_on__isnull=True)
    return models.CheckConstraint(condition=open_ended | Q(ends_on__gt=F("starts_on")), name=f"{name}_ends_after_start")


def status_rules(name: str) -> list[models.CheckConstraint]:
    """A status that is known, a share between 0 and 100."""
    known = Q(status__in=["not_started", "in_progress", "done", "deferred", "unknown"])
    share = Q(percent__isnull=True) | Q(percent__lte=100)
    return [
        models.CheckConstraint(condition=known, name=f"{name}_status_known"),
        models.CheckConstraint(condition=share, name=f"{name}_percent_0_to_100"),
    ]


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None
