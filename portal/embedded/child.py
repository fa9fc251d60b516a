"""One program started and ended by us: in its own session, and never outliving us."""

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from portal.embedded.guard import Guard

PR_SET_PDEATHSIG = 1
INSIST = 5
HEARD = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Child:
    """A program with its log, the signal that ends it in peace and the seconds that may take.

    Its own session keeps the terminal's Ctrl-C from it. On Linux the kernel sends it `orphaned` when
    the thread that started it ends, so start it from the main thread. `guard`, where there is one, sees
    to its whole group when we are killed.
    """

    guard: ClassVar[Guard | None] = None

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        log: Path | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        cwd: Path | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        orphaned: signal.Signals = signal.SIGTERM,
        grace: float = 10,
    ) -> None:
        self.name, self.command, self.log, self.env, self.user, self.cwd = name, command, log, env, user, cwd
        self.stop_signal, self.orphaned, self.grace = stop_signal, orphaned, grace
        self.running: subprocess.Popen[bytes] | None = None
        self.family: int | None = None

    def start(self) -> None:
        output = self.log.open("ab") if self.log else None
        # Inherited by all its children; when the other end closes, the last of them is gone.
        self.family, theirs = os.pipe()
        try:
            self.running = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                env={**os.environ, **(self.env or {})},
                user=self.user,
                group=None if self.user is None else group_of(self.user),
                extra_groups=None if self.user is None else [],
                cwd=self.cwd,
                start_new_session=True,
                pass_fds=[theirs],
                preexec_fn=die_with(os.getpid(), self.orphaned),
            )
        finally:
            os.close(theirs)
            if output:
                output.close()
        if Child.guard:
            Child.guard.watch(self.running.pid, self.orphaned)

    @property
    def pid(self) -> int | None:
        return self.running.pid if self.running else None

    def alive(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def send(self, number: signal.Signals) -> None:
        if self.alive():
            with suppress(ProcessLookupError):
                os.kill(self.running.pid, number)

    def stop(self, grace: float | None = None, hurry: Callable[[], bool] = lambda: False) -> bool:
        """Ask, wait, insist, then kill whatever is left of its group. True when asking was enough."""
        if self.running is None:
            return True
        self.send(self.stop_signal)
        peaceful = self.wait(self.grace if grace is None else grace, hurry)
        if not peaceful:
            self.send(self.orphaned)
            self.wait(INSIST)
        self.clear_away()
        self.running.wait()
        return peaceful

    def wait(self, seconds: float, give_up: Callable[[], bool] = lambda: False) -> bool:
        """Whether it ended within the seconds, and before `give_up()`."""
        end = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() >= end or give_up():
                return False
            time.sleep(0.02)
        return True

    def clear_away(self) -> None:
        """Once per start: end what a dead parent left in its group, and wait for what left the group."""
        if self.family is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.running.pid, signal.SIGKILL)
        select.select([self.family], [], [], INSIST)
        os.close(self.family)
        self.family = None
        if Child.guard:
            Child.guard.forget(self.running.pid)


def die_with(parent: int, orphaned: signal.Signals):
    """What the child does before its program starts: ask the kernel to end it when we end.

    A shell ignores some signals for what it runs in the background, and whoever starts inherits that: a
    program still loading would then be deaf to the one that ends it.
    """

    def leash() -> None:
        for number in HEARD:
            signal.signal(number, signal.SIG_DFL)
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, orphaned)
        if os.getppid() != parent:
            os._exit(1)

    return leash


def group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def command_of(pid: int) -> str:
    """The command line of a process, empty where there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc/self").exists():
            return ""
    told = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S607
    return told.stdout.decode(errors="replace")


def wait_until(ready: Callable[[], object], child: Child, seconds: float, pause: float = 0.02) -> bool:
    """Whether `ready()` came true while the child lived, within the seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and child.alive():
        if ready():
            return True
        time.sleep(pause)
    return False
