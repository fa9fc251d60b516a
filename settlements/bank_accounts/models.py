"""Accounts that money is paid to and from: proposed by one person, confirmed by a second."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import Partner
from portal.append_only import never_deleted
from settlements.bank_accounts.sealed_details import open_details
from settlements.bank_files.parties import Address, Party

WAIT = timedelta(hours=48)
"""From the confirmation to the first use: time for those who were told to speak up."""
WORDS = "a bank account is never edited: enter another one"
# What acts write after the account was entered. `sealed` changes alone, when the key does.
MOVES = (
    "ARRAY['sealed', 'state', 'confirmed_by_id', 'confirmed_at', 'usable_from', 'contacts', "
    "'closed_by_id', 'closed_at', 'reason']"
)
CONFIRMATION = "ROW({0}.confirmed_by_id, {0}.confirmed_at, {0}.usable_from, {0}.contacts)"
WAYS = (
    "'proposed confirmed', 'proposed refused', 'proposed withdrawn', 'confirmed replaced', 'confirmed ended'"
)
PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}


class BankAccount(models.Model):
    """Of a partner, or, without one, the licensor's.

    Its numbers are read in one way only, `details`; pages show the mask. `contacts` are the partner's
    addresses for finance when it was confirmed: they are told too when another one is to take its place.
    """

    class Kind(models.TextChoices):
        IBAN = "iban", _("IBAN")
        ACCOUNT = "account", _("Account number and bank code")

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("bank account", "Entered, to be confirmed")
        CONFIRMED = "confirmed", pgettext_lazy("bank account", "Confirmed")
        REPLACED = "replaced", pgettext_lazy("bank account", "Replaced")
        REFUSED = "refused", pgettext_lazy("bank account", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("bank account", "Withdrawn")
        ENDED = "ended", pgettext_lazy("bank account", "Ended")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    holder = models.CharField(_("account holder"), max_length=140)
    street = models.CharField(_("street"), max_length=70, blank=True)
    building = models.CharField(_("house number"), max_length=16, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=16, blank=True)
    town = models.CharField(_("town"), max_length=35)
    country = models.CharField(_("country"), max_length=2)
    bank_name = models.CharField(_("bank"), max_length=140, blank=True)
    bank_country = models.CharField(_("country of the bank"), max_length=2)
    last_four = models.CharField(max_length=4)
    sealed = models.TextField()
    digest = models.CharField(max_length=64)
    """What `sealed` says when opened: binds it to the row, whatever key it is under."""
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(**PERSON)
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(**PERSON, null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    usable_from = models.DateTimeField(_("usable from"), null=True, blank=True)
    contacts = ArrayField(models.EmailField(), default=list, blank=True)
    closed_by = models.ForeignKey(**PERSON, null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            # Nulls are one: the licensor has one of each currency too.
            *(
                models.UniqueConstraint(
                    fields=["partner", "currency"],
                    condition=Q(state=state),
                    nulls_distinct=False,
                    name=f"bank_account_one_{state}",
                )
                for state in ("proposed", "confirmed")
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="bank_account_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "refused", "withdrawn"])
                & Q(confirmed_by=None, usable_from=None)
                | Q(
                    state__in=["confirmed", "replaced", "ended"],
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    usable_from__gte=F("confirmed_at") + WAIT,
                ),
                name="bank_account_waits_48_hours",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "confirmed"], closed_at=None)
                | Q(state__in=["replaced", "withdrawn"], closed_at__isnull=False)
                | Q(state__in=["refused", "ended"], closed_at__isnull=False, reason__gt=""),
                name="bank_account_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(holder__gt="", town__gt="", country__gt="", bank_country__gt=""),
                name="bank_account_has_address",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="bank_account_begins_proposed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__state="proposed"),
                func="RAISE EXCEPTION 'a bank account is proposed first, then confirmed';",
            ),
            pgtrigger.Trigger(
                name="bank_account_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF OLD.sealed IS DISTINCT FROM NEW.sealed
                        AND to_jsonb(OLD) - 'sealed' = to_jsonb(NEW) - 'sealed'
                    THEN RETURN NEW;
                    END IF;
                    IF OLD.sealed IS DISTINCT FROM NEW.sealed
                        OR to_jsonb(OLD) - {MOVES} IS DISTINCT FROM to_jsonb(NEW) - {MOVES}
                        OR OLD.state || ' ' || NEW.state NOT IN ({WAYS})
                        OR (OLD.state = 'confirmed'
                            AND {CONFIRMATION.format("OLD")} IS DISTINCT FROM {CONFIRMATION.format("NEW")})
                    THEN RAISE EXCEPTION '{WORDS}';
                    END IF;
                    RETURN NEW;
                """,
            ),
            *never_deleted("bank_account", WORDS),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.mask}"

    @property
    def mask(self) -> str:
        """All that is ever shown of the numbers."""
        front = self.bank_country if self.kind == self.Kind.IBAN else ""
        return f"{front}•••• {self.last_four}"

    def details(self) -> Party:
        """For the bank's file alone. Raises ValueError where what is sealed is not what was entered."""
        return Party(
            name=self.holder,
            address=Address(
                street=self.street,
                building=self.building,
                post_code=self.postal_code,
                town=self.town,
                country=self.country,
            ),
            account=open_details(self.sealed, self.digest),
        )
