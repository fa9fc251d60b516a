"""What raises or lowers a share: exclusive rights of a version, contributions of either party."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.rules import Scope
from agreements.models.terms import EXACT, MONEY, Version
from portal.accounts.models import Partner


class ExclusivityGrant(Scope):
    """An exclusive right in a scope, worth `uplift` on the share (FORMULA section 5); 0 is a pure right.

    The partner holds it against all other partners. Held by the licensor, it is the partner's own promise to
    serve the scope with nobody else's models, and keeps no other partner out.
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

    def __str__(self) -> str:
        return self.code


class Contribution(Scope):
    """Maintenance, updates, improvements of either party; points or an amount (FORMULA sections 5, 6)."""

    class Kind(models.TextChoices):
        MAINTENANCE = "maintenance", _("Maintenance")
        UPDATE = "update", _("Update")
        IMPROVEMENT = "improvement", _("Improvement")
        OTHER = "other", _("Other")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="contributions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    code = models.CharField(_("contribution"), max_length=100)
    party = models.CharField(_("made by"), max_length=10, choices=Agreement.Party)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    points = models.DecimalField(_("points"), null=True, blank=True, **EXACT)
    amount = models.DecimalField(_("amount"), null=True, blank=True, **MONEY)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "code"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="contribution_code_once"),
            models.CheckConstraint(
                condition=Q(points=None, amount__gte=0) | Q(amount=None, points__gte=0),
                name="contribution_points_or_amount",
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gt=F("from_date")), name="contribution_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.code
