"""The process that unpacks: killed, broken, left alone."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from tests.portal_running import wait_for
from tests.usage.check.files import check
from tests.usage.formats.tables import as_csv, as_json_lines, as_xlsx, table
from usage.formats.unpack import ROOT


@pytest.mark.parametrize("signal", [9, 11])
def test_a_child_that_is_killed_is_no_fault_of_the_file_unless_it_breaks(tmp_path, monkeypatch, signal):
    """Killed from outside: we try again. Broken by the file: the file is refused."""
    monkeypatch.setattr("usage.formats.unpack.START", f"import os; os.kill(os.getpid(), {signal})")
    if signal == 9:
        with pytest.raises(RuntimeError, match="killed from outside"):
            check(tmp_path, as_xlsx(table()))
    else:
        [problem] = check(tmp_path, as_xlsx(table())).file_problems
        assert problem.details == {"damaged": "xlsx"}


WORKER = """
import sys
from pathlib import Path
from usage.check.rules import Limits
from usage.formats import unpack
unpack.START = '''
import os, sys, time
sys.path.insert(0, sys.argv[1])
from usage.formats.child import end_with_parent
end_with_parent()
open("pid.new", "w").write(str(os.getpid()))
os.rename("pid.new", "pid")
time.sleep(600)
'''
folder = Path(sys.argv[1])
unpack.unpack(path=folder / "report.gz", folder=folder, limits=Limits(), on_progress=print)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere its limits end it")
def test_a_worker_that_is_killed_leaves_no_child(tmp_path):
    (tmp_path / "report.gz").write_bytes(gzip.compress(as_csv(table())))
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path)], cwd=ROOT)
    pid = int(wait_for((tmp_path / "pid").exists) and (tmp_path / "pid").read_text())
    assert Path(f"/proc/{pid}").exists()
    worker.kill()
    worker.wait()
    wait_for(lambda: is_gone(pid))


def is_gone(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True


def test_a_child_has_no_secret_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setattr(
        "usage.formats.unpack.START", 'import json, os; print(json.dumps({"columns": sorted(os.environ)}))'
    )
    with pytest.raises(Exception, match=r".") as raised:
        raise AssertionError(check(tmp_path, as_json_lines(table())))
    assert "SECRET_KEY" not in str(raised.value)
