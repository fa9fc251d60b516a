"""What stands in the way of approving one settlement."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.models import ObligationDue
from agreements.operations.periods_on import reporter_on
from settlements.engine import InvalidInput
from settlements.engine.exact import exact_arithmetic, plain
from settlements.openings.models import AgreementOpening
from settlements.openings.read import first_date_of
from settlements.runs.exclusive_usage import exclusive_usage
from settlements.runs.facts import Facts
from settlements.runs.figures_apart import figures_apart
from settlements.runs.models import Blocker, Settlement
from usage.models import Period, Report

DIMENSIONS = ("application", "model", "market", "unit", "currency")
SUMS = ("quantity", "gross_revenue", "deductions")
FAULTS_KEPT = 100
BEGUN = (Report.State.WAITING, Report.State.CHECKING, Report.State.CHECKED)


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    details: dict[str, Any]


def find_blockers(
    *,
    settlement: Settlement,
    facts: Facts,
    reports: int,
    document: dict[str, Any],
    result: dict[str, Any] | None,
) -> list[Found]:
    """`result` is None where nothing could be computed; `reports` is how many were summed."""
    found = []
    if settlement.period_id in facts.missing:
        reporter = reporter_on(settlement.agreement, settlement.period.from_date)
        begun = settlement.period.reports.filter(reporter=reporter, state__in=BEGUN).count()
        details = {"reporter": reporter, "reports": reports, "unsubmitted": begun}
        found.append(Found(Blocker.Kind.MISSING_REPORT, details))
    if result and result["errors"]:
        found.append(Found(Blocker.Kind.MISSING_FX_RATE, _missing_rates(document, result["errors"])))
    if result and result["unrated"]:
        found.append(Found(Blocker.Kind.UNRATED_USAGE, usage_of(document, set(result["unrated"]))))
    if overdue := facts.overdue[settlement.agreement_id]:
        found.append(Found(Blocker.Kind.OVERDUE_OBLIGATION, {"obligations": _obligations(overdue)}))
    held = facts.held_by_others(settlement)
    if used := exclusive_usage(settlement=settlement, document=document, held=held):
        found.append(Found(Blocker.Kind.EXCLUSIVE_SCOPE, {"usage": used}))
    if settlement.period_id in facts.countered and (apart := figures_apart(settlement)):
        found.append(Found(Blocker.Kind.RECONCILIATION, apart))
    if opening := in_the_way(facts.openings.get(settlement.agreement_id), settlement.period):
        found.append(Found(Blocker.Kind.OPENING_BALANCE, opening))
    return found


def not_computed(fault: InvalidInput) -> Found:
    """The faults that the engine found in the snapshot."""
    faults = [{"path": each.path, "code": each.code, "message": each.message} for each in fault.faults]
    return Found(Blocker.Kind.NOT_COMPUTED, {"faults": faults[:FAULTS_KEPT], "count": len(faults)})


def in_the_way(opening: AgreementOpening | None, period: Period) -> dict[str, Any] | None:
    """The facts of an agreement's live opening that does not let the period be settled.

    It was entered, or its first day was confirmed, after the run was opened.
    """
    if opening is None:
        return None
    if opening.state == opening.State.CONFIRMED and period.from_date >= first_date_of(opening):
        return None
    return {"state": opening.state, "carried_date": opening.carried_date.isoformat()}


def _obligations(overdue: list[ObligationDue]) -> list[dict[str, Any]]:
    return [
        {
            "due": due.pk,
            "code": due.code,
            "title": due.obligation.title,
            "party": due.obligation.party,
            "due_date": due.due_date.isoformat(),
        }
        for due in overdue
    ]


def _missing_rates(document: dict[str, Any], errors: list[dict[str, Any]]) -> dict[str, Any]:
    counted = Counter((error["currency"], error["date"] or "") for error in errors)
    missing = [
        {"currency": currency, "date": day or None, "buckets": buckets}
        for (currency, day), buckets in sorted(counted.items())
    ]
    return {"settlement_currency": document["agreement"]["settlement_currency"], "missing": missing}


def usage_of(document: dict[str, Any], ids: set[str]) -> dict[str, Any]:
    """The usage by its dimensions, summed over the dates it is cut into."""
    sums: dict[tuple[str, ...], list[Decimal]] = {}
    for bucket in document["usage"]:
        if bucket["id"] in ids:
            of = sums.setdefault(tuple(bucket[name] for name in DIMENSIONS), [Decimal(0)] * len(SUMS))
            with exact_arithmetic():
                of[:] = [total + Decimal(bucket[name]) for total, name in zip(of, SUMS, strict=True)]
    usage = [
        dict(zip(DIMENSIONS, key, strict=True))
        | {name: plain(total) for name, total in zip(SUMS, totals, strict=True)}
        for key, totals in sorted(sums.items())
    ]
    return {"usage": usage}
