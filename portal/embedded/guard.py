"""Ends what a killed portal leaves behind. A program of its own that needs nothing but Python.

The kernel tells a dead parent's children (child.py), but not theirs, and it does not insist. So each
program's group is told here, `+ group signal` and `- group`. When the portal ends, orderly or by
`kill -9`, no more lines come: groups still there get their signal, PATIENCE, and then SIGKILL.
Until then the guard holds the state folder's lock (state.py), so that the next start waits for it.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO

PATIENCE = 15.0
LAST_WORD = 5.0


class Guard:
    """The portal's side: start it before the first program, close it after the last."""

    def __init__(self, lock: int, *, patience: float = PATIENCE) -> None:
        """`lock`: the open file whose lock the guard keeps alive; `patience`: seconds before SIGKILL."""
        command = [sys.executable, "-I", "-S", __file__, str(lock), str(patience)]
        self.running = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[lock],
            cwd="/",
            text=True,
            start_new_session=True,
        )

    def watch(self, group: int, number: signal.Signals) -> None:
        self.tell(f"+ {group} {int(number)}")

    def forget(self, group: int) -> None:
        self.tell(f"- {group}")

    def tell(self, line: str) -> None:
        """A guard that was killed itself is missed by nobody but the kernel's signal."""
        with suppress(OSError):
            self.running.stdin.write(f"{line}\n")
            self.running.stdin.flush()

    def close(self) -> None:
        with suppress(OSError):
            self.running.stdin.close()
        self.running.wait()


def watch_groups(lines: TextIO, lock: int, patience: float) -> None:
    groups: dict[int, int] = {}
    for line in lines:
        match line.split():
            case ["+", group, number]:
                groups[int(group)] = int(number)
            case ["-", group]:
                groups.pop(int(group), None)
    if any(alive(group) for group in groups):
        os.ftruncate(lock, 0)
        os.pwrite(lock, b'{"ending": true}', 0)
        end_groups(groups, patience)


def end_groups(groups: dict[int, int], patience: float) -> None:
    for group, number in groups.items():
        with suppress(ProcessLookupError, PermissionError):
            os.kill(group, number)
    if not gone(groups, patience):
        for group in groups:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)
        gone(groups, LAST_WORD)


def gone(groups: dict[int, int], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while any(alive(group) for group in groups):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def alive(group: int) -> bool:
    """Whether a process of the group runs; one that nobody has collected yet does not."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return not Path("/proc/self/stat").exists() or any(of_group(stat, group) for stat in stats())


def stats():
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # "pid (name) state parent group …"; the name may hold anything.
            yield entry.read_text(errors="replace").rpartition(")")[2].split()


def of_group(stat: list[str], group: int) -> bool:
    return int(stat[2]) == group and stat[0] not in "ZX"


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    watch_groups(sys.stdin, int(sys.argv[1]), float(sys.argv[2]))
