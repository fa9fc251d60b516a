"""Small scanners, as real programs."""

import sys
from pathlib import Path

import pytest

MARK = b"EICAR"


@pytest.fixture
def scanner(settings, tmp_path):
    """`scanner("works")` sets a scanner that knows MARK; `broken`, `hangs`, `missing` as they say.

    Each call replaces the one before. `scanner.seen` are the bytes it was last given.
    """

    def use(kind: str) -> None:
        program = Path(tmp_path, "scanner.py")
        program.write_text(PROGRAM.format(seen=str(use.log), mark=MARK, kind=kind))
        name = "/nowhere/scanner" if kind == "missing" else sys.executable
        settings.FILE_SCANNER = f"{name} {program}"
        settings.FILE_SCANNER_SECONDS = 1 if kind == "hangs" else 30

    use.log = Path(tmp_path, "seen")
    use.seen = lambda: use.log.read_bytes()
    return use


PROGRAM = """
import sys, time, pathlib
given = sys.stdin.buffer.read()
pathlib.Path({seen!r}).write_bytes(given)
if {kind!r} == "broken":
    sys.exit(2)
if {kind!r} == "hangs":
    time.sleep(600)
sys.exit(1 if {mark!r} in given else 0)
"""
