"""Questions, disputes, what was written about them, and every change of their state."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.append_only import append_only, never_deleted
from portal.files.models import StoredFile
from settlements.balances.models import AMOUNT
from settlements.disputes.day_off_model import DayOff
from settlements.disputes.question_model import Question, Side
from settlements.statements.models import Line, Statement

__all__ = ["DayOff", "Dispute", "DisputeChange", "DisputedLine", "Message", "Question", "Side"]


class Dispute(models.Model):
    """A claim about lines of one statement. `effect` is FORMULA section 7's, when it was opened.

    `version` grows with every move: who acts says which one they saw. `waits_for` and `due_date` are what
    `clock_of` says since the last move: the side that has to act, and the last day for it in the agreement's
    time zone.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state", "Open")
        REVIEW = "review", pgettext_lazy("dispute", "Under review")
        ASKED = "asked", pgettext_lazy("dispute", "Information asked")
        PROPOSED = "proposed", _("Outcome proposed")
        REFUSED = "refused", _("Proposal refused")
        ESCALATED = "escalated", pgettext_lazy("dispute", "Escalated")
        DECIDED = "decided", pgettext_lazy("dispute", "Decided outside, to be confirmed")
        RESOLVED = "resolved", _("Resolved")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", pgettext_lazy("dispute", "Expired")

    class Level(models.IntegerChoices):
        FIRST = 1, pgettext_lazy("dispute", "First level")
        SECOND = 2, pgettext_lazy("dispute", "Second level")
        OUTSIDE = 3, pgettext_lazy("dispute", "The agreement’s next step")

    class Category(models.TextChoices):
        USAGE = "usage", _("Usage missing or doubted")
        RATE = "rate", _("Wrong rate")
        TIER = "tier", _("Wrong tier")
        EXCLUSIVITY = "exclusivity", _("Exclusivity")
        CONTRIBUTION = "contribution", _("Contribution")
        FX = "fx", _("Exchange rate")
        TAX = "tax", _("Tax")
        OTHER = "other", _("Something else")

    number = models.CharField(_("number"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="disputes")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="disputes")
    question = models.OneToOneField(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="dispute"
    )
    side = models.CharField(_("opened by"), max_length=8, choices=Side)
    category = models.CharField(_("about"), max_length=12, choices=Category)
    state = models.CharField(_("status"), max_length=9, choices=State, default=State.OPEN)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.FIRST)
    version = models.PositiveIntegerField(default=1)
    waits_for = models.CharField(_("waits for"), max_length=8, choices=Side, blank=True)
    due_date = models.DateField(_("due"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    currency = models.CharField(_("currency"), max_length=3)
    effect = models.DecimalField(_("effect on what is due"), **AMOUNT)
    agreed_effect = models.DecimalField(null=True, blank=True, **AMOUNT)
    proposal = models.TextField(_("proposed outcome"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "decided", "resolved"])
                | Q(proposed_by__isnull=False, proposal__gt=""),
                name="dispute_resolved_was_proposed",
            ),
        ]
        indexes = [models.Index(fields=["partner", "state"]), models.Index(fields=["due_date"])]
        triggers = never_deleted("dispute", "disputes are never deleted")

    def __str__(self) -> str:
        return self.number


class DisputedLine(models.Model):
    """What is claimed for a line; without one, a claim about what no line says (its amount counts as 0)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="lines")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, blank=True, related_name="disputed")
    line_amount = models.DecimalField(_("amount"), **AMOUNT)
    claimed_amount = models.DecimalField(_("claimed"), **AMOUNT)
    agreed_amount = models.DecimalField(_("agreed"), null=True, blank=True, **AMOUNT)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["dispute", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=Q(live=True, line__isnull=False), name="disputed_line_one_live"
            ),
            models.CheckConstraint(
                condition=~Q(claimed_amount=F("line_amount")), name="disputed_line_differs"
            ),
            models.CheckConstraint(
                condition=Q(claimed_amount__gt=-(10**86), claimed_amount__lt=10**86),
                name="disputed_line_finite",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute} {self.claimed_amount}"


class DisputeChange(models.Model):
    """A move of a dispute: who (nobody: the clock), when, why. The first has no state before.

    `on_date`: the day of what happened outside, where that is what the move says.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="changes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=9, choices=Dispute.State, blank=True)
    to_state = models.CharField(max_length=9, choices=Dispute.State)
    level = models.PositiveSmallIntegerField(choices=Dispute.Level, default=Dispute.Level.FIRST)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on_date = models.DateField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["dispute", "pk"]
        triggers = append_only("dispute_change", "changes of a dispute are never edited")

    def __str__(self) -> str:
        return f"{self.dispute} {self.to_state}"


class Message(models.Model):
    """A message of a thread: of a question or of a dispute. Internal notes are for staff only."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    side = models.CharField(max_length=8, choices=Side)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("message"), max_length=10_000)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    internal = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=True, dispute__isnull=False)
                | Q(question__isnull=False, dispute__isnull=True),
                name="message_of_one_thread",
            ),
            models.CheckConstraint(
                condition=Q(internal=False) | Q(side=Side.LICENSOR), name="message_internal_is_staffs"
            ),
        ]
        triggers = append_only("message", "messages are never edited")

    def __str__(self) -> str:
        return f"message {self.pk}"
