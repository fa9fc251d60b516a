"""A worker really killed (SIGKILL) in the middle of settling."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from settlements.runs.models import Settlement
from settlements.runs.open_run import open_run
from settlements.runs.settle_agreement import settle_agreement
from tests.portal_running import surroundings

WORKER = """
import sys, time, django
django.setup()
from settlements.runs import compute_settlements as computing
from settlements.runs import settle_agreement as settling

def stay(**arguments):
    print("there", flush=True)
    time.sleep(600)

setattr(settling if sys.argv[1] == "conclude_run" else computing, sys.argv[1], stay)
settling.settle_agreement(settlement_id=int(sys.argv[2]))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", ["find_blockers", "conclude_run"])
def test_the_next_one_takes_over_at_once(usage, fiona, stage):
    run = open_run(label="2026-09", by=fiona, queue=False)
    first, second = run.settlements.all()
    environment = {
        **os.environ,
        **surroundings(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "portal.config.settings",
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, stage, str(first.pk)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline() == "there\n"
    finally:
        worker.kill()
        worker.wait()
    for settlement in (first, second):
        settle_agreement(settlement_id=settlement.pk)
    states = Settlement.objects.order_by("pk").values_list("state", "attempts")
    died_before_storing = stage == "find_blockers"
    assert list(states) == [("settled", 2 if died_before_storing else 1), ("settled", 1)]
    run.refresh_from_db()
    assert run.state == "review"
