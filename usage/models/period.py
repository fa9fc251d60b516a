"""Settlement periods, and what the reporter declared about them."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import Agreement
from portal.accounts.models import Partner


class Period(models.Model):
    """A calendar month (`2026-10`) or quarter (`2026-Q4`) of an agreement, clipped to its term.

    `to_date` is exclusive. One that begins after the term is a tail (FORMULA section 7): it takes no figures.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state", "Open")
        CLOSED = "closed", _("Closed")
        SETTLED = "settled", _("Settled")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="periods")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    label = models.CharField(max_length=7)
    from_date = models.DateField()
    to_date = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)

    class Meta:
        ordering = ["agreement", "from_date"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "label"], name="period_once"),
            models.CheckConstraint(condition=Q(to_date__gt=F("from_date")), name="period_dates_in_order"),
            models.CheckConstraint(
                condition=Q(label__regex=r"^[0-9]{4}-(0[1-9]|1[0-2]|Q[1-4])$"), name="period_label"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.label}"

    @property
    def last_day(self) -> date:
        return self.to_date - timedelta(days=1)

    @property
    def is_tail(self) -> bool:
        ends = self.agreement.ends_date
        return ends is not None and self.from_date >= ends


class Declaration(models.Model):
    """One side says, attested, that its figures of the period are complete, or that there was no usage."""

    class Kind(models.TextChoices):
        COMPLETE = "complete", pgettext_lazy("state", "Complete")
        NIL = "nil", _("No usage")

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="declarations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    reporter = models.CharField(max_length=10, choices=Agreement.Party)
    kind = models.CharField(max_length=8, choices=Kind)
    attestation = models.TextField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["declared_at"]
        constraints = [models.UniqueConstraint(fields=["period", "reporter"], name="declaration_once")]

    def __str__(self) -> str:
        return f"{self.period} {self.kind}"
