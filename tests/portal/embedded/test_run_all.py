"""`manage.py run_all` as a person runs it: start, second start, something dies, Ctrl-C, kill -9."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from portal.embedded.paths import ROOT
from tests.portal_running import free_port, wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
NAMED = ("DATABASE_URL", "CELERY_BROKER_URL", "CELERY_QUEUE", "CELERY_KEY_PREFIX", "SITE_URL", "DEMO")


class Terminal:
    """A terminal in which the portal runs on a state folder and a port of its own."""

    def __init__(self, state: Path) -> None:
        self.state, self.port = state, free_port()
        self.running: subprocess.Popen[str] | None = None

    def command(self, **more: str) -> dict:
        kept = {name: value for name, value in os.environ.items() if name not in NAMED}
        env = {**kept, "PORTAL_STATE": str(self.state), "PORT": str(self.port), **more}
        return {"args": [sys.executable, "manage.py", "run_all"], "cwd": ROOT, "env": env, "text": True}

    def start(self) -> None:
        with (self.state.parent / f"{self.state.name}.out").open("w") as out:
            self.running = subprocess.Popen(**self.command(), stdout=out, stderr=out)
        wait_for(lambda: self.running.poll() is not None or "The portal runs at" in self.said, 120)
        assert self.running.poll() is None, self.said

    def refused(self, **more: str) -> str:
        told = subprocess.run(**self.command(**more), capture_output=True)
        assert told.returncode == 1
        return told.stderr

    @property
    def said(self) -> str:
        return (self.state.parent / f"{self.state.name}.out").read_text()

    def page(self, path: str) -> bytes:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}{path}") as answer:
                return answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.read()

    def programs(self) -> dict[int, str]:
        """Everything alive that was started for this state folder: process id → command."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                clues = [command, str((entry / "cwd").readlink()), (entry / "environ").read_bytes().decode()]
                if command and any(str(self.state) in clue for clue in clues):
                    found[int(entry.name)] = command
        return found

    def pid_of(self, *words: str) -> int | None:
        named = {pid: line for pid, line in self.programs().items() if all(word in line for word in words)}
        return min(named, default=None)

    def close(self) -> None:
        for pid in self.programs():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        (self.state.parent / f"{self.state.name}.out").unlink(missing_ok=True)


@pytest.fixture
def terminal(state):
    terminal = Terminal(state)
    yield terminal
    terminal.close()


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
    broker = terminal.pid_of("valkey") or terminal.pid_of("redis")
    for pid in (worker, broker):
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: terminal.pid_of("celery", " worker ") not in {None, worker})
    wait_for(lambda: json.loads(terminal.page("/readyz"))["broker"] == "ok")

    terminal.running.send_signal(signal.SIGINT)
    assert terminal.running.wait(60) == 0
    assert terminal.said.endswith("Stopping …\nStopped.\n")
    assert terminal.programs() == {}


def test_nothing_is_left_after_a_kill_and_the_next_start_works(terminal):
    terminal.start()
    wait_for(lambda: terminal.pid_of("celery", " beat "))
    terminal.running.kill()
    terminal.running.wait()
    wait_for(lambda: terminal.programs() == {}, 60)
    terminal.start()
    assert json.loads(terminal.page("/readyz"))["ready"]
    terminal.running.send_signal(signal.SIGTERM)
    assert terminal.running.wait(60) == 0
    assert terminal.programs() == {}


def test_a_busy_port_is_said_in_a_sentence(terminal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", terminal.port))
        other.listen()
        said = terminal.refused()
    assert f"Port {terminal.port} cannot be used" in said
    assert "Traceback" not in said


def test_a_database_that_does_not_answer_is_said_in_a_sentence(terminal):
    said = terminal.refused(DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    assert "The database does not answer" in said
    assert "Traceback" not in said
