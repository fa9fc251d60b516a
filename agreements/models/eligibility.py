"""Where a model may not be offered."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.catalogue import AiModel, Market
from agreements.models.terms import DateRange


class MarketRestriction(models.Model):
    """The model is not licensed for the market on `[from_date, to_date)`. Without one, it is licensed."""

    model = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="restrictions")
    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField(_("not licensed from"))
    to_date = models.DateField(_("licensed again from"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["model", "market", "from_date"]
        constraints = [
            # equal: lifted before it began
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="restriction_dates_in_order",
            ),
            ExclusionConstraint(
                name="restriction_no_overlap",
                expressions=[
                    ("model", RangeOperators.EQUAL),
                    ("market", RangeOperators.EQUAL),
                    (DateRange("from_date", "to_date", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.market}"
