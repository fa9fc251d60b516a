"""Terms: dated versions of an agreement with rules, tiers, grants; and contributions of either side.

The columns are the members of FORMULA section 10; a null column is an absent member.
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.catalogue import AiModel, Application, Market, Unit
from portal.accounts.models import Partner

MONEY = {"max_digits": 30, "decimal_places": 4}
EXACT = {"max_digits": 50, "decimal_places": 20}


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Version(models.Model):
    """The terms from a day on (until `to_date`, exclusive). In force once approved by a second person."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_FORCE = "in_force", _("In force")

    class Base(models.TextChoices):
        NET = "net_revenue", _("Net revenue (gross less deductions)")
        GROSS = "gross_revenue", _("Gross revenue")

    class Rounding(models.TextChoices):
        HALF_EVEN = "half_even", _("To the nearest, halves to the even digit")
        HALF_UP = "half_up", _("To the nearest, halves away from zero")

    class FxPolicy(models.TextChoices):
        PERIOD_END = "period_end", _("Rate of the period's last day")
        USAGE_DAY = "usage_day", _("Rate of the day of usage")
        PERIOD_AVERAGE = "period_average", _("Average rate of the period")

    class Window(models.TextChoices):
        PERIOD = "period", _("Settlement period")
        QUARTER = "quarter", _("Calendar quarter")
        YEAR = "year", _("Calendar year")
        TERM = "term", _("Term of the agreement")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    from_date = models.DateField(_("in force from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    base = models.CharField(_("share is taken of"), max_length=14, choices=Base, default=Base.NET)
    rounding = models.CharField(_("rounding"), max_length=10, choices=Rounding, default=Rounding.HALF_EVEN)
    fx_policy = models.CharField(
        _("exchange rate"), max_length=15, choices=FxPolicy, default=FxPolicy.PERIOD_END
    )
    contribution_points_cap = models.DecimalField(
        _("cap on contribution points"), null=True, blank=True, **EXACT
    )
    guarantee_amount = models.DecimalField(_("minimum guarantee"), null=True, blank=True, **MONEY)
    guarantee_per = models.CharField(_("guarantee per"), max_length=8, choices=Window, blank=True)
    cap_amount = models.DecimalField(_("cap"), null=True, blank=True, **MONEY)
    cap_per = models.CharField(_("cap per"), max_length=8, choices=Window, blank=True)
    advance_amount = models.DecimalField(_("advance"), null=True, blank=True, **MONEY)
    advance_recoup_rate = models.DecimalField(_("advance recouped at"), null=True, blank=True, **EXACT)
    withholding_rate = models.DecimalField(_("withholding rate"), default=0, **EXACT)
    payout_threshold = models.DecimalField(_("payout threshold"), default=0, **MONEY)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "from_date"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gt=F("from_date")), name="version_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="version_in_force_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")), name="version_four_eyes"
            ),
            ExclusionConstraint(
                name="version_no_overlap",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    (DateRange("from_date", "to_date", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="in_force"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.number}"


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
    code = models.CharField(_("rule"), max_length=60)
    clause = models.CharField(_("clause"), max_length=40, blank=True)
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

    def __str__(self) -> str:
        return self.code


class Tier(models.Model):
    """One step of a rule: its rate up to and including `up_to` (null: above all)."""

    rule = models.ForeignKey(RateRule, on_delete=models.CASCADE, related_name="tiers")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    up_to = models.DecimalField(_("up to"), null=True, blank=True, **EXACT)
    rate = models.DecimalField(_("rate"), **EXACT)
    flat = models.DecimalField(_("flat fee"), null=True, blank=True, **MONEY)

    class Meta:
        ordering = ["rule", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "position"], name="tier_position_once"),
            models.UniqueConstraint(fields=["rule"], condition=Q(up_to=None), name="tier_one_without_end"),
            models.CheckConstraint(condition=Q(rate__gte=0), name="tier_rate_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.position}"


class ExclusivityGrant(Scope):
    """An exclusive right in a scope, worth `uplift` on the share (FORMULA section 5)."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="grants")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    code = models.CharField(_("grant"), max_length=60)
    clause = models.CharField(_("clause"), max_length=40, blank=True)
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
    code = models.CharField(_("contribution"), max_length=60)
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
