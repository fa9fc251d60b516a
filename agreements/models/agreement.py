"""The agreement between the licensor and one partner."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner


class Agreement(models.Model):
    """Who shares with whom, in which currency and periods. The terms are its versions.

    `ends_date` is exclusive. `collected_by` decides the direction (FORMULA section 1). `editor_ids` are all
    who ever wrote its frame: none of them may approve its first version. `reporter` and `period_length` hold
    where a version's operational terms name none; ask `agreements/operations/periods_on.py`. It is active
    until its last day is over, then terminated or expired; what changes the end is a TermChange.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Active")
        TERMINATED = "terminated", _("Terminated")
        EXPIRED = "expired", _("Expired")

    class Party(models.TextChoices):
        LICENSOR = "licensor", _("Licensor")
        PARTNER = "partner", _("Partner")

    class PeriodLength(models.TextChoices):
        MONTH = "month", _("Calendar month")
        QUARTER = "quarter", _("Calendar quarter")

    number = models.CharField(_("number"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    collected_by = models.CharField(_("revenue collected by"), max_length=10, choices=Party)
    reporter = models.CharField(_("whose figures settle"), max_length=10, choices=Party)
    settlement_currency = models.CharField(_("settlement currency"), max_length=3)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    period_length = models.CharField(
        _("settlement period"), max_length=8, choices=PeriodLength, default=PeriodLength.MONTH
    )
    starts_date = models.DateField(_("begins on"))
    ends_date = models.DateField(_("ends before"), null=True, blank=True)
    review_date = models.DateField(_("to be reviewed by"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    editor_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_date=None) | Q(ends_date__gt=F("starts_date")),
                name="agreement_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(settlement_currency__regex="^[A-Z]{3}$"), name="agreement_currency"
            ),
            models.UniqueConstraint(fields=["id", "partner"], name="agreement_of_partner"),
        ]

    def __str__(self) -> str:
        return self.number
