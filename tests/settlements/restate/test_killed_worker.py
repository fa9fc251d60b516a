"""A worker really killed (SIGKILL) in the middle of computing a restatement."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from settlements.runs.restate.compute_restatement import compute_restatement
from settlements.runs.restate.open_restatement import open_restatement
from tests.portal_running import surroundings
from tests.settlements.restate.conftest import JANUARY

WORKER = """
import sys, time, django
django.setup()
from settlements.runs.restate import compute_restatement as computing

settle = computing.settle_document
done = []

def stay(document):
    if done:
        print("there", flush=True)
        time.sleep(600)
    done.append(document)
    return settle(document)

computing.settle_document = stay
computing.compute_restatement(restatement_id=int(sys.argv[1]))
"""


@pytest.mark.django_db(transaction=True)
def test_the_next_one_begins_anew(quarter, corrected, fiona):
    """It dies in its second period: of the first nothing is kept, and the next one computes all three."""
    row = open_restatement(agreement=quarter, period_label=JANUARY, reason="late file", by=fiona, queue=False)
    environment = {
        **os.environ,
        **surroundings(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "portal.config.settings",
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(row.pk)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert worker.stdout.readline() == "there\n"
    finally:
        worker.kill()
        worker.wait()
    assert row.periods.count() == 0
    compute_restatement(restatement_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.periods.count()) == ("ready", 2, 3)
