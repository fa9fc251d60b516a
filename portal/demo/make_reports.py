"""The hosts' months: uploaded, checked by the worker, submitted. One comes late, one is corrected."""

import io

from agreements.models import Agreement
from portal.accounts.models import User
from portal.demo.deals import Deal
from portal.demo.hosts import host_of
from portal.demo.people import member, staff
from portal.demo.traffic import correction_csv, usage_csv
from portal.demo.wait_for import wait_for
from usage.models import Report
from usage.periods.open_period import open_period
from usage.receive_report import receive_report
from usage.submit_report import submit_report

ATTESTATION = "These figures are complete and correct to the best of my knowledge."
LATE = ("thamesgrid", "2026-08")  # handed in when the run was open already
CORRECTED = ("sakura", "2026-05")  # a second report adds up with the first
CHECKED = {Report.State.CHECKED, Report.State.SUBMITTED}


def make_reports(*, deals: list[tuple[Deal, Agreement]], label: str, submit: bool = True) -> None:
    """Upload first what all have, so that the workers have something to do, then submit one by one."""
    found = [(deal, uploaded) for deal, each in deals for uploaded in _upload(deal, each, label)]
    for deal, report in found:
        wait_for(report, CHECKED)
        if (submit or deal.usage == "submitted") and report.state == Report.State.CHECKED:
            whole = report == [each for other, each in found if other is deal][-1]
            submit_report(
                report=report, by=reporter_of(deal), attestation=ATTESTATION, completes_period=whole
            )


def reporter_of(deal: Deal) -> User:
    return staff("operations") if deal.reporter == Agreement.Party.LICENSOR else member(deal.host, "uploads")


def _upload(deal: Deal, agreement: Agreement, label: str) -> list[Report]:
    host = host_of(deal.host)
    files = {f"{deal.host}_{label}.csv": (usage_csv, False)}
    if (deal.host, label) == CORRECTED:
        files[f"{deal.host}_{label}_correction.csv"] = (correction_csv, True)
    period = open_period(agreement=agreement, label=label)
    return [
        Report.objects.filter(period=period, file__name=name).first()
        or receive_report(
            by=reporter_of(deal),
            agreement=agreement,
            period=period,
            reporter=deal.reporter,
            content=io.BytesIO(rows(host, label)),
            name=name,
            correction=correction,
        )
        for name, (rows, correction) in files.items()
    ]
