"""Where the embedded servers keep their things and how they are addressed. Pure: no Django."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def state_folder() -> Path:
    """Folder of everything that outlives a start: database, broker, files, generated secrets.

    `PORTAL_STATE` names it. Without it, `var/` of the checkout serves an ordinary user; root gets a
    folder under /var/lib, because the embedded PostgreSQL then runs as `nobody`, who may not enter
    root's own folders.
    """
    if named := os.environ.get("PORTAL_STATE"):
        return Path(named).resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/revenue-share-portal") / hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return ROOT / "var"


def database_url() -> str:
    """libpq address of the embedded PostgreSQL: a unix socket, no TCP."""
    return f"postgresql://postgres@/portal?host={state_folder() / 'postgres-run'}"


def broker_url() -> str:
    """Celery address of the embedded Valkey: a unix socket, no TCP."""
    return f"redis+socket://{state_folder() / 'broker' / 'valkey.sock'}"
