"""What hinders a start is said in a sentence, with exit code 1, and nothing is left of the start."""

import os
import socket
import subprocess

import pytest

from tests.portal_running import free_port


def test_a_busy_port(terminal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", terminal.port))
        other.listen()
        said = terminal.refused()
    assert f"Port {terminal.port} cannot be used" in said
    assert terminal.programs() == {}


@pytest.mark.parametrize("port", ["web", "0", "99999"])
def test_a_port_that_is_none(terminal, port):
    assert f"PORT={port} is no port" in terminal.refused(PORT=port)


def test_a_database_that_does_not_answer(terminal):
    said = terminal.refused(DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    assert "The database does not answer" in said
    assert terminal.programs() == {}


def test_a_folder_of_somebody_else_stays_as_it_is(terminal):
    (terminal.state / "thesis.txt").write_text("years of work")
    assert "holds other things (thesis.txt)" in terminal.refused()
    assert os.listdir(terminal.state) == ["thesis.txt"]


def test_a_database_folder_of_another_version(terminal):
    (terminal.state / "postgres").mkdir()
    (terminal.state / "postgres" / "PG_VERSION").write_text("9\n")
    assert "was made by PostgreSQL 9" in terminal.refused()
    assert terminal.programs() == {}


def test_a_folder_that_may_not_be_written(terminal_of_another):
    os.chown(terminal_of_another.state, 0, 0)
    assert f"The folder {terminal_of_another.state} cannot be used: Permission denied" in (
        terminal_of_another.refused()
    )
    assert os.listdir(terminal_of_another.state) == []


def test_a_database_of_another_user(terminal_of_another):
    folder = terminal_of_another.state / "postgres"
    folder.mkdir(mode=0o755)
    (folder / "PG_VERSION").write_text("18\n")
    assert "belongs to another user" in terminal_of_another.refused()
    assert terminal_of_another.programs() == {}


@pytest.fixture
def small_disk(state):
    """A disk of a few megabytes in place of the state folder."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m,mode=0711", "none", state]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield state
    subprocess.run(["umount", "-l", state], check=True)


def test_a_disk_almost_full(small_disk, terminal):
    assert "is almost full" in terminal.refused()
    assert terminal.programs() == {}


def test_a_disk_quite_full(small_disk, terminal):
    with pytest.raises(OSError, match="No space"):
        (small_disk / "files").write_bytes(bytes(64 << 20))
    assert f"The folder {small_disk} cannot be used: No space left on device" in terminal.refused()
    (small_disk / "files").unlink()
    assert "is almost full" in terminal.refused()


def test_a_disk_that_fills_up_while_the_database_is_made(small_disk, terminal):
    ample = "from portal.embedded import state; state.ROOM_NEEDED = 0\n"
    terminal.program = ["-c", f"{ample}import sys, manage; sys.argv[1:] = ['run_all']; manage.main()"]
    said = terminal.refused()
    assert "could not be made" in said or "cannot be used" in said
    assert terminal.programs() == {}
