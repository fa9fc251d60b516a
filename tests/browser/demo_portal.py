"""A demo of its own, brought up as `make demo` does and ended as Ctrl-C does."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.embedded import paths
from tests.portal_running import free_port

READY = "Log in at"


@dataclass(frozen=True)
class Demo:
    url: str
    password: str


@contextmanager
def demo_portal(state: Path) -> Iterator[Demo]:
    """Runs until the block is left; `state` keeps its data, so that the next time is quicker."""
    port, password = free_port(), secrets.token_urlsafe(16)
    state.mkdir(parents=True, exist_ok=True)
    kept = state / "password"
    if kept.exists():
        password = kept.read_text()
    kept.write_text(password)
    env = {**os.environ, "PORT": str(port), "DEMO_PASSWORD": password, "PORTAL_STATE": str(state / "portal")}
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "SITE_URL", "PLAIN_STATIC", "DEBUG"):
        env.pop(name, None)
    command = [sys.executable, str(paths.ROOT / "manage.py"), "run_all", "--demo"]
    portal = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        for line in portal.stdout:
            sys.stderr.write(line)
            if READY in line:
                break
        else:
            raise SystemExit("The demo did not start: see above.")
        yield Demo(f"http://localhost:{port}", password)
    finally:
        portal.send_signal(signal.SIGINT)
        portal.communicate()
