"""The steps of a run, done inline as the worker does them."""

from decimal import Decimal

from django.db.models import QuerySet

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.fx.models import FxRate
from settlements.runs.acknowledge_warnings import acknowledge_warnings
from settlements.runs.approve_run import approve_run
from settlements.runs.issue_run import issue_run
from settlements.runs.models import Blocker, Settlement, SettlementRun, SettlementWarning
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from settlements.runs.settle_agreement import settle_agreement


def ecb(day: str, **quotes: str) -> None:
    """Rates per euro, as the ECB publishes them."""
    for quote, rate in quotes.items():
        FxRate.objects.create(base="EUR", quote=quote, date=day, rate=Decimal(rate), source="ECB")


def settle_all(run: SettlementRun) -> SettlementRun:
    for settlement in run.settlements.all():
        settle_agreement(settlement_id=settlement.pk)
    run.refresh_from_db()
    return run


def settled_run(label: str, by: User, *agreements: Agreement) -> SettlementRun:
    """A run in review."""
    return settle_all(open_run(label=label, by=by, agreements=agreements or None))


def requested_run(label: str, by: User, *agreements: Agreement) -> SettlementRun:
    """A run that waits for a second person; what it warns of is acknowledged."""
    run = settled_run(label, by, *agreements)
    acknowledge_all(run, by)
    return request_approval(run=run, by=by)


def issued_run(label: str, by: User, approver: User, *agreements: Agreement) -> SettlementRun:
    """A run through to its statements."""
    run = requested_run(label, by, *agreements)
    approve_run(run=run, by=approver, fingerprint=run.fingerprint)
    issue_run(run_id=run.pk)
    run.refresh_from_db()
    return run


def warnings_of(run: SettlementRun) -> QuerySet[SettlementWarning]:
    return SettlementWarning.objects.filter(settlement__run=run)


def acknowledge_all(run: SettlementRun, by: User) -> None:
    if ids := list(warnings_of(run).values_list("pk", flat=True)):
        acknowledge_warnings(run=run, by=by, warnings=ids)


def settlement_of(run: SettlementRun, agreement: Agreement) -> Settlement:
    return run.settlements.get(agreement=agreement)


def blockers_of(run: SettlementRun) -> QuerySet[Blocker]:
    return Blocker.objects.filter(settlement__run=run)


def blocker_kinds(run: SettlementRun) -> list[str]:
    return sorted(blockers_of(run).values_list("kind", flat=True))


def approve(run: SettlementRun, by: User) -> SettlementRun:
    """As the page does: what is shown is what is approved."""
    return approve_run(run=run, by=by, fingerprint=run.fingerprint)
