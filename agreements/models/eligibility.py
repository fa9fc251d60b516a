"""Which model is licensed for which market."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models.catalogue import AiModel, Market
from agreements.models.terms import DateRange
from portal.append_only import never_deleted


class MarketLicence(models.Model):
    """The model is licensed for the market on `[from_date, to_date)`.

    A model without any row is licensed everywhere; with the first one, only where and when its rows say.
    """

    model = models.ForeignKey(AiModel, on_delete=models.PROTECT, related_name="licences")
    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["model", "market", "from_date"]
        constraints = [
            # equal: ended before it began
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")), name="licence_dates_in_order"
            ),
            ExclusionConstraint(
                name="licence_no_overlap",
                expressions=[
                    ("model", RangeOperators.EQUAL),
                    ("market", RangeOperators.EQUAL),
                    (DateRange("from_date", "to_date", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = never_deleted("licence", "licences end, they do not vanish")

    def __str__(self) -> str:
        return f"{self.model} {self.market}"
