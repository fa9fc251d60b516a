"""What either party has undertaken to do beside paying, and each day something of it is due."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.agreement import Agreement
from agreements.models.guards import written_in_drafts
from agreements.models.rules import Scope
from agreements.models.terms import Version
from portal.accounts.models import Partner
from portal.append_only import append_only, never_deleted
from portal.files.models import StoredFile


class Obligation(Scope):
    """An obligation of one version. Its `code` lasts: through later versions of the same one, too.

    `clause` is the number of the clause it rests on. `hours` is the clock of a notice (of incidents);
    `grant` the exclusive right that rests while it is overdue, empty for all of the version.
    """

    class Kind(models.TextChoices):
        EVALUATION = "evaluation", _("Bias and fairness evaluation")
        ACCOUNTABLE = "accountable", _("Accountable person")
        INCIDENTS = "incidents", _("Notice of security incidents")
        SUBPROCESSORS = "subprocessors", _("List of sub-processors")
        LICENCES = "licences", _("Check of model licences and attribution")
        DERIVATIVES = "derivatives", _("Register of derivatives and fine-tunes")
        OTHER = "other", _("Something else")

    class Recurrence(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        YEARLY = "yearly", _("Every year")

    class Consequence(models.TextChoices):
        INFORM = "inform", _("Both parties are told")
        BLOCK_RUN = "block_run", _("Settlement waits")
        SUSPEND_GRANT = "suspend_grant", _("The exclusive right rests")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="obligations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("id"), max_length=60)
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    party = models.CharField(_("binds"), max_length=10, choices=Agreement.Party)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what is to be done"), max_length=5_000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_due_date = models.DateField(_("first due"))
    recurrence = models.CharField(_("repeats"), max_length=10, choices=Recurrence)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    evidence_needed = models.BooleanField(_("evidence needed"), default=False)
    consequence = models.CharField(
        _("if overdue"), max_length=14, choices=Consequence, default=Consequence.INFORM
    )
    grant = models.CharField(_("exclusive right"), max_length=100, blank=True)

    class Meta:
        ordering = ["version", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="obligation_code_once"),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gt=0), name="obligation_hours"),
        ]
        triggers = written_in_drafts("obligation")

    def __str__(self) -> str:
        return self.code


class ObligationDue(models.Model):
    """An obligation of an agreement on one day. `obligation` is its wording in the terms of that day.

    `reminded`: how far the reminders have come (agreements/obligations/reminders.py).
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("obligation", "Open")
        ATTESTED = "attested", _("Attested")
        WAIVED = "waived", pgettext_lazy("obligation", "Waived")
        LAPSED = "lapsed", _("No longer asked for")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="dues")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="dues")
    code = models.CharField(max_length=60)
    due_date = models.DateField(_("due"))
    state = models.CharField(_("status"), max_length=8, choices=State, default=State.OPEN)
    reminded = models.PositiveSmallIntegerField(default=0)
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attested_at = models.DateTimeField(null=True, blank=True)
    statement = models.TextField(pgettext_lazy("obligation", "statement"), max_length=10_000, blank=True)
    evidence = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waived_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["agreement", "due_date", "code"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code", "due_date"], name="due_once"),
            models.CheckConstraint(
                condition=~Q(state="attested")
                | Q(attested_by__isnull=False, attested_at__isnull=False, statement__gt=""),
                name="due_attested_by_name",
            ),
            models.CheckConstraint(
                condition=~Q(state="waived")
                | Q(waived_by__isnull=False, waived_at__isnull=False, reason__gt=""),
                name="due_waived_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["due_date"], condition=Q(state="open"), name="due_open")]
        triggers = never_deleted("obligation_due", "what was due is never deleted")

    def __str__(self) -> str:
        return f"{self.agreement} {self.code} {self.due_date}"


class ObligationOwner(models.Model):
    """Who answers for an obligation of an agreement from now on; the newest row counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["agreement", "code", "pk"]
        triggers = append_only("obligation_owner", "who answered for an obligation is never edited")

    def __str__(self) -> str:
        return f"{self.code} {self.owner_id}"
