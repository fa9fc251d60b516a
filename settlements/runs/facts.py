"""What stands in the way of settlements, beside what they are computed from: read for many at once."""

from collections.abc import Sequence

from agreements.exclusivity.in_force import Holding, grants_on_days
from agreements.obligations.overdue import overdue_blocking_of
from portal.periods import DateRange
from settlements.openings.read import live_openings
from settlements.runs.models import Settlement
from settlements.tax.withholding import TaxProfiles, Withholding
from usage.missing_report import missing_reports
from usage.models import Report


class Facts:
    """`missing`, `countered`: ids of periods that lack figures, and that have some of the other side."""

    def __init__(self, settlements: Sequence[Settlement], tax: TaxProfiles) -> None:
        agreements = [each.agreement_id for each in settlements]
        self.missing = missing_reports(periods=[each.period for each in settlements])
        counter = Report.objects.filter(counter=True, state=Report.State.SUBMITTED).order_by()
        periods = [each.period_id for each in settlements]
        self.countered = set(counter.filter(period__in=periods).values_list("period", flat=True))
        self.openings = live_openings(agreements)
        self.overdue = overdue_blocking_of({each.agreement_id: each.period.to_date for each in settlements})
        self._tax = tax
        self._held: dict[DateRange, list[Holding]] = {}

    def withholding(self, settlement: Settlement) -> Withholding | None:
        """What the partner's tax profile gives for its period."""
        return self._tax.on(settlement.agreement.partner_id, settlement.period.last_day)

    def held_by_others(self, settlement: Settlement) -> list[Holding]:
        """Exclusive rights of other agreements in force on days of its period."""
        days = DateRange(settlement.period.from_date, settlement.period.to_date)
        if days not in self._held:
            self._held[days] = grants_on_days(days)
        return [each for each in self._held[days] if each.agreement != settlement.agreement]
