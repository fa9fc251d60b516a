"""Terms: dated versions of an agreement. Their rules and grants stand in the files beside.

The columns are the members of FORMULA section 10; a null column is an absent member.
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.agreement import Agreement
from agreements.models.guards import accepted_by_another, never_edited_in_force
from portal.accounts.models import Partner

# Wide enough for every number of 30 digits that FORMULA section 10 allows, wherever its point stands.
MONEY = {"max_digits": 34, "decimal_places": 4}
EXACT = {"max_digits": 60, "decimal_places": 30}


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Version(models.Model):
    """The terms from a day on (until `to_date`, exclusive).

    `party` drafts it, the other side answers: the licensor's drafts are seen by the partner once proposed, a
    partner's draft `answers` what was proposed to it. `prepared_by` edited it last, `editor_ids` are all who
    ever did: none of them may approve it. In force once approved; `accepted_by` waits for its act.
    `dated_back`: it may begin on settled days, which a restatement then settles anew.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", pgettext_lazy("version", "Proposed")
        APPROVED = "approved", _("Approved, to be accepted")
        IN_FORCE = "in_force", _("In force")
        SET_ASIDE = "set_aside", _("Set aside")

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
    party = models.CharField(
        _("drafted by"), max_length=10, choices=Agreement.Party, default=Agreement.Party.LICENSOR
    )
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="answered_by", null=True, blank=True
    )
    from_date = models.DateField(_("in force from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    dated_back = models.BooleanField(_("may begin on settled days"), default=False)
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
    editor_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement", "from_date"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gt=F("from_date")), name="version_dates_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "in_force"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="version_in_force_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force") | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="version_in_force_is_accepted",
            ),
            models.CheckConstraint(condition=accepted_by_another(), name="version_accepted_by_another"),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("prepared_by")) & ~Q(editor_ids__contains=[F("approved_by")])),
                name="version_four_eyes",
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
        triggers = never_edited_in_force()

    def __str__(self) -> str:
        return f"{self.agreement} v{self.number}"
