"""Whose the database folder is, and whether this PostgreSQL may use it."""

import os
import pwd
import re
import subprocess
from pathlib import Path

from portal.embedded.trouble import Trouble


def owner(user: str) -> tuple[int, int]:
    """The ids of a user and of its group."""
    found = pwd.getpwnam(user)
    return found.pw_uid, found.pw_gid


def refuse_closed_folders(state: Path) -> None:
    """Raises Trouble where other users may not pass through to the state folder."""
    for folder in (*reversed(state.parents), state):
        if not folder.stat().st_mode & 0o001:
            raise Trouble(
                f"Started by root, PostgreSQL runs as the user nobody, who may not enter {folder}. "
                "Set PORTAL_STATE to a folder that all users may enter, or start as an ordinary user."
            )


def refuse_foreign_database(folder: Path, programs: Path, user: str | None) -> None:
    """Raises Trouble where the folder holds something else, or a database we cannot run as `user`."""
    marker = folder / "PG_VERSION"
    if not marker.exists():
        if folder.exists() and any(folder.iterdir()):
            raise Trouble(
                f"{folder} holds something that is no PostgreSQL database. "
                "Move it away, or set PORTAL_STATE to another folder."
            )
        return
    theirs = marker.read_text().strip()
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, check=True)
    ours = re.search(r"\d+", told.stdout.decode()).group()
    if theirs != ours:
        raise Trouble(
            f"The database in {folder} was made by PostgreSQL {theirs}, this is PostgreSQL {ours}. "
            "Start over with `make demo-reset`, or set PORTAL_STATE to another folder."
        )
    if folder.stat().st_uid != (owner(user)[0] if user else os.geteuid()):
        raise Trouble(
            f"The database in {folder} belongs to another user. "
            "Start the portal as the one who made it, or set PORTAL_STATE to another folder."
        )
