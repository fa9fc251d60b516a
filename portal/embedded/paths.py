"""Where the embedded servers keep their things and how they are addressed. Pure: no Django."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# A unix socket's path holds about 104 bytes; "/postgres/.s.PGSQL.5432" follows the folder.
LONGEST_RUN_FOLDER = 70


def state_folder() -> Path:
    """Folder of everything that outlives a start: database, broker, files, generated secrets.

    `PORTAL_STATE` names it. Without it, `var/` of the checkout serves an ordinary user; root gets a
    folder under /var/lib, because the embedded PostgreSQL then runs as `nobody`, who may not enter
    root's own folders.
    """
    if named := os.environ.get("PORTAL_STATE"):
        return Path(named).resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/revenue-share-portal") / fingerprint(ROOT)
    return ROOT / "var"


def run_folder(state: Path | None = None) -> Path:
    """Folder of the sockets: in the state folder, or a short one where that path cannot be addressed."""
    state = state or state_folder()
    folder = state / "run"
    if len(os.fsencode(folder)) <= LONGEST_RUN_FOLDER and re.fullmatch(r"[A-Za-z0-9/._-]+", str(folder)):
        return folder
    return Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{fingerprint(state)}"


def database_url(state: Path | None = None, name: str = "portal") -> str:
    """libpq address of the embedded PostgreSQL: a unix socket, no TCP."""
    return f"postgresql://postgres@/{name}?host={run_folder(state) / 'postgres'}"


def broker_socket(state: Path | None = None) -> Path:
    return run_folder(state) / "broker" / "valkey.sock"


def broker_url(state: Path | None = None) -> str:
    """Celery address of the embedded Valkey: a unix socket, no TCP."""
    return f"redis+socket://{broker_socket(state)}"


def fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
