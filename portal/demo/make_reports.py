"""The hosts' months: uploaded, checked by the worker, submitted. One comes late, one is corrected."""

import io

from agreements.models import Agreement
from agreements.operations.periods_on import reporter_on
from portal.accounts.models import User
from portal.demo.hosts import host_of
from portal.demo.people import member, staff
from portal.demo.terms import Deal
from portal.demo.traffic import correction_csv, usage_csv
from portal.demo.wait_for import wait_for
from usage.models import Report
from usage.periods.open_period import open_period
from usage.receive_report import receive_report
from usage.submit_report import submit_report

ATTESTATION = "These figures are complete and correct to the best of my knowledge."
LATE = ("thamesgrid", "2026-08")  # handed in when the run was open already
CORRECTED = ("sakura", "2026-05")  # a second report adds up with the first
CHECKED = {Report.State.CHECKED, Report.State.SUBMITTED, Report.State.LATE}


def make_reports(*, deals: list[tuple[Deal, Agreement]], label: str, submit: bool = True) -> None:
    """Upload first what all have, so that the workers have something to do, then submit one by one."""
    corrected = [(deal, each) for deal, each in deals if (deal.host, label) == CORRECTED]
    found = [(deal, _upload(deal, each, label)) for deal, each in deals]
    for deal, report in found:
        if submit or deal.usage == "submitted":
            _submit(deal, report, whole=(deal.host, label) != CORRECTED)
        else:
            wait_for(report, CHECKED)
    for deal, agreement in corrected:
        # Checked beside what is submitted: the correction comes when the first report stands.
        hand_in_correction(deal=deal, agreement=agreement, label=label)


def hand_in_correction(*, deal: Deal, agreement: Agreement, label: str) -> None:
    """A second report, which adds up with the first; of a settled month it waits as late."""
    _submit(deal, _upload(deal, agreement, label, correction=True), whole=True)


def _submit(deal: Deal, report: Report, *, whole: bool) -> None:
    wait_for(report, CHECKED)
    if report.state == Report.State.CHECKED:
        submit_report(
            report=report,
            by=reporter_of(deal, report.reporter),
            attestation=ATTESTATION,
            completes_period=whole,
        )


def reporter_of(deal: Deal, reporter: str) -> User:
    return staff("operations") if reporter == Agreement.Party.LICENSOR else member(deal.host, "uploads")


def _upload(deal: Deal, agreement: Agreement, label: str, *, correction: bool = False) -> Report:
    """The one that is there, or a new one."""
    period = open_period(agreement=agreement, label=label)
    known = Report.objects.filter(period=period, correction=correction).first()
    reporter = reporter_on(agreement, period.from_date)
    write, ending = (correction_csv, "_correction") if correction else (usage_csv, "")
    return known or receive_report(
        by=reporter_of(deal, reporter),
        agreement=agreement,
        period=period,
        reporter=reporter,
        content=io.BytesIO(write(host_of(deal.host), label)),
        name=f"{deal.host}_{label}{ending}.csv",
        correction=correction,
    )
