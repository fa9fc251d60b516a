"""The state folder: one start at a time, nothing of others touched."""

import subprocess
import sys
from pathlib import Path

import pytest

from portal.embedded import paths
from portal.embedded.state import Claim, refuse_full_disk, remove
from portal.embedded.trouble import Trouble


def test_a_second_claim_is_told_where_the_first_runs(state):
    first = Claim(state)
    first.take(address="http://localhost:8123")
    with pytest.raises(Trouble, match="already runs at http://localhost:8123"):
        Claim(state).take()
    first.release()
    Claim(state).take()


def test_a_folder_of_somebody_else_is_refused(state):
    (state / "thesis.txt").write_text("years of work")
    with pytest.raises(Trouble, match=r"holds other things \(thesis\.txt\)"):
        Claim(state).take()


def test_reset_removes_what_is_ours(state):
    (state / "files").mkdir()
    (state / "secret_key.txt").write_text("secret")
    assert remove(state)
    assert not state.exists()
    assert not remove(state)


def test_reset_refuses_while_the_portal_runs(state):
    Claim(state).take()
    with pytest.raises(Trouble, match="already runs"):
        remove(state)
    assert state.exists()


def test_reset_leaves_a_folder_that_holds_other_things(state):
    (state / "files").mkdir()
    (state / "thesis.txt").write_text("years of work")
    with pytest.raises(Trouble, match="thesis"):
        remove(state)
    assert (state / "files").exists()


def test_reset_from_the_command_line_needs_only_python(state):
    command = [sys.executable, "-S", "-m", "portal.embedded.reset"]
    told = subprocess.run(
        command, cwd=paths.ROOT, env={"PORTAL_STATE": str(state)}, capture_output=True, text=True
    )
    assert (told.returncode, told.stdout) == (0, f"Removed {state}\n")


def test_a_full_disk_is_said(state, monkeypatch):
    monkeypatch.setattr("portal.embedded.state.ROOM_NEEDED", 1 << 62)
    with pytest.raises(Trouble, match="almost full"):
        refuse_full_disk(state)


def test_sockets_of_a_long_or_odd_path_get_a_short_one():
    near = Path("/srv/portal")
    assert paths.run_folder(near) == near / "run"
    deep, odd = Path("/srv/" + "deep" * 30), Path("/srv/my portal?")
    for state in (deep, odd):
        assert len(str(paths.broker_socket(state))) < 100
        assert " " not in paths.broker_url(state)
    assert paths.run_folder(deep) != paths.run_folder(odd)
