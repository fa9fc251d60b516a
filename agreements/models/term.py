"""What moves the end of an agreement, and who was told that it comes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.agreement import Agreement
from agreements.models.guards import never_changed_once
from portal.accounts.models import Partner
from portal.append_only import append_only, never_deleted

_PERSON = {"on_delete": models.PROTECT, "related_name": "+", "null": True, "blank": True}


class TermChange(models.Model):
    """Notice of termination, or a renewal: proposed → approved → done, or set aside.

    `ends_date` is the new end, exclusive; `ended_before` what it was. `party` began it. The partner's notice
    needs nobody's consent, the licensor's a second person of staff; a renewal that and a signatory.
    """

    class Kind(models.TextChoices):
        TERMINATION = "termination", pgettext_lazy("agreement", "Termination")
        RENEWAL = "renewal", _("Renewal")

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("agreement", "Proposed")
        APPROVED = "approved", _("Approved, to be accepted")
        DONE = "done", pgettext_lazy("agreement", "Agreed")
        SET_ASIDE = "set_aside", _("Set aside")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="term_changes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    party = models.CharField(max_length=10, choices=Agreement.Party)
    ended_before = models.DateField(null=True, blank=True)
    ends_date = models.DateField(_("new end (exclusive)"))
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, **_PERSON)
    approved_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **_PERSON)
    accepted_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, **_PERSON)
    set_aside_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=["proposed", "approved"]),
                name="term_change_one_running",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("by")), name="term_change_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(kind="termination", party="partner")
                | Q(kind="termination", approved_by__isnull=False)
                | Q(kind="renewal", approved_by__isnull=False, accepted_by__isnull=False),
                name="term_change_done_is_agreed",
            ),
        ]
        triggers = [
            *never_deleted("term_change", "changes of a term are never deleted"),
            *never_changed_once("term_change", "done", "set_aside"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.kind}"


class RenewalNotice(models.Model):
    """Both sides were told that the agreement ends in `days`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="renewal_notices")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    ends_date = models.DateField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "ends_date", "days"], name="renewal_notice_once")
        ]
        triggers = append_only("renewal_notice", "notices given stay")

    def __str__(self) -> str:
        return f"{self.agreement} {self.days}"
