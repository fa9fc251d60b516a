"""`manage.py run_all` as a person runs it: start, second start, something dies, Ctrl-C, kill -9."""

import json
import os
import signal
import subprocess
import sys

from portal.embedded.paths import ROOT
from tests.portal_running import wait_for


def test_from_start_to_ctrl_c(terminal):
    terminal.start()
    assert json.loads(terminal.page("/readyz")) == {
        "ready": True,
        "database": "ok",
        "broker": "ok",
        "storage": "ok",
    }
    assert b"<form" in terminal.page("/account/login/")
    assert f"already runs at http://localhost:{terminal.port}" in terminal.refused()

    worker = wait_for(lambda: terminal.pid_of("celery", " worker "))
    web = terminal.pid_of("granian")
    [one_of_web, *_] = wait_for(lambda: terminal.children_of(web))
    for pid in (one_of_web, worker, terminal.pid_of("valkey") or terminal.pid_of("redis")):
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: terminal.pid_of("celery", " worker ") not in {None, worker})
    wait_for(terminal.ready)
    os.kill(terminal.pid_of("bin/postgres"), signal.SIGKILL)
    wait_for(lambda: "The postgres ended (killed by SIGKILL)" in terminal.said)
    wait_for(terminal.ready, 60)

    terminal.end(signal.SIGINT)
    assert terminal.said.endswith("Stopping …\nStopped.\n")


def stages(terminal):
    """Moments of a start, each after the one before."""
    static = terminal.state / "static"
    return {
        "database being made": lambda: terminal.pid_of("initdb"),
        "static files being copied": lambda: static.exists() and len(list(static.iterdir())) > 1,
        "tables being made": lambda: "Preparing the database" in terminal.said,
        "web server coming up": lambda: terminal.pid_of("granian"),
        "worker and beat coming up": lambda: terminal.pid_of("celery", " beat "),
    }


def test_nothing_is_left_after_a_kill_at_any_stage_and_the_next_start_works(terminal):
    for stage in stages(terminal).values():
        terminal.begin()
        terminal.wait_for(stage)
        terminal.kill()
    terminal.start()
    assert terminal.ready()
    terminal.kill(terminal.pid_of("guard.py"))


def test_an_interrupt_while_the_database_is_made_leaves_nothing(terminal):
    terminal.begin()
    terminal.wait_for(lambda: terminal.pid_of("initdb"))
    terminal.end(signal.SIGINT)


def test_an_ordinary_user_has_the_same(terminal_of_another):
    terminal = terminal_of_another
    terminal.begin()
    terminal.wait_for(lambda: terminal.pid_of("initdb"))
    terminal.kill()
    terminal.start()
    assert terminal.ready()
    terminal.kill()


STAND_IN = """
import sys
from portal.embedded import run_portal
from portal.embedded.management.commands import run_all
counts = '''
import django; django.setup()
from portal.accounts.models import Partner
found = Partner.objects.count()
print(f"found {found}")
Partner.objects.create(code=f"p{found}", name="P")
'''
run_portal.DEMO_MAKER = [sys.executable, "-c", counts]
import manage
sys.argv = ["manage.py", "run_all", "--demo"]
manage.main()
"""


def test_a_second_demo_finds_what_the_first_made_and_reset_starts_over(terminal):
    terminal.program = ["-c", STAND_IN]
    for found in (0, 1):
        terminal.begin(DJANGO_SETTINGS_MODULE="portal.config.settings")
        terminal.wait_for(lambda: f"found {found}\n" in terminal.said)  # noqa: B023 - asked at once
        terminal.end()
    reset = {**terminal.command(), "args": [sys.executable, "-m", "portal.embedded.reset"], "cwd": ROOT}
    subprocess.run(**reset, check=True)
    assert not terminal.state.exists()
