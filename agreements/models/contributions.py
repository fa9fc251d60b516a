"""What either party does for the models, what it is worth, and every offer made about it."""

from functools import reduce
from operator import or_

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.agreement import Agreement
from agreements.models.guards import written_in_drafts
from agreements.models.rules import Scope
from agreements.models.terms import EXACT, MONEY, Version
from portal.accounts.models import Partner
from portal.append_only import append_only, never_deleted
from portal.files.models import StoredFile

# What both sides agreed to; the last day alone may still be brought forward, by both.
AGREED = ("party", "from_date", "points", "amount", "approved_at", "application", "model", "market")
_CHANGED = reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in AGREED))


class ContributionKind(models.TextChoices):
    MAINTENANCE = "maintenance", _("Maintenance")
    UPDATE = "update", _("Update")
    IMPROVEMENT = "improvement", _("Improvement")
    OTHER = "other", _("Other")


class TariffRow(models.Model):
    """What a kind of work is worth under a version, so that the same work earns the same."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="tariff")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("id"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=ContributionKind)
    name = models.CharField(_("name"), max_length=200)
    points = models.DecimalField(_("points"), null=True, blank=True, **EXACT)
    amount = models.DecimalField(_("amount"), null=True, blank=True, **MONEY)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    class Meta:
        ordering = ["version", "code"]
        triggers = written_in_drafts("tariff")
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="tariff_code_once"),
            models.CheckConstraint(
                condition=Q(points=None, amount__gt=0) | Q(amount=None, points__gt=0),
                name="tariff_points_or_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Contribution(Scope):
    """Work of `party`, worth points on the share or an amount per period (FORMULA sections 5, 6).

    Worth, scope and days are those of the offer that stands, made by `offered_by`; they count once the other
    side accepted (`approved_at`). `version` grows with every move: who acts says which one they saw.
    `ending_date`: an earlier end that `ending_party` proposed.
    """

    Kind = ContributionKind

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FILED = "filed", _("Filed")
        COUNTERED = "countered", _("Countered")
        ACCEPTED = "accepted", pgettext_lazy("contribution", "Accepted")
        REFUSED = "refused", pgettext_lazy("contribution", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("contribution", "Withdrawn")

    class Method(models.TextChoices):
        TARIFF = "tariff", _("By the tariff of the terms")
        COST = "cost", _("By what it cost")
        EFFECT = "effect", _("By its measured effect")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="contributions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    code = models.CharField(_("contribution"), max_length=100)
    party = models.CharField(_("made by"), max_length=10, choices=Agreement.Party)
    kind = models.CharField(_("kind"), max_length=12, choices=ContributionKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    method = models.CharField(_("valued"), max_length=8, choices=Method, default=Method.COST)
    tariff_code = models.CharField(_("tariff"), max_length=60, blank=True)
    claimed_value = models.DecimalField(_("value claimed"), null=True, blank=True, **MONEY)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    dated_back = models.BooleanField(_("may begin on settled days"), default=False)
    points = models.DecimalField(_("points"), null=True, blank=True, **EXACT)
    amount = models.DecimalField(_("amount"), null=True, blank=True, **MONEY)
    state = models.CharField(_("status"), max_length=9, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    offered_by = models.CharField(max_length=10, choices=Agreement.Party, blank=True)
    ending_date = models.DateField(null=True, blank=True)
    ending_party = models.CharField(max_length=10, choices=Agreement.Party, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField(auto_now_add=True)
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
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
            models.CheckConstraint(
                condition=Q(state="accepted", approved_at__isnull=False)
                | (~Q(state="accepted") & Q(approved_at=None)),
                name="contribution_counts_once_accepted",
            ),
        ]
        triggers = [
            *never_deleted("contribution", "contributions are never deleted"),
            pgtrigger.Protect(
                name="contribution_agreed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False) & _CHANGED,
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ContributionChange(Scope):
    """A move of a contribution: by whom, why, and the offer that stood after it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="changes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=9, choices=Contribution.State)
    to_state = models.CharField(max_length=9, choices=Contribution.State)
    party = models.CharField(max_length=10, choices=Agreement.Party)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    points = models.DecimalField(null=True, **EXACT)
    amount = models.DecimalField(null=True, **MONEY)
    ending_date = models.DateField(null=True)

    class Meta:
        ordering = ["contribution", "pk"]
        triggers = append_only("contribution_change", "changes of a contribution are never edited")

    def __str__(self) -> str:
        return f"{self.contribution} {self.to_state}"


class ContributionFile(models.Model):
    """Evidence, of either side."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="evidence")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10, choices=Agreement.Party)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["contribution", "pk"]
        triggers = append_only("contribution_file", "evidence stays as it was handed in")

    def __str__(self) -> str:
        return f"{self.contribution} {self.file}"
