"""Notices: who wants to be reminded how, and what was sent."""

from __future__ import annotations

from django.db import models

from prongsai.base.models import Agency, Person


class NoticeChoice(models.Model):
    """How a person of an agency wants to be reminded; without a row, by mail. A feed's token is kept as its hash."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by_mail = models.BooleanField(default=True)
    feed_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "person"], name="notice_choice_once"),
            models.UniqueConstraint(fields=["feed_hash"], condition=~models.Q(feed_hash=""), name="notice_feed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.by_mail}"


class Notice(models.Model):
    """A reminder that was sent: what it was about, and at which stage (so many days before or after it is due)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=60)
    stage = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "subject", "stage"], name="notice_once_a_stage")]

    def __str__(self) -> str:
        return f"{self.subject} {self.stage}"
