"""What an agreement was settled to in the former books, carried over once: entered, then confirmed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.append_only import no_truncate

AMOUNT = {"max_digits": 90, "decimal_places": 4}
# NaN is greater than every number in PostgreSQL.
HIGHEST = 10**86
WORDS = "what was carried over from the former books is never edited"
# What an act writes after the figures were entered.
MOVES = "ARRAY['state', 'confirmed_by_id', 'confirmed_at', 'discarded_by_id', 'discarded_at', 'reason']"


class AgreementOpening(models.Model):
    """`carried_date` is the last day that the former books settled: the next is the first one settled here.

    `balance` is signed as a statement's own amounts (FORMULA section 7): positive is owed to the beneficiary.
    `guarantee_earned`, `cap_earned` and `counters` (rule → quantity and base, as FORMULA writes them) are
    those of the windows that `carried_date` lies in. `advance_balance` None: nobody said, as the terms had no
    advance when it was entered.
    """

    class State(models.TextChoices):
        ENTERED = "entered", pgettext_lazy("opening balance", "Entered, to be confirmed")
        CONFIRMED = "confirmed", pgettext_lazy("opening balance", "Confirmed")
        DISCARDED = "discarded", pgettext_lazy("opening balance", "Discarded")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="openings")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.ENTERED)
    carried_date = models.DateField(_("carried over as of"))
    currency = models.CharField(_("currency"), max_length=3)
    balance = models.DecimalField(_("balance carried over"), **AMOUNT)
    advance_balance = models.DecimalField(_("advance not yet recouped"), null=True, blank=True, **AMOUNT)
    guarantee_earned = models.DecimalField(_("earned towards the guarantee"), default=0, **AMOUNT)
    cap_earned = models.DecimalField(_("counted towards the cap"), default=0, **AMOUNT)
    counters = models.JSONField(default=dict, blank=True)
    source = models.CharField(_("source"), max_length=500)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    discarded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=~Q(state="discarded"), name="opening_one_live"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")), name="opening_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="opening_is_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state="discarded")
                | Q(discarded_by__isnull=False, discarded_at__isnull=False, reason__gt=""),
                name="opening_discarded_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(balance__gt=-HIGHEST, balance__lt=HIGHEST)
                & Q(advance_balance__gte=0, advance_balance__lt=HIGHEST)
                & Q(guarantee_earned__gt=-HIGHEST, guarantee_earned__lt=HIGHEST)
                & Q(cap_earned__gt=-HIGHEST, cap_earned__lt=HIGHEST),
                name="opening_finite",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="opening_begins_entered",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__state="entered"),
                func="RAISE EXCEPTION 'an opening balance is entered first, then confirmed';",
            ),
            pgtrigger.Trigger(
                name="opening_figures_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF OLD.state <> 'entered'
                        OR to_jsonb(OLD) - {MOVES} IS DISTINCT FROM to_jsonb(NEW) - {MOVES}
                    THEN RAISE EXCEPTION '{WORDS}';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="opening_confirmed_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="confirmed"),
            ),
            no_truncate("opening", WORDS),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.carried_date}"
