"""The state folder: claimed by one start at a time, removed only where it is ours."""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from portal.embedded import paths
from portal.embedded.trouble import Trouble

OURS = {
    "beat-schedule",
    "broker",
    "files",
    "logs",
    "portal.lock",
    "postgres",
    "postgres-programs",
    "postgres.lock",
    "postgres.new",
    "run",
    "static",
    "static.stamp",
}
UNDONE = ".undone-"
A_MOMENT, ENDING = 1.0, 60.0  # seconds to wait: for a guard to say that it ends a start, and for the end
ROOM_NEEDED = 300 * 1024**2
LOG_LIMIT = 10 * 1024**2


class Claim:
    """Holds the folder as long as this program lives; `address` tells a second start where the first is."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.file: int | None = None

    def take(self, *, address: str = "", say: Callable[[str], None] = lambda line: None) -> None:
        """Raises Trouble where another start holds the folder, or it holds things that are not ours.

        Waits for what a killed start left behind to end (guard.py).
        """
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            refuse_foreign(self.state)
            self.file = os.open(self.state / "portal.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as trouble:
            raise Trouble(unusable(self.state, trouble)) from trouble
        try:
            self.wait_for_turn(say)
            os.ftruncate(self.file, 0)
            os.pwrite(self.file, json.dumps({"pid": os.getpid(), "address": address}).encode(), 0)
        except BaseException as trouble:
            self.release()
            if isinstance(trouble, OSError):
                raise Trouble(unusable(self.state, trouble)) from trouble
            raise

    def wait_for_turn(self, say: Callable[[str], None]) -> None:
        began = time.monotonic()
        patience = A_MOMENT
        while not self.locked():
            first = told(self.file)
            if first.get("ending") and patience == A_MOMENT:
                say("Waiting for what is left of the start before to end")
                patience = ENDING
            if time.monotonic() > began + patience:
                raise Trouble(
                    f"The portal already runs at {first.get('address', 'another terminal')} (process "
                    f"{first.get('pid', 'unknown')}) on the same folder, {self.state}. "
                    "Stop that one with Ctrl-C first, or set PORTAL_STATE and PORT to run a second one."
                )
            time.sleep(0.1)

    def locked(self) -> bool:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        if self.file is not None:
            os.close(self.file)
            self.file = None


def refuse_foreign(state: Path) -> None:
    """Raises Trouble where the folder holds things that are not ours."""
    names = sorted(entry.name for entry in state.iterdir())
    strangers = [name for name in names if not ours(name)]
    if strangers:
        raise Trouble(
            f"{state} holds other things ({', '.join(strangers[:3])}). "
            "Set PORTAL_STATE to an empty folder for the portal."
        )


def ours(name: str) -> bool:
    return name in OURS or name.startswith(("beat-schedule", UNDONE)) or name.endswith("_key.txt")


def unusable(state: Path, trouble: OSError) -> str:
    return (
        f"The folder {state} cannot be used: {trouble.strerror}. "
        "Set PORTAL_STATE to a folder of your own with room in it."
    )


def kept_secret(state: Path, name: str) -> str:
    """The secret in the folder, made once; whole or not there. Raises Trouble where that cannot be."""
    path = state / name
    try:
        if not path.exists():
            state.mkdir(parents=True, exist_ok=True)
            refuse_foreign(state)
            file, new = tempfile.mkstemp(prefix=UNDONE, dir=state)
            try:
                with os.fdopen(file, "w") as secret:
                    secret.write(secrets.token_urlsafe(48))
                with suppress(FileExistsError):
                    os.link(new, path)
            finally:
                os.unlink(new)
        return path.read_text()
    except OSError as trouble:
        raise Trouble(unusable(state, trouble)) from trouble


def told(file: int) -> dict[str, object]:
    try:
        return json.loads(os.pread(file, 1000, 0))
    except ValueError:
        return {}


def refuse_full_disk(state: Path) -> None:
    free = shutil.disk_usage(state).free
    if free < ROOM_NEEDED:
        raise Trouble(
            f"The disk of {state} is almost full ({free // 1024**2} MB free, {ROOM_NEEDED // 1024**2} MB "
            "needed). Make room, or set PORTAL_STATE to a folder on another disk."
        )


def renew_logs(folder: Path) -> None:
    """Make the folder of logs; a log that has grown large becomes the old one."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    for log in folder.glob("*.log"):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.old"))


def remove(state: Path) -> bool:
    """Remove the folder; False where there is none. Raises Trouble while the portal runs on it."""
    if not state.exists():
        return False
    claim = Claim(state)
    claim.take()
    try:
        for entry in state.iterdir():
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        state.rmdir()
        shutil.rmtree(paths.run_folder(state), ignore_errors=True)
    finally:
        claim.release()
    return True
