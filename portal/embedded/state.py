"""The state folder: claimed by one start at a time, removed only where it is ours."""

import fcntl
import json
import os
import shutil
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
    "pseudonym_key.txt",
    "run",
    "secret_key.txt",
    "static",
    "static.stamp",
}
ROOM_NEEDED = 300 * 1024**2
LOG_LIMIT = 10 * 1024**2


class Claim:
    """Holds the folder as long as this program lives; `address` tells a second start where the first is."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.file: int | None = None

    def take(self, *, address: str = "") -> None:
        """Raises Trouble where another start holds the folder, or it holds things that are not ours."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            if strangers := foreign(self.state):
                raise Trouble(
                    f"{self.state} holds other things ({', '.join(strangers[:3])}). "
                    "Set PORTAL_STATE to an empty folder for the portal."
                )
            self.file = os.open(self.state / "portal.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as trouble:
            raise Trouble(f"The folder {self.state} cannot be used: {trouble.strerror}.") from trouble
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            first = told(self.file)
            os.close(self.file)
            raise Trouble(
                f"The portal already runs at {first.get('address', 'another terminal')} (process "
                f"{first.get('pid', 'unknown')}) on the same folder, {self.state}. "
                "Stop that one with Ctrl-C first, or set PORTAL_STATE and PORT to run a second one."
            ) from None
        os.ftruncate(self.file, 0)
        os.pwrite(self.file, json.dumps({"pid": os.getpid(), "address": address}).encode(), 0)

    def release(self) -> None:
        if self.file is not None:
            os.close(self.file)
            self.file = None


def foreign(state: Path) -> list[str]:
    return sorted(
        entry.name
        for entry in state.iterdir()
        if entry.name not in OURS and not entry.name.startswith("beat-schedule")
    )


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
