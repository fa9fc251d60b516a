"""What was done, by whom: append-only, one hash chain per organisation and one for the house."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.accounts.models import Partner


class Chain(models.Model):
    """The newest link of a chain; its row is locked as an act's last write. The house has no partner."""

    partner = models.OneToOneField(Partner, on_delete=models.PROTECT, null=True, blank=True)
    length = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner"], name="chain_one_for_the_house", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return str(self.partner or "house")


class AuditEvent(models.Model):
    """One act. `digest` = SHA-256 of the previous digest and this event's canonical JSON."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True)
    position = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    event = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "position"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="audit_position_once"),
            models.CheckConstraint(condition=Q(event__regex=r"^[a-z_]+\.[a-z_]+$"), name="audit_event_named"),
        ]
        indexes = [
            models.Index(fields=["subject"]),
            # One organisation's looks, and days of the trail, among millions of events.
            models.Index(fields=["partner", "event"], name="audit_of_partner"),
            models.Index(fields=["at"], name="audit_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="audit_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="audit_no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'audit events are append-only';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"
