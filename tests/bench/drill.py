"""From an amount on a statement to the rows of the file behind it, as a page."""

import time
from random import Random
from statistics import median

LINES, TIMES, WARM = 15, 3, 3


def issue(report, agreement: str) -> str:
    """Submit, settle, approve, issue; the statement's number."""
    from django.db import connection

    from portal.accounts.roles import StaffRole
    from settlements.runs.approve_run import approve_run
    from settlements.runs.issue_run import issue_run
    from settlements.runs.open_run import open_run
    from settlements.runs.request_approval import request_approval
    from settlements.runs.settle_agreement import settle_agreement
    from settlements.statements.models import Statement
    from tests.factories.accounts import make_staff
    from tests.settlements.runs.steps import ecb
    from usage.submit_report import submit_report

    submit_report(
        report=report,
        by=report.uploaded_by,
        attestation="These figures are complete.",
        completes_period=True,
        leave_out_rejected=True,
    )
    finance = make_staff("prepares@licensor.example", "Prepares", StaffRole.FINANCE)
    approver = make_staff("approves@licensor.example", "Approves", StaffRole.APPROVER)
    ecb("2026-10-30", USD="1.0857")
    run = open_run(label=report.period.label, by=finance, agreements=[report.agreement], queue=False)
    for settlement in run.settlements.all():
        settle_agreement(settlement_id=settlement.pk)
    run.refresh_from_db()
    request_approval(run=run, by=finance)
    run.refresh_from_db()
    approve_run(run=run, by=approver, fingerprint=run.fingerprint)
    issue_run(run_id=run.pk)
    found = Statement.objects.get(agreement__number=agreement)
    connection.close()
    return found.number


def drill(person, statement: str) -> dict[str, float]:
    """Median and worst of the pages of random lines and of the largest, warm, over HTTP."""
    from django.db import connection

    from settlements.statements.models import Statement

    found = Statement.objects.get(number=statement)
    rows = {each["id"]: each.get("rows", 0) for each in found.input_document["usage"]}
    lines = found.lines.values_list("position", "document__buckets")
    counts = {position: sum(rows.get(each, 0) for each in buckets) for position, buckets in lines}
    connection.close()
    largest = max(counts, key=counts.get)
    chosen = Random(1).sample(sorted(position for position in counts if counts[position]), LINES)
    for _ in range(WARM):
        page_ms(person, statement, largest)
    taken = [median(page_ms(person, statement, each) for _ in range(TIMES)) for each in chosen]
    worst = median(page_ms(person, statement, largest) for _ in range(TIMES))
    return {"drill_p50_ms": median(taken), "drill_max_ms": worst}


def page_ms(person, statement: str, line: int) -> float:
    address = f"/statements/{statement}/lines/{line}/"
    started = time.perf_counter()
    page = person.get(address)
    taken = 1000 * (time.perf_counter() - started)
    if page.status != 200 or not page.url.endswith(address):
        raise RuntimeError(f"{address} is not shown: {page.status} {page.url}\n{page.text}")
    return taken
