"""At which rate tax is withheld from what a partner earns: entered by one person, confirmed by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.terms import EXACT
from portal.accounts.models import Partner
from portal.append_only import append_only
from portal.files.models import StoredFile
from settlements.payouts.frozen import settled_terms
from settlements.payouts.models.person import person


class WithholdingRate(models.Model):
    """Holds for periods whose last day is `from_date` or later, until a newer one does.

    Rates are shares: 0.15 is 15 %. `treaty_rate` takes the place of `default_rate` for periods that end by
    `treaty_until_date`, the last day of the `certificate`; what was entered never changes.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("withholding rate", "Entered, to be confirmed")
        CONFIRMED = "confirmed", pgettext_lazy("withholding rate", "Confirmed")
        WITHDRAWN = "withdrawn", pgettext_lazy("withholding rate", "Withdrawn")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="withholding_rates")
    from_date = models.DateField(_("for periods that end from"))
    country = models.CharField(_("country of tax residence"), max_length=2)
    default_rate = models.DecimalField(_("rate without a treaty"), **EXACT)
    treaty_rate = models.DecimalField(_("rate by treaty"), null=True, blank=True, **EXACT)
    treaty_until_date = models.DateField(_("certificate is valid until"), null=True, blank=True)
    certificate = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(_("source"), max_length=500)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = person()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-from_date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner"], condition=Q(state="proposed"), name="withholding_rate_one_proposed"
            ),
            models.CheckConstraint(
                condition=Q(default_rate__gte=0, default_rate__lte=1)
                & (Q(treaty_rate=None) | Q(treaty_rate__gte=0, treaty_rate__lte=1)),
                name="withholding_rate_is_share",
            ),
            models.CheckConstraint(
                condition=Q(treaty_rate=None, treaty_until_date=None, certificate=None)
                | Q(treaty_rate__isnull=False, treaty_until_date__isnull=False),
                name="withholding_rate_treaty_until",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None)
                | Q(state="withdrawn", decided_by__isnull=False)
                | (Q(state="confirmed", decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="withholding_rate_four_eyes",
            ),
        ]
        triggers = settled_terms(
            "withholding_rate",
            "by which rate tax was withheld is kept",
            fixed=[
                *("partner", "from_date", "country", "default_rate", "treaty_rate", "treaty_until_date"),
                *("certificate", "source", "proposed_by", "proposed_at"),
            ],
            final=["confirmed", "withdrawn"],
        )

    def __str__(self) -> str:
        return f"{self.partner} from {self.from_date}"


class TreatyReminder(models.Model):
    """That finance was told of a certificate's end. `step`: days before its last day; each is told once."""

    rate = models.ForeignKey(WithholdingRate, on_delete=models.PROTECT, related_name="reminders")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    step = models.SmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["rate", "step"], name="treaty_reminder_once")]
        triggers = append_only("treaty_reminder", "that somebody was reminded is kept")

    def __str__(self) -> str:
        return f"{self.rate} {self.step}"
