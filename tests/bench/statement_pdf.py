"""A statement's PDF of 500 and of 5,000 lines, each set by a process of its own that has set none before.

`python -m tests.bench.statement_pdf ID` is that process. Typesetter, fonts and formats are loaded while it is
measured; Django and the addresses are there already, as in every worker.
"""

import json
import resource
import subprocess
import sys
import time
from random import Random

from portal.embedded.paths import ROOT
from tests.bench.engine import bucket
from tests.bench.running import RunningPortal

LINES = (500, 5000)
BOUNDS = {
    "pdf_500_cpu_s": 0.5,
    "pdf_5000_cpu_s": 5.0,
    "pdf_5000_peak_mib": 1024.0,
}
_FLAT = {"id": "flat", "charge": "percentage", "tiers": [{"rate": "0.19"}], "clause": "4.1"}


def measure(turn: int) -> dict[str, float]:
    """CPU seconds from the rows in the database to the bytes; the most memory that the process held."""
    portal = RunningPortal()
    try:
        portal.start(sys.executable, "manage.py", "run_all")
        figures = {}
        for lines, statement in prepare(portal, turn).items():
            command = [sys.executable, "-m", "tests.bench.statement_pdf", str(statement)]
            told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
            cpu, peak = json.loads(told.splitlines()[-1])
            figures |= {f"pdf_{lines}_cpu_s": cpu, f"pdf_{lines}_peak_mib": peak}
        return figures
    finally:
        portal.remove()


def prepare(portal: RunningPortal, turn: int) -> dict[int, int]:
    """Lines → the id of a statement that has as many."""
    portal.use_database()
    from django.db import connection
    from django.utils import timezone

    from portal.accounts.roles import StaffRole
    from settlements.statements.models import Statement
    from settlements.statements.seal_statements import seal_statements
    from settlements.statements.write_lines import write_lines
    from tests.factories.accounts import make_partner, make_staff
    from tests.factories.agreements import make_agreement
    from usage.periods.open_period import open_period

    agreement = make_agreement(make_partner("bench", "Bench Cloud"))
    person = make_staff("issues@licensor.example", "Issues", StaffRole.FINANCE)
    made = {}
    for version, lines in enumerate(LINES, start=1):
        given, result = documents(Random(turn), lines)
        ladder = result["ladder"]
        statement = Statement.objects.create(
            number="STM-2026-000001",
            version=version,
            reason="" if version == 1 else "Ten times the lines",
            agreement=agreement,
            partner=agreement.partner,
            period=open_period(agreement=agreement, label="2026-10"),
            direction=result["direction"],
            currency=result["currency"],
            input_document=given,
            result_document=result,
            digest=result["digest"],
            issued_at=timezone.now(),
            prepared_by=person,
            approved_by=person,
            **{name: ladder[name] for name in ("earned", "net_due", "due_now", "carried_forward")},
        )
        write_lines([statement])
        seal_statements(statements=[statement])
        made[lines] = statement.pk
    connection.close()
    return made


def documents(random: Random, lines: int) -> tuple[dict, dict]:
    """FORMULA's example with so much usage that no two buckets make one line."""
    from settlements.engine import parse_input, settle
    from tests.bench.engine import EXAMPLE_INPUT

    given = {**EXAMPLE_INPUT, "contributions": []}
    given["terms"] = [{**given["terms"][0], "rate_rules": [_FLAT]}]
    given["counters"] = {}
    given["usage"] = [
        {**bucket(random, place), "model": f"model-{place // 8}", "unit": "output_tokens"}
        for place in range(lines)
    ]
    result = settle(parse_input(json.dumps(given))).as_document()
    if len(result["lines"]) != lines:
        raise AssertionError(f"{len(result['lines'])} lines: the bench does not measure what it says.")
    return given, result


def one(statement_id: int) -> tuple[float, float]:
    import django

    django.setup()
    from django.urls import reverse

    from settlements.statements.models import Statement
    from settlements.statements.pdf.render_pdf import render_pdf

    statement = Statement.objects.select_related("agreement", "partner", "period").get(pk=statement_id)
    reverse("statement", args=[statement.number])
    started = time.process_time()
    render_pdf(statement=statement)
    taken = time.process_time() - started
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    json.dump(one(int(sys.argv[1])), sys.stdout)
