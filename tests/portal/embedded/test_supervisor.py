"""Restarts with back-off, an end in order, and nothing that outlives its parent."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from portal.embedded.child import Child, wait_until
from portal.embedded.paths import ROOT
from portal.embedded.supervisor import BackOff, Supervisor
from tests.portal_running import wait_for

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""


@pytest.fixture
def supervisor():
    lines = []
    keeper = Supervisor(lines.append)
    keeper.lines = lines
    yield keeper
    keeper.stop()


def alive(pid: int) -> bool:
    """Running, and no zombie waiting to be collected."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_waits_double_up_to_half_a_minute_and_a_quiet_minute_forgives():
    back_off = BackOff()
    assert [back_off.next(lived=1) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert back_off.next(lived=61) == 0.5


def test_what_is_killed_starts_again(supervisor):
    web = supervisor.keep(Child("web", SLEEPS))
    first = web.pid
    os.kill(first, signal.SIGKILL)
    supervisor.watch(until=lambda: web.alive() and web.pid != first)
    assert "The web ended (killed by SIGKILL); it starts again in 0.5 s." in supervisor.lines


def test_what_ends_at_once_is_tried_again_and_again_with_longer_waits(supervisor):
    supervisor.keep(Child("web", [sys.executable, "-c", "raise SystemExit(3)"]))
    supervisor.watch(until=lambda: len(supervisor.lines) == 2)
    assert supervisor.lines == [
        "The web ended (exit code 3); it starts again in 0.5 s.",
        "The web ended (exit code 3); it starts again in 1 s.",
    ]


def test_all_end_in_the_order_of_need(supervisor, tmp_path):
    said = tmp_path / "said"
    program = f"""
        import signal, sys, time
        def end(*_):
            open({str(said)!r}, "a").write(sys.argv[1] + " ")
            sys.exit()
        signal.signal(signal.SIGTERM, end)
        open({str(said)!r} + sys.argv[1], "w")
        time.sleep(600)
    """
    for name in ("postgres", "broker", "web", "worker", "beat"):
        command = [sys.executable, "-c", textwrap.dedent(program), name]
        child = supervisor.keep(Child(name, command))
        assert wait_until((tmp_path / f"said{name}").exists, child, 30)
    supervisor.stop()
    assert said.read_text().split() == ["beat", "web", "worker", "broker", "postgres"]


def test_what_does_not_listen_is_stopped_hard(supervisor, tmp_path):
    log = tmp_path / "log"
    child = supervisor.keep(Child("web", [sys.executable, "-c", DEAF], log=log, grace=0.2))
    assert wait_until(lambda: "deaf" in log.read_text(), child, 30)
    pid = child.pid
    supervisor.stop()
    assert not alive(pid)
    assert supervisor.lines == ["The web did not end in time and was stopped hard."]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux's")
@pytest.mark.parametrize("number", [signal.SIGQUIT, signal.SIGINT])
def test_a_child_hears_what_a_shell_made_its_parent_deaf_to(number):
    """As in `make demo &`: the shell ignores both for what it runs in the background."""
    before = signal.signal(number, signal.SIG_IGN)
    child = Child("worker", ["sleep", "600"])
    try:
        child.start()
        child.send(number)
        assert child.wait(10)
        assert child.running.returncode == -number
    finally:
        child.stop()
        signal.signal(number, before)


def test_a_child_ends_with_a_parent_that_is_killed():
    program = f"""
        import time
        from portal.embedded.child import Child
        child = Child("child", {SLEEPS!r})
        child.start()
        print(child.pid, flush=True)
        time.sleep(600)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    pid = int(parent.stdout.readline())
    assert alive(pid)
    parent.kill()
    parent.communicate()
    wait_for(lambda: not alive(pid))
