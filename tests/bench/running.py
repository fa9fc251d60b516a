"""The portal, started for a measurement in a state folder and on a port of its own."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from portal.embedded import paths
from portal.embedded.state import kept_secret

NAMED = ("DATABASE_URL", "CELERY_BROKER_URL", "SITE_URL", "DEMO", "DEBUG", "MAKEFLAGS", "MAKELEVEL")


class RunningPortal:
    """`start(command)` runs it and returns the seconds until the log-in page was there; `stop` ends it."""

    def __init__(self, root: Path = paths.ROOT) -> None:
        self.root = root
        self.state = Path(tempfile.mkdtemp(prefix="portal-bench-")).resolve()
        self.state.chmod(0o711)
        self.out = self.state.parent / f"{self.state.name}.out"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.running: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, *command: str, patience: float = 600, **more: str) -> float:
        kept = {name: value for name, value in os.environ.items() if name not in NAMED}
        env = {**kept, "PORTAL_STATE": str(self.state), "PORT": str(self.port), **more}
        started = time.monotonic()
        with self.out.open("ab") as out:
            self.running = subprocess.Popen(
                command, cwd=self.root, env=env, stdout=out, stderr=out, start_new_session=True
            )
        while not self.shows_log_in():
            if self.running.poll() is not None or time.monotonic() - started > patience:
                raise RuntimeError(f"The portal did not start:\n{self.out.read_text()}")
            time.sleep(0.1)
        return time.monotonic() - started

    def shows_log_in(self) -> bool:
        page = HTTPConnection("localhost", self.port, timeout=30)
        try:
            page.request("GET", "/account/login/")
            return page.getresponse().status == 200
        except OSError:
            return False
        finally:
            page.close()

    def use_database(self) -> None:
        """Let this process write what it measures with, also in the second turn: settings are read once."""
        os.environ.update(
            DJANGO_SETTINGS_MODULE="portal.config.settings",
            PORTAL_STATE=str(self.state),
            DATABASE_URL=paths.database_url(self.state),
            SITE_URL=self.url,
        )
        import django
        from django.conf import settings
        from django.core.signals import setting_changed
        from django.db import connection

        django.setup()
        settings.MEDIA_ROOT = self.state / "files"
        setting_changed.send(sender=type(self), setting="MEDIA_ROOT", value=settings.MEDIA_ROOT, enter=True)
        settings.ENCRYPTION_KEY = kept_secret(self.state, "encryption_key.txt")
        connection.close()
        connection.settings_dict["HOST"] = str(paths.run_folder(self.state) / "postgres")

    def stop(self) -> None:
        """As Ctrl-C does: the whole group of the terminal hears it."""
        if self.running and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGINT)
            self.running.wait(60)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.state, ignore_errors=True)
        shutil.rmtree(paths.run_folder(self.state), ignore_errors=True)
        self.out.unlink(missing_ok=True)
