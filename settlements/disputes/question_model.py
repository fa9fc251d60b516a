"""A question, and the side that asks it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.append_only import never_deleted
from settlements.statements.models import Line, Statement
from usage.models import Period
from usage.reconciliation.pairs import Place


class Side(models.TextChoices):
    PARTNER = "partner", _("The partner")
    LICENSOR = "licensor", _("The licensor")


class Question(models.Model):
    """A doubt about a line, or the statement where `line` is empty. Nothing is held.

    Or about the figures of both sides for a `period`; `row` is the key of one place of them, empty for all.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")
        DISPUTED = "disputed", _("Turned into a dispute")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    period = models.ForeignKey(
        Period, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    row = models.CharField(max_length=190, blank=True)
    side = models.CharField(_("asked by"), max_length=8, choices=Side)
    subject = models.CharField(_("subject"), max_length=200)
    state = models.CharField(_("status"), max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, period__isnull=True, row="")
                | Q(statement__isnull=True, period__isnull=False, line__isnull=True),
                name="question_of_one_subject",
            ),
        ]
        triggers = never_deleted("question", "questions are never deleted")

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def place(self) -> Place | None:
        """The place of the figures asked about."""
        return Place.of_key(self.row) if self.row else None
