"""The other side's figures of the open month, a little apart: what reconciliation is for."""

import io
from decimal import Decimal

from agreements.models import Agreement
from agreements.sides import LICENSOR
from portal.demo.hosts import host_of
from portal.demo.make_reports import CHECKED
from portal.demo.people import staff
from portal.demo.traffic import usage_rows, written
from portal.demo.wait_for import wait_for
from usage.models import Report
from usage.periods.open_period import open_period
from usage.receive_report import receive_report
from usage.submit_report import submit_report

HOST = "falak"
TOLERATED = {"tolerance_share": "0.01"}
ATTESTATION = "These are the figures that our own meters show."
SEEN = Decimal("1.003")


def make_counter_figures(*, agreement: Agreement, label: str) -> None:
    """Handed in by the licensor, where they are missing. Safe to run twice."""
    period = open_period(agreement=agreement, label=label)
    by = staff("operations")
    report = Report.objects.filter(period=period, counter=True).first() or receive_report(
        by=by,
        agreement=agreement,
        period=period,
        reporter=LICENSOR,
        content=io.BytesIO(counter_csv(label)),
        name=f"meters_{HOST}_{label}.csv",
        counter=True,
    )
    wait_for(report, CHECKED)
    if report.state == Report.State.CHECKED:
        submit_report(report=report, by=by, attestation=ATTESTATION, completes_period=False)


def counter_csv(label: str) -> bytes:
    """The host's own rows; of its second client the meters saw a little more, of its last one nothing."""
    rows = []
    for row in usage_rows(host_of(HOST), label):
        client, quantity = row[4], Decimal(row[6])
        if client == "client-001":
            row = [*row[:6], str(int(quantity * SEEN)), *row[7:]]
        if client != "client-044":
            rows.append(row)
    return written(rows)
