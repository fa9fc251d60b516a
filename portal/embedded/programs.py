"""The portal's own programs: web server, Celery worker, beat."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from portal.embedded.child import Child
from portal.embedded.paths import ROOT

PYTHON = [sys.executable, "-m"]
# Celery warns root on every start, in several lines of plain text.
QUIET = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
LEVEL = os.environ.get("LOG_LEVEL", "INFO")


def web(*, port: int, host: str = "127.0.0.1", workers: int = 2, log: Path, env: Mapping[str, str]) -> Child:
    command = [*PYTHON, "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers"]
    command += ["--workers-kill-timeout", "5", "--log-config", str(Path(__file__).with_name("web_log.json"))]
    command += ["portal.config.wsgi:application"]
    return Child("web", command, log=log, env={**env, "PORT": str(port)}, cwd=ROOT)


def worker(*, name: str = "worker", at_once: int = 2, log: Path, env: Mapping[str, str]) -> Child:
    """SIGTERM lets running tasks end; SIGQUIT, after the grace, gives them back to the broker at once."""
    command = [*PYTHON, "celery", "--quiet", "-A", "portal.config", "worker", "--concurrency", str(at_once)]
    command += ["--hostname", f"{name}@%h", "--loglevel", LEVEL, "--without-gossip", "--without-mingle"]
    env = {**QUIET, "WORKER_SOFT_SHUTDOWN": "0", **env}
    return Child("worker", command, log=log, env=env, cwd=ROOT, orphaned=signal.SIGQUIT, grace=20)


def beat(*, log: Path, env: Mapping[str, str]) -> Child:
    command = [
        *PYTHON,
        "celery",
        "--quiet",
        "-A",
        "portal.config",
        "beat",
        "--loglevel",
        LEVEL,
        "--pidfile",
        "",
    ]
    return Child("beat", command, log=log, env=env, cwd=ROOT)
