"""The snapshot one period is restated from."""

from collections.abc import Iterable
from dataclasses import replace

from settlements.runs.gather_inputs import Gathered, gathered
from settlements.statements.models import Statement
from settlements.statements.opening import Results, opening_of
from settlements.statements.versions import newest_versions
from usage.models import Period
from usage.usage_of_period import usage_of_period, with_late_reports


def statements_from(period: Period) -> list[Statement]:
    """The newest version of each issued statement of the agreement from the period on, in order."""
    rows = newest_versions().filter(agreement=period.agreement_id, period__from_date__gte=period.from_date)
    rows = rows.select_related("agreement__partner", "period__agreement")
    return list(rows.order_by("period__from_date"))


def gather_period(previous: Statement, *, restated: Results, left_out: Iterable[int]) -> Gathered:
    """Usage (late reports too), terms and rates as they stand; adjustments and balance as issued.

    `restated`: what the periods before it would now say. `left_out`: ids of late reports that wait on. Needs
    a transaction, as `gather_inputs` does.
    """
    period, issued = previous.period, previous.input_document
    opening = opening_of(agreement=previous.agreement, period=period, restated=restated)
    usage = usage_of_period(period=period, reports=with_late_reports(period=period, left_out=left_out))
    opening = replace(opening, opening_balance=issued.get("opening_balance", "0"))
    return gathered(period, usage, opening, issued.get("adjustments", []))
