"""Corrections: an amount that staff add to the next statement because an issued one was wrong."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.append_only import never_deleted
from portal.files.models import StoredFile
from settlements.balances.models import AMOUNT, FINITE
from settlements.statements.models import Line, Statement

DECISION = "ARRAY['state', 'decided_by_id', 'decided_at', 'answer']"


class Correction(models.Model):
    """`amount` has the sign of the statement's own amounts. `line` None: it corrects no line of it.

    `effect`: what the statement would have had due now with it, less what it has, as shown when proposed.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("correction", "To be approved")
        APPROVED = "approved", pgettext_lazy("correction", "Approved")
        DECLINED = "declined", pgettext_lazy("correction", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("correction", "Withdrawn")

    number = models.CharField(_("number"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="corrections")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="corrections")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PROPOSED)
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), **AMOUNT)
    effect = models.DecimalField(**AMOUNT)
    reason = models.TextField(_("reason"))
    evidence = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=FINITE & ~Q(amount=0), name="correction_finite"),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="correction_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="correction_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["partner", "state"]), models.Index(fields=["statement"])]
        triggers = [
            *never_deleted("correction", "corrections are never deleted"),
            pgtrigger.Trigger(
                name="correction_as_proposed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF OLD.state <> 'proposed'
                        OR to_jsonb(OLD) - {DECISION} IS DISTINCT FROM to_jsonb(NEW) - {DECISION}
                    THEN RAISE EXCEPTION 'a correction is decided once, as it was proposed';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.number
