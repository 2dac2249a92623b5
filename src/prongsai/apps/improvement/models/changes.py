"""History: every change of a record, from what to what, so that the last one can be undone."""

from __future__ import annotations

from django.db import models

from prongsai.base.models import Agency, Person


class Change(models.Model):
    """One change of one record: the fields it touched, as they were and as they became.

    A record that was made has no `before`, one that was removed no `after`.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    record = models.PositiveBigIntegerField()
    deed = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "kind", "record"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before__isnull=False) | models.Q(after__isnull=False),
                name="change_changes_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.kind} {self.record}"
