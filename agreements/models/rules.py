"""Rate rules of a version and their tiers (FORMULA sections 3 to 5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.catalogue import AiModel, Application, Market, Unit
from agreements.models.guards import written_in_drafts
from agreements.models.terms import EXACT, Version
from portal.accounts.models import Partner

OF_RULE = "(SELECT r.version_id FROM agreements_raterule r WHERE r.id = {row}.rule_id)"


class Scope(models.Model):
    """Application, model and market a rule or grant covers; null is `*`."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, blank=True)
    model = models.ForeignKey(AiModel, on_delete=models.PROTECT, null=True, blank=True)
    market = models.ForeignKey(Market, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        abstract = True


class RateRule(Scope):
    """A rate rule of one version (FORMULA sections 3 to 5)."""

    class Charge(models.TextChoices):
        PERCENTAGE = "percentage", _("Share of revenue")
        PER_UNIT = "per_unit", _("Price per unit")

    class TierMode(models.TextChoices):
        GRADUATED = "graduated", _("Graduated: each tier's rate for the part inside it")
        VOLUME = "volume", _("Volume: the reached tier's rate for all")

    class TierMetric(models.TextChoices):
        BASE_AMOUNT = "base_amount", _("Revenue")
        QUANTITY = "quantity", _("Quantity")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="rules")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    code = models.CharField(_("rule"), max_length=100)
    clause = models.CharField(_("clause"), max_length=100, blank=True)
    charge = models.CharField(_("charge"), max_length=10, choices=Charge, default=Charge.PERCENTAGE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    per = models.DecimalField(_("per"), default=1, **EXACT)
    whole_packages = models.BooleanField(_("whole packages"), default=False)
    tier_mode = models.CharField(_("tiers are"), max_length=10, choices=TierMode, default=TierMode.GRADUATED)
    tier_metric = models.CharField(
        _("tiers count"), max_length=12, choices=TierMetric, default=TierMetric.BASE_AMOUNT
    )
    accumulate = models.CharField(
        _("counted over"), max_length=8, choices=Version.Window, default=Version.Window.PERIOD
    )
    retroactive = models.BooleanField(_("re-rates what came before"), default=True)

    class Meta:
        ordering = ["version", "code"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="rule_code_once")]
        triggers = written_in_drafts("rule")

    def __str__(self) -> str:
        return self.code


class Tier(models.Model):
    """One step of a rule: its rate up to and including `up_to` (null: above all)."""

    rule = models.ForeignKey(RateRule, on_delete=models.CASCADE, related_name="tiers")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    up_to = models.DecimalField(_("up to"), null=True, blank=True, **EXACT)
    rate = models.DecimalField(_("rate"), **EXACT)
    flat = models.DecimalField(_("flat fee"), null=True, blank=True, **EXACT)

    class Meta:
        ordering = ["rule", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "position"], name="tier_position_once"),
            models.UniqueConstraint(fields=["rule"], condition=Q(up_to=None), name="tier_one_without_end"),
            models.CheckConstraint(condition=Q(rate__gte=0), name="tier_rate_not_negative"),
        ]
        triggers = written_in_drafts("tier", OF_RULE)

    def __str__(self) -> str:
        return f"{self.rule} {self.position}"
