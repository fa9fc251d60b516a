"""Where and when models are licensed: read once, asked many times."""

from datetime import date

from django.utils.translation import gettext as _

from agreements.models import MarketLicence
from agreements.models.rules import Scope
from portal.periods import DateRange
from portal.web import formats


class Licences:
    """A model without any licence on record is licensed everywhere."""

    def __init__(self) -> None:
        self._days: dict[str, dict[str, list[DateRange]]] = {}
        rows = MarketLicence.objects.order_by("from_date").values_list(
            "model__code", "market__code", "from_date", "to_date"
        )
        for model, market, start, end in rows:
            markets = self._days.setdefault(model, {})
            if end is None or end > start:
                markets.setdefault(market, []).append(DateRange(start, end))

    def licensed(self, model: str, market: str, days: DateRange) -> bool:
        """Whether on all of the days."""
        if model not in self._days:
            return True
        reached = days.start
        for each in self._days[model].get(market, []):
            if each.start > reached:
                break
            if each.end is None:
                return True
            reached = max(reached, each.end)
        return days.end is not None and reached >= days.end

    def flag(self, row: Scope, days: DateRange) -> str:
        """The sentence where a row names a model and a market that do not go together; else empty."""
        if row.model is None or row.market is None:
            return ""
        if self.licensed(row.model.code, row.market.code, days):
            return ""
        return not_licensed(str(row.model), row.market.code)

    def flag_from(self, row: Scope, start: date, end: date | None) -> str:
        """As `flag`, for `[start, end)`; empty on no day."""
        return self.flag(row, DateRange(start, end)) if end is None or end > start else ""


def not_licensed(model: str, market: str) -> str:
    names = {"model": model, "market": formats.country(market)}
    return _("%(model)s is not licensed for %(market)s on all of these days.") % names
