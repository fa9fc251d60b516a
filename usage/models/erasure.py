"""Why, when and by whom the file and the rows of a report were erased, or that a partner asked for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from usage.models.report import Report


class Erasure(models.Model):
    """At most one of a report that was not declined. Nobody asked for, or decided, one that came by age.

    `source_refs`: where the keyed hashes of the rows' own numbers lie, so that none is counted twice later;
    written before anything is deleted.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Erasure asked for")
        DECLINED = "declined", _("Erasure declined")
        ERASING = "erasing", _("Being erased")
        ERASED = "erased", _("Erased")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="erasures")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    state = models.CharField(_("status"), max_length=8, choices=State)
    reason = models.TextField(_("reason"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    source_refs = models.CharField(max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=~Q(state="declined"), name="erasure_once"),
            models.CheckConstraint(
                condition=~Q(state="declined") | Q(answer__gt="", decided_by__isnull=False),
                name="erasure_declined_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="erased") | Q(erased_at__isnull=False), name="erasure_has_its_time"
            ),
        ]
        indexes = [
            models.Index(fields=["state"], condition=Q(state__in=["asked", "erasing"]), name="erasure_open")
        ]

    def __str__(self) -> str:
        return f"report {self.report_id}: {self.get_state_display()}"
