"""The demo's story, told through the same acts as people's: agreements, reports, runs, statements.

Every step asks first what is there, so a broken-off story goes on where it stopped.
"""

import io
import time
from collections.abc import Callable
from typing import Any

from agreements.approve_version import approve_version
from agreements.draft_agreement import draft_agreement
from agreements.import_terms import import_terms
from agreements.models import Agreement
from portal.accounts.models import Partner, User
from portal.demo.cast import HOSTS, make_people
from portal.demo.deals import DEALS, STARTS, Deal, terms_document
from portal.demo.months import demo_labels
from portal.demo.traffic import usage_csv
from settlements.fx.import_ecb_rates import import_ecb_rates
from settlements.fx.seed import open_seed
from settlements.runs.approve_run import approve_run
from settlements.runs.models import SettlementRun
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from usage.models import Report
from usage.periods.open_period import open_period
from usage.receive_report import receive_report
from usage.submit_report import submit_report

ATTESTATION = "These figures are complete and correct to the best of my knowledge."
PATIENCE = 120
Say = Callable[[str], None]


def make_demo(*, password: str, say: Say) -> None:
    """Make what is missing of the demo; `say` gets one line for each step done."""
    make_people(password=password)
    with open_seed() as rates:
        import_ecb_rates(file=rates, from_date=STARTS.replace(year=STARTS.year - 1))
    agreements = [(deal, make_agreement(deal)) for deal in DEALS]
    say(f"{len(agreements)} agreements")
    *past, last = demo_labels()
    for label in past:
        for deal, agreement in agreements:
            make_report(deal, agreement, label, submit=True)
        issue(label)
        say(f"{label}: reports checked, statements issued")
    for deal, agreement in agreements:
        if deal.usage != "to be uploaded":
            make_report(deal, agreement, last, submit=deal.usage == "submitted")
    say(f"{last}: open, for you to go on with")


def staff(name: str) -> User:
    return User.objects.get(email=f"{name}@meridian.example")


def make_agreement(deal: Deal) -> Agreement:
    partner = Partner.objects.get(code=deal.host)
    agreement = Agreement.objects.filter(partner=partner).first()
    contracts = staff("contracts")
    if agreement is None:
        agreement = draft_agreement(
            by=contracts,
            partner=partner,
            title=deal.title,
            collected_by=deal.collected_by,
            reporter=deal.reporter,
            settlement_currency=deal.settlement_currency,
            time_zone=deal.time_zone,
            period_length=Agreement.PeriodLength.MONTH,
            starts_date=STARTS,
            ends_date=None,
        )
    if agreement.state == Agreement.State.DRAFT:
        for version in import_terms(agreement=agreement, document=terms_document(deal), by=contracts):
            approve_version(version=version, by=staff("approver"))
        agreement.refresh_from_db()
    return agreement


def make_report(deal: Deal, agreement: Agreement, label: str, *, submit: bool) -> None:
    """Upload the host's month, wait for the worker's verdict, submit it."""
    period = open_period(agreement=agreement, label=label)
    by_licensor = deal.reporter == Agreement.Party.LICENSOR
    by = staff("operations") if by_licensor else User.objects.get(email=f"uploads@{deal.host}.example")
    report = Report.objects.filter(period=period).first()
    if report is None:
        host = next(host for host in HOSTS if host.code == deal.host)
        report = receive_report(
            by=by,
            agreement=agreement,
            period=period,
            reporter=deal.reporter,
            content=io.BytesIO(usage_csv(host, label)),
            name=f"{deal.host}_{label}.csv",
        )
    wait_for(report, {Report.State.CHECKED, Report.State.SUBMITTED})
    if submit and report.state == Report.State.CHECKED:
        submit_report(report=report, by=by, attestation=ATTESTATION, completes_period=True)


def issue(label: str) -> None:
    """Settle the month, have it approved by a second person, wait until its statements are out."""
    live = SettlementRun.objects.filter(label=label).exclude(state=SettlementRun.State.CANCELLED)
    run = live.first() or open_run(label=label, by=staff("finance"))
    after_settling = set(SettlementRun.State) - {SettlementRun.State.SETTLING, SettlementRun.State.CANCELLED}
    wait_for(run, after_settling)
    if run.state == SettlementRun.State.REVIEW:
        request_approval(run=run, by=staff("finance"))
        run.refresh_from_db()
    if run.state == SettlementRun.State.REQUESTED:
        approve_run(run=run, by=staff("approver"), fingerprint=run.fingerprint)
    wait_for(run, {SettlementRun.State.ISSUED})


def wait_for(row: Any, states: set) -> None:
    """Until the worker brought the row into one of the states. Raises TimeoutError with what it is in."""
    started = time.monotonic()
    while True:
        row.refresh_from_db()
        if row.state in states:
            return
        if time.monotonic() - started > PATIENCE:
            raise TimeoutError(f"{row} is still {row.state} after {PATIENCE} s; see the worker's log.")
        time.sleep(0.05)
