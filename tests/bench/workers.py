"""What the worker processes of a running portal have used, as the kernel counts it (Linux)."""

import os
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(state: Path) -> float:
    """Of all worker processes that run, and of their children that have ended."""
    total = 0
    for folder in _of_workers(state):
        with suppress(OSError):
            # Fields 14 to 17 of proc(5): own and ended children's time, in user and system mode.
            total += sum(map(int, (folder / "stat").read_text().rpartition(")")[2].split()[11:15]))
    return total / TICKS


def peak_mib(state: Path) -> float:
    """The most memory that one of them ever held."""
    peaks = [0]
    for folder in _of_workers(state):
        with suppress(OSError):
            lines = (folder / "status").read_text().splitlines()
            peaks += [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return max(peaks) / 1024


def _of_workers(state: Path) -> list[Path]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes()
            if b"\0worker\0" in command and str(state).encode() in (folder / "environ").read_bytes():
                found.append(folder)
    return found
