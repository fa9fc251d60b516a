"""What the kernel's death signal does not reach, the guard ends; the next start waits for it."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from portal.embedded.paths import ROOT
from portal.embedded.state import Claim
from tests.portal_running import wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
# A child that hears nothing and has a child of its own, both in one group.
FAMILY = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if len(sys.argv) == 1:
    grandchild = subprocess.Popen([sys.executable, __file__, "grandchild"])
    open(__file__ + ".pid", "w").write(f"{grandchild.pid};")
time.sleep(600)
"""
PORTAL = """
import sys
from pathlib import Path
from portal.embedded.child import Child
from portal.embedded.guard import Guard
from portal.embedded.state import Claim
claim = Claim(Path(sys.argv[1]))
claim.take()
Child.guard = Guard(claim.file, patience=float(sys.argv[3]))
child = Child("child", [sys.executable, sys.argv[2]])
child.start()
brief = Child("brief", ["true"])
brief.start()
brief.stop()
print(child.pid, Child.guard.running.pid, flush=True)
sys.stdin.read()
child.stop(grace=0)
Child.guard.close()
claim.release()
"""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def start(state: Path, family: Path, patience: float):
    family.write_text(textwrap.dedent(FAMILY))
    command = [sys.executable, "-c", PORTAL, str(state), str(family), str(patience)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    portal = subprocess.Popen(command, cwd=ROOT, **pipes)
    child, guard = map(int, portal.stdout.readline().split())
    told = family.with_name(f"{family.name}.pid")
    wait_for(lambda: told.exists() and told.read_text().endswith(";"))
    return portal, guard, [child, int(told.read_text()[:-1])]


def test_grandchildren_that_hear_nothing_end_with_a_killed_portal(state, tmp_path):
    portal, guard, family = start(state, tmp_path / "family.py", patience=1)
    assert all(map(alive, family))
    portal.kill()
    portal.wait()
    lines = []
    claim = Claim(state)
    claim.take(say=lines.append)
    assert lines == ["Waiting for what is left of the start before to end"]
    assert not any(map(alive, [*family, guard]))
    claim.release()


def test_after_an_orderly_end_the_guard_is_gone_and_the_folder_free(state, tmp_path):
    portal, guard, family = start(state, tmp_path / "family.py", patience=600)
    portal.communicate("")
    assert portal.returncode == 0
    assert not any(map(alive, [*family, guard]))
    Claim(state).take()
