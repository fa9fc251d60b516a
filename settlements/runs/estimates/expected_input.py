"""What an estimate is computed from: the snapshot of a run, before all of it is known."""

from dataclasses import dataclass
from typing import Any

from settlements.openings.read import confirmed_opening, first_date_of
from settlements.runs.estimates.unissued import estimates_before, has_statement
from settlements.runs.input_document import input_document
from settlements.runs.what_if.earned_before import earned_before
from settlements.runs.what_if.opening import earned_in, next_opening
from settlements.statements.opening import opening_of
from usage.models import Period, Report
from usage.usage_so_far import usage_so_far

ISSUED, ESTIMATED, UNKNOWN = "issued", "estimated", "unknown"
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """`opening` says what the period opens with: statements, the estimate of the period before, or a gap."""

    document: Document
    reports: list[Report]
    opening: str


def expected_input(*, period: Period) -> Expected:
    """Like `gather_inputs`, with figures not submitted yet; where the period before is not issued, it opens
    with the estimate of that. Nothing is written. Raises what `usage_so_far` raises.
    """
    agreement = period.agreement
    usage = usage_so_far(period=period)
    opening = opening_of(agreement=agreement, period=period)
    document = input_document(agreement=agreement, period=period, opening=opening, buckets=usage.buckets)
    if _nothing_before(period):
        return Expected(document, usage.reports, ISSUED)
    earlier = estimates_before(period)
    if not earlier:
        return Expected(document, usage.reports, UNKNOWN)
    before = earlier[-1]
    earned = earned_before(agreement, earlier[0].period.from_date)
    earned += [earned_in(each.input_document, each.result_document) for each in earlier]
    opens = next_opening(document, document["terms"], earned, before.input_document, before.result_document)
    known = before.assumed["opening"] != UNKNOWN
    return Expected({**document, **opens}, usage.reports, ESTIMATED if known else UNKNOWN)


def _nothing_before(period: Period) -> bool:
    """Whether all the days before it are settled: by statements, in the former books, or there are none."""
    carried = confirmed_opening(period.agreement)
    first = period.agreement.starts_date if carried is None else first_date_of(carried)
    if period.from_date <= first:
        return True
    before = Period.objects.filter(agreement=period.agreement, to_date=period.from_date).first()
    return before is not None and has_statement(before)
