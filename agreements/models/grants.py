"""What raises a share: exclusive rights of a version."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.guards import written_in_drafts
from agreements.models.rules import Scope
from agreements.models.terms import EXACT, Version
from portal.accounts.models import Partner


class ExclusivityGrant(Scope):
    """An exclusive right in a scope, worth `uplift` on the share (FORMULA section 5); 0 is a pure right.

    The partner holds it against all other agreements. Held by the licensor, it is the partner's own promise
    to serve the scope with nobody else's models, and keeps no other partner out.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="grants")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    holder = models.CharField(
        _("held by"), max_length=10, choices=Agreement.Party, default=Agreement.Party.PARTNER
    )
    code = models.CharField(_("grant"), max_length=100)
    clause = models.CharField(_("clause"), max_length=100, blank=True)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    uplift = models.DecimalField(_("uplift"), **EXACT)

    class Meta:
        ordering = ["version", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gt=F("from_date")), name="grant_dates_in_order"
            )
        ]
        triggers = written_in_drafts("grant")

    def __str__(self) -> str:
        return self.code
