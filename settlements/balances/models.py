"""The journal: double entry, append-only, the only place money is written; and claims beside it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.append_only import append_only

AMOUNT = {"max_digits": 90, "decimal_places": 4}
# NaN is greater than every number in PostgreSQL.
FINITE = Q(amount__gt=-(10**86), amount__lt=10**86)

BALANCED = """
IF (SELECT count(*) < 2 OR sum(amount) <> 0
        OR bool_or(currency <> NEW.currency OR partner_id <> NEW.partner_id)
    FROM settlements_entry WHERE transaction_id = NEW.id)
THEN RAISE EXCEPTION 'journal transaction % does not balance', NEW.id;
END IF;
RETURN NULL;
"""
SAME_ACT = """
IF EXISTS (SELECT 1 FROM added
           JOIN settlements_journaltransaction AS header ON header.id = added.transaction_id
           WHERE header.written_in <> pg_current_xact_id()::text::bigint)
THEN RAISE EXCEPTION 'a journal transaction takes no entry later';
END IF;
RETURN NULL;
"""


class Account(models.TextChoices):
    """From the licensor's books; a debit is positive. Each is kept per partner, agreement and currency."""

    SHARE = "share", _("Share of revenue")  # rungs 1 to 4 of the ladder
    ADVANCE = "advance", _("Advance to be recouped")  # rung 5 lowers it
    ADJUSTMENTS = "adjustments", _("Adjustments")  # rung 6
    WITHHELD = "withheld_tax", _("Withheld tax")  # rung 7
    CARRIED = "carried", _("Carried forward")  # rung 8 in, carried_forward out
    PAYABLE = "payable", _("Payable to the partner")
    RECEIVABLE = "receivable", _("Receivable from the partner")
    HELD = "held", _("Held for a dispute")
    IN_TRANSIT = "in_transit", _("Approved for payment")
    PAID = "paid", _("Paid")
    NETTED = "netted", _("Netted")  # what a payout set against what the partner owes
    RECEIVED = "received", _("Received")
    FORMER = "former_books", _("Former books")  # the other side of what was carried over
    ADVANCE_PAID = "advance_paid", _("Advance paid outside the portal")  # the other side of an advance


class JournalTransaction(models.Model):
    """One cause and its entries, which sum to zero. `key` says what was posted: twice posts once."""

    class Cause(models.TextChoices):
        OPENING_CONFIRMED = "opening_confirmed", _("Opening balance confirmed")
        ADVANCE_TAKEN_IN = "advance_taken_in", _("Advance taken into the books")
        STATEMENT_ISSUED = "statement_issued", _("Statement issued")
        HOLD_PLACED = "hold_placed", _("Held for a dispute")
        HOLD_RELEASED = "hold_released", _("Hold released")
        PAYOUT_APPROVED = "payout_approved", _("Payout approved")
        PAYOUT_CANCELLED = "payout_cancelled", _("Payout cancelled")
        PAYOUT_PAID = "payout_paid", _("Payout paid")
        PAYOUT_RETURNED = "payout_returned", _("Payout returned by the bank")
        REMITTANCE_RECEIVED = "remittance_received", _("Remittance received")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(_("cause"), max_length=24, choices=Cause)
    subject = models.CharField(_("document"), max_length=20)
    key = models.CharField(max_length=120, unique=True)
    currency = models.CharField(_("currency"), max_length=3)
    posted_at = models.DateTimeField(_("posted"))
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    digest = models.CharField(max_length=64)
    written_in = models.BigIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["partner", "-posted_at"]), models.Index(fields=["subject"])]
        triggers = [
            *append_only("journal_transaction", "the journal is append-only"),
            pgtrigger.Trigger(
                name="journal_written_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.written_in = pg_current_xact_id()::text::bigint; RETURN NEW;",
            ),
            # On the header, not on each entry: that one is quadratic (notes/reliability.md, section 2).
            pgtrigger.Trigger(
                name="journal_balanced",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=BALANCED,
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """An amount on an account: debit positive, credit negative. `reference` names the dispute or payout."""

    transaction = models.ForeignKey(JournalTransaction, on_delete=models.PROTECT, related_name="entries")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    statement = models.CharField(_("statement"), max_length=20)
    reference = models.CharField(_("reference"), max_length=20, blank=True)
    account = models.CharField(_("account"), max_length=12, choices=Account)
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), **AMOUNT)

    class Meta:
        ordering = ["transaction", "pk"]
        constraints = [
            models.CheckConstraint(condition=FINITE, name="entry_finite"),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_not_zero"),
            models.CheckConstraint(condition=Q(account__in=Account.values), name="entry_account_known"),
        ]
        indexes = [
            models.Index(fields=["partner", "account", "currency"]),
            models.Index(fields=["statement", "account"]),
            models.Index(fields=["reference", "account"]),
        ]
        triggers = [
            *append_only("entry", "the journal is append-only"),
            pgtrigger.Trigger(
                name="entry_same_act",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),
                func=SAME_ACT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class ContingentClaim(models.Model):
    """What the beneficiary claims beyond a statement: stands beside the books until the dispute ends."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    statement = models.CharField(_("statement"), max_length=20)
    reference = models.CharField(_("dispute"), max_length=20, unique=True)
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), **AMOUNT)
    claimed_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0) & FINITE, name="claim_finite"),
        ]
        indexes = [models.Index(fields=["statement"])]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"
