"""A statement that the bank gave: that it was handed in, and each booking in it. Never its file."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.append_only import never_deleted
from settlements.bank_accounts.models import BankAccount
from settlements.payouts.frozen import settled_terms
from settlements.payouts.models import Payout, PayoutBatch, Remittance
from settlements.payouts.models.person import person

KEPT = "what the bank said is kept"


class BankStatementFile(models.Model):
    """A camt.053 file. `sealed` holds its bytes, encrypted, until they are read: account numbers of others
    stand in it.

    `attempts` counts readings that were begun: a file that ends its worker each time is not begun for ever.
    `moved_at`: when it was last heard of. `problem`: why it was not taken, a code of `problem_words`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("bank statement", "Being read")
        MATCHING = "matching", pgettext_lazy("bank statement", "Being matched")
        DONE = "done", pgettext_lazy("bank statement", "Read")
        REFUSED = "refused", pgettext_lazy("bank statement", "Not taken")

    name = models.CharField(_("file"), max_length=150)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.WAITING)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("handed in"))
    moved_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=30, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    accounts = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """Masks only."""
    left_out = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """Masks of the accounts in it that are not ours: nothing of them is kept."""
    statement_ids = ArrayField(models.CharField(max_length=35), default=list, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    known = models.PositiveIntegerField(default=0)
    """Bookings that had been brought before."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(state="refused"), name="bank_statement_file_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", sealed__gt="") | ~Q(state="waiting") & Q(sealed=""),
                name="bank_statement_file_dropped",
            ),
            models.CheckConstraint(
                condition=Q(state="refused", problem__gt="") | ~Q(state="refused") & Q(problem=""),
                name="bank_statement_file_problem",
            ),
        ]
        triggers = never_deleted("bank_statement_file", KEPT)

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """One booking of a statement, or one payment of it where the bank lists them; what it was matched with.

    `account` is the licensor's account it stands on: of several rows with that number the first.
    `bank_entry` names it for good, whichever file brings it (`naming.py`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("bank line", "To be matched")
        MATCHED = "matched", pgettext_lazy("bank line", "Matched")
        UNMATCHED = "unmatched", pgettext_lazy("bank line", "Not matched")
        TOLD = "told", pgettext_lazy("bank line", "To be confirmed")
        SET_ASIDE = "set_aside", pgettext_lazy("bank line", "Set aside")

    file = models.ForeignKey(BankStatementFile, on_delete=models.PROTECT, related_name="lines")
    bank_entry = models.CharField(max_length=140, unique=True)
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    statement_id = models.CharField(max_length=35, blank=True)
    day = models.DateField(_("day"))
    # No currency has more decimals.
    amount = models.DecimalField(_("amount"), max_digits=22, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3)
    credit = models.BooleanField()
    returned = models.BooleanField(default=False)
    return_reason = models.CharField(max_length=35, blank=True)
    end_to_end_id = models.CharField(max_length=35, blank=True)
    creditor_reference = models.CharField(max_length=50, blank=True)
    batch_reference = models.CharField(max_length=35, blank=True)
    """Where the bank booked several payments in one sum."""
    bank_reference = models.CharField(_("bank reference"), max_length=35, blank=True)
    counterparty = models.CharField(max_length=140, blank=True)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=30, blank=True)
    """Why it is not matched, a code of `reason_words`."""
    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    remittance = models.ForeignKey(
        Remittance, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    """Matched with one of the three; of a line that is not matched: what it seems to be about."""
    note = models.CharField(max_length=1000, blank=True)
    told_by = person()
    """Who matched it by hand."""
    decided_by = person()
    """Who confirmed that, or set it aside."""
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["file", "state"]),
            models.Index(fields=["account", "day", "amount"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lt=10**18), name="bank_line_amount"),
            models.CheckConstraint(
                condition=~Q(state="set_aside")
                | Q(note__gt="", decided_by__isnull=False, decided_at__isnull=False),
                name="bank_line_set_aside_with_note",
            ),
            models.CheckConstraint(
                condition=~Q(state="unmatched") | Q(reason__gt=""), name="bank_line_unmatched_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["told", "matched"])
                | Q(payout__isnull=False)
                | Q(batch__isnull=False)
                | Q(remittance__isnull=False),
                name="bank_line_matched_with_something",
            ),
            models.CheckConstraint(
                condition=Q(state="told", told_by__isnull=False, decided_by=None)
                | Q(state="matched", told_by__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("told_by"))
                | ~Q(state="told") & Q(told_by=None),
                name="bank_line_four_eyes",
            ),
        ]
        triggers = settled_terms(
            "bank_line",
            KEPT,
            fixed=[
                *("file", "bank_entry", "account", "statement_id", "day", "amount", "currency", "credit"),
                *("returned", "return_reason", "end_to_end_id", "creditor_reference"),
                *("batch_reference", "bank_reference", "counterparty", "text"),
            ],
            final=["matched", "set_aside"],
        )

    def __str__(self) -> str:
        return self.bank_entry
