"""A terminal in which a test starts `manage.py run_all`, and what it may see of the processes."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from portal.embedded.paths import ROOT
from tests.portal_running import free_port, wait_for

NAMED = ("DATABASE_URL", "CELERY_BROKER_URL", "CELERY_QUEUE", "CELERY_KEY_PREFIX", "SITE_URL", "DEMO")
SOURCES = ("manage.py", "agreements", "portal", "settlements", "templates", "usage")
PACKAGES = str(Path(django.__file__).parent.parent)
NOBODY = 65534
SHOWN = ("State", "PPid", "Threads", "SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt")


class Terminal:
    """On a state folder and a port of its own; as another user where one is named (root may)."""

    def __init__(self, state: Path, *, user: int | None = None, root: Path = ROOT) -> None:
        self.state, self.port, self.user, self.root = state, free_port(), user, root
        self.python, self.program = sys.executable, ["manage.py", "run_all"]
        self.running: subprocess.Popen[str] | None = None

    def command(self, **more: str) -> dict:
        kept = {name: value for name, value in os.environ.items() if name not in NAMED}
        env = {**kept, "PORTAL_STATE": str(self.state), "PORT": str(self.port), **more}
        env |= surroundings(self.python)
        other = {} if self.user is None else {"user": self.user, "group": self.user, "extra_groups": []}
        return {"args": [self.python, *self.program], "cwd": self.root, "env": env, "text": True, **other}

    def begin(self, **more: str) -> None:
        with self.output.open("w") as out:
            self.running = subprocess.Popen(**self.command(**more), stdout=out, stderr=out)

    def start(self, **more: str) -> None:
        self.begin(**more)
        self.wait_for(lambda: "The portal runs at" in self.said)

    def wait_for(self, stage) -> None:
        """Until `stage()`; fails where the portal ends before."""
        wait_for(lambda: self.running.poll() is not None or stage(), 120)
        assert self.running.poll() is None, self.said

    def refused(self, **more: str) -> str:
        """What a start says that cannot be: in a sentence, and nothing is left of it."""
        told = subprocess.run(**self.command(**more), capture_output=True)
        assert told.returncode == 1
        assert "Traceback" not in told.stderr
        return told.stderr

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.running.send_signal(number)
        assert self.running.wait(60) == 0
        assert self.programs() == {}, self.said

    def kill(self, *others: int) -> None:
        """`kill -9` of the portal itself; all else ends by itself."""
        for pid in (self.running.pid, *others):
            os.kill(pid, signal.SIGKILL)
        self.running.wait()
        try:
            wait_for(lambda: self.programs() == {}, 60)
        except pytest.fail.Exception as failure:
            pytest.fail(f"{failure.msg}\n{self.left()}")

    @property
    def output(self) -> Path:
        return self.state.parent / f"{self.state.name}.out"

    @property
    def said(self) -> str:
        return self.output.read_text()

    def page(self, path: str) -> bytes:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}{path}") as answer:
                return answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.read()
        except OSError:
            return b""

    def ready(self) -> bool:
        page = self.page("/readyz")
        return bool(page) and json.loads(page)["ready"]

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

    def left(self) -> str:
        """What is still there, in which state, and the ends of the logs."""
        told = []
        for pid, command in self.programs().items():
            with contextlib.suppress(OSError):
                status = Path(f"/proc/{pid}/status").read_text().splitlines()
                told += [f"{pid} {command}", *(line for line in status if line.startswith(SHOWN))]
        for log in sorted((self.state / "logs").glob("*.log")):
            told += [f"--- {log.name}", *log.read_text(errors="replace").splitlines()[-30:]]
        return "\n".join(told)

    def pid_of(self, *words: str) -> int | None:
        named = {pid: line for pid, line in self.programs().items() if all(word in line for word in words)}
        return min(named, default=None)

    def children_of(self, parent: int) -> set[int]:
        stats = {pid: Path(f"/proc/{pid}/stat").read_text() for pid in self.programs()}
        return {pid for pid, stat in stats.items() if stat.rpartition(")")[2].split()[1] == str(parent)}

    def close(self) -> None:
        for pid in self.programs():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.output.unlink(missing_ok=True)


def readable_copy(folder: Path) -> Path:
    """The sources where every user may read them, whatever the checkout's own folder allows."""
    for name in SOURCES:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    return folder


@contextlib.contextmanager
def python_for(user: int) -> Iterator[str | None]:
    """An interpreter like ours that the user may run with our packages; ours may lie in a closed folder."""
    if runs(sys.executable, user):
        yield sys.executable
        return
    with tempfile.TemporaryDirectory(prefix="portal-python-") as open_place:
        os.chmod(open_place, 0o755)
        mount = ["mount", "--bind", sys.base_prefix, open_place]
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
        python = f"{open_place}/bin/python3.{sys.version_info.minor}"
        try:
            yield python if mounted and runs(python, user) else None
        finally:
            if mounted:
                subprocess.run(["umount", "-l", open_place], check=True)


def surroundings(python: str) -> dict[str, str]:
    """What an interpreter needs that was moved away from its home, or that is no virtual environment's."""
    library = str(Path(python).parent.parent / "lib")
    return {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": PACKAGES, "LD_LIBRARY_PATH": library}


def runs(python: str, user: int) -> bool:
    command = [python, "-c", "import django, redis, psycopg"]
    other = {"user": user, "group": user, "extra_groups": [], "env": surroundings(python), "cwd": "/"}
    try:
        return subprocess.run(command, capture_output=True, check=False, **other).returncode == 0
    except OSError:
        return False
