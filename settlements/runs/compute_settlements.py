"""Compute settlements and keep what came out."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from settlements.engine import InvalidInput, settle_document
from settlements.runs.facts import Facts
from settlements.runs.find_blockers import Found, find_blockers, not_computed
from settlements.runs.find_warnings import find_warnings, late_reports
from settlements.runs.gather_inputs import Gathered, gather_inputs
from settlements.runs.input_document import Shared
from settlements.runs.lifecycle import SETTLEMENT
from settlements.runs.models import Settlement, SettlementRun
from settlements.runs.rewrite_found import rewrite_found
from settlements.statements.change.change_since_before import change_since_before
from settlements.statements.change.contributions_came_to import contributions_came_to
from settlements.tax.withholding import Withholding
from usage.models import Report

Source = Settlement.reports.through


@transaction.atomic
def compute_settlements(*, ids: Iterable[int]) -> None:
    """Gather, compute, store those that wait, all or none; what cannot be computed becomes a blocker."""
    settlements = list(locked(waiting(ids)).prefetch_related("blockers", "warnings"))
    shared = Shared()
    gathered = gather_inputs(settlements=settlements, shared=shared)
    facts = Facts(settlements, shared.tax)
    late = late_reports(settlements)
    for settlement, each in zip(settlements, gathered, strict=True):
        _settle(settlement, each, facts, late.get(settlement.pk, []))
    _keep_reports(settlements, [each.reports for each in gathered])


def waiting(ids: Iterable[int]) -> QuerySet[Settlement]:
    return Settlement.objects.filter(
        pk__in=ids, state=Settlement.State.WAITING, run__state=SettlementRun.State.SETTLING
    )


def locked(rows: QuerySet[Settlement]) -> QuerySet[Settlement]:
    return rows.select_for_update(of=("self",)).select_related("agreement__partner", "period").order_by("pk")


def _settle(settlement: Settlement, gathered: Gathered, facts: Facts, late: list[dict[str, Any]]) -> None:
    try:
        result = settle_document(gathered.document)
        faults = []
    except InvalidInput as fault:
        result, faults = None, [not_computed(fault)]
    found = find_blockers(
        settlement=settlement,
        facts=facts,
        reports=len(gathered.reports),
        document=gathered.document,
        result=result,
    )
    _store(settlement, gathered, result, found + faults, late, facts.withholding(settlement))


def _store(
    settlement: Settlement,
    gathered: Gathered,
    result: dict[str, Any] | None,
    found: list[Found],
    late: list[dict[str, Any]],
    tax: Withholding | None,
) -> None:
    settled = result is not None and not result["errors"]
    move(settlement, Settlement.State.SETTLED if settled else Settlement.State.FAILED)
    settlement.input_document = gathered.document
    settlement.result_document = result
    settlement.digest = result["digest"] if settled else ""
    settlement.change = change_since_before(settlement) if settled else None
    settlement.contributions_came_to = (
        contributions_came_to(gathered.document, result) if settled and result is not None else None
    )
    settlement.failure = None if settled else {each.kind: each.details for each in found}
    settlement.settled_at = timezone.now()
    settlement.save()
    warnings = []
    if settled and result is not None:
        warnings = find_warnings(
            document=gathered.document, result=result, change=settlement.change, late=late, tax=tax
        )
    rewrite_found(settlement=settlement, blockers=found, warnings=warnings)
    # Kept are many at once, and of large agreements a result is large.
    settlement.result_document = None


def _keep_reports(settlements: list[Settlement], reports: list[list[Report]]) -> None:
    Source.objects.filter(settlement__in=settlements).delete()
    Source.objects.bulk_create(
        Source(settlement=settlement, report=report)
        for settlement, of in zip(settlements, reports, strict=True)
        for report in of
    )


def move(settlement: Settlement, to_state: str) -> None:
    SETTLEMENT.check(settlement.state, to_state)
    settlement.state = to_state
