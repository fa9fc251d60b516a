"""Statements of 1,000 agreements with 58 buckets each, on the running stack.

From the form that opens the run to the last statement: two people act through the pages, two workers settle
and issue. `issue_growth`: the time for each statement of 1,000 by that of 250, 1 is linear. Small: 100, 25.
No documents are typeset.
"""

import os
import re
import sys
import time

from tests.bench.engine import BUCKETS
from tests.bench.running import RunningPortal

SMALL = os.environ.get("SIZE") == "small"
MANY, FEW = (100, 25) if SMALL else (1000, 250)
BOUNDS = {"issue_1000_statements_s": 60.0, "issue_growth": 1.15}
PATIENCE, PAUSE = 900, 0.2
LABEL = "2026-10"


def measure(turn: int) -> dict[str, float]:
    """Also the parts: settling, both acts of approval, issuing."""
    portal = RunningPortal()
    try:
        portal.start(sys.executable, "manage.py", "run_all", WORKER_PROCESSES="2")
        few, many, finance, approver = prepare(portal, turn)
        before = sum(statements(portal, finance, approver, few).values())
        parts = statements(portal, finance, approver, many)
        whole = sum(parts.values())
        figures = {} if SMALL else {"issue_1000_statements_s": whole}
        return {**figures, **parts, "issue_growth": (whole / MANY) / (before / FEW)}
    finally:
        portal.remove()


def prepare(portal: RunningPortal, turn: int):
    """Ids of few and of many agreements, and the two people, logged in."""
    portal.use_database()
    from django.db import connection

    from portal.accounts.roles import StaffRole
    from tests.factories.accounts import make_staff
    from tests.factories.many_agreements import make_many
    from tests.scenarios.visitor import Visitor
    from tests.settlements.runs.steps import ecb

    few = make_many(FEW, label=LABEL, buckets=BUCKETS, seed=2 * turn)
    many = make_many(MANY, label=LABEL, buckets=BUCKETS, seed=2 * turn + 1)
    ecb("2026-10-30", USD="1.0857")
    make_staff("prepares@licensor.example", "Prepares", StaffRole.FINANCE)
    make_staff("approves@licensor.example", "Approves", StaffRole.APPROVER)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    people = ("prepares@licensor.example", "approves@licensor.example")
    visitors = [Visitor(portal.url, email) for email in people]
    for each in visitors:
        each.patience = PATIENCE
    return few, many, *visitors


def statements(portal: RunningPortal, finance, approver, agreements: list[int]) -> dict[str, float]:
    """Seconds of each part, from the form that opens the run to the last statement."""
    started = time.monotonic()
    page = finance.post(f"/staff/runs/new/?label={LABEL}", {"agreements": [str(each) for each in agreements]})
    address = re.search(r"/staff/runs/\d+/$", page.url)
    if not address:
        raise RuntimeError(f"No run was opened: {page.status} {page.url}\n{page.text}")
    run = int(address[0].split("/")[-2])
    wait_for(run, "review")
    settled = time.monotonic()
    shown = finance.get(address[0])
    finance.post(f"{address[0]}request-approval/", {}, on=shown)
    shown = approver.get(address[0])
    fingerprint = re.search(r'name="fingerprint" value="([0-9a-f]{64})"', shown.text)
    if not fingerprint:
        raise RuntimeError(f"Nothing to approve:\n{shown.text}")
    approver.post(f"{address[0]}approve/", {"fingerprint": fingerprint[1]}, on=shown)
    approved = time.monotonic()
    wait_for(run, "issued")
    ended = time.monotonic()
    require_issued(run, len(agreements))
    return {
        "issue_settling_s": settled - started,
        "issue_approving_s": approved - settled,
        "issue_issuing_s": ended - approved,
    }


def wait_for(run: int, state: str) -> None:
    from django.db import connection

    from settlements.runs.models import SettlementRun

    ends = time.monotonic() + PATIENCE
    while (now := SettlementRun.objects.values_list("state", flat=True).get(pk=run)) != state:
        if time.monotonic() > ends:
            raise RuntimeError(f"The run is still {now} after {PATIENCE} s.")
        time.sleep(PAUSE)
    connection.close()


def require_issued(run: int, wanted: int) -> None:
    """As many statements as agreements, each with its lines."""
    from django.db import connection

    from settlements.statements.models import Line, Statement

    found = Statement.objects.filter(period__settlements__run=run)
    count, lines = found.count(), Line.objects.filter(statement__in=found).count()
    connection.close()
    if count != wanted or lines < wanted * BUCKETS / 2:
        raise AssertionError(f"{count} statements with {lines} lines of {wanted} agreements.")
