"""A database, a broker and a worker of a test's own, which it may kill: the supervisor starts them again.

This process works on them too: Django's connection and Celery's are turned to them meanwhile.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from celery import current_app
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models import Model
from django.test import override_settings
from kombu.exceptions import OperationalError
from psycopg.conninfo import conninfo_to_dict

from portal.embedded import paths, programs
from portal.embedded.broker import EmbeddedBroker
from portal.embedded.child import Child, wait_until
from portal.embedded.postgres import EmbeddedPostgres
from portal.embedded.state import kept_secret
from portal.embedded.supervisor import Supervisor

WAITS = """
SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = %s AND NOT l.granted
"""


class PrivateStack:
    def __init__(self, state: Path) -> None:
        self.state, self.said = state, []
        self.supervisor = Supervisor(self.said.append)
        self.servers = {"postgres": EmbeddedPostgres(state), "broker": EmbeddedBroker(state)}
        self.log = state / "logs" / "worker.log"

    @contextmanager
    def running(self) -> Iterator["PrivateStack"]:
        try:
            for server in self.servers.values():
                server.start()
                self.supervisor.keep(server.child)
            with self.turned_to():
                call_command("migrate", verbosity=0)
                self.worker = self.supervisor.keep(programs.worker(at_once=1, log=self.log, env={}))
                assert wait_until(lambda: " ready" in self.log.read_text(), self.worker, 60)
                yield self
        finally:
            self.supervisor.stop()
            self.servers["postgres"].stop()

    @contextmanager
    def turned_to(self) -> Iterator[None]:
        app = current_app._get_current_object()
        parts = conninfo_to_dict(paths.database_url(self.state))
        place = {"HOST": parts["host"], "USER": parts["user"], "NAME": parts["dbname"], "PORT": ""}
        with pytest.MonkeyPatch.context() as patch, self.settings():
            patch.setenv("PORTAL_STATE", str(self.state))
            patch.setenv("DATABASE_URL", paths.database_url(self.state))
            # Celery prefers the environment to its own settings.
            patch.setenv("CELERY_BROKER_URL", paths.broker_url(self.state))
            connection.close()
            for name, value in place.items():
                patch.setitem(connection.settings_dict, name, value)
            app._after_fork()
            yield
            connection.close()
        app._after_fork()

    def settings(self) -> override_settings:
        """What its worker reads from the same folder."""
        key = kept_secret(self.state, "encryption_key.txt")
        return override_settings(MEDIA_ROOT=self.state / "files", ENCRYPTION_KEY=key)

    @contextmanager
    def held(
        self, model: type[Model], *, then: Callable[[], None], mode: str = "ACCESS EXCLUSIVE"
    ) -> Iterator[None]:
        """Whoever comes to the table waits, in the middle of a transaction; `then()` happens meanwhile.

        `mode` SHARE: whoever writes to it waits.
        """
        table = model._meta.db_table
        other = psycopg.connect(paths.database_url(self.state))
        try:
            other.execute(f"LOCK TABLE {table} IN {mode} MODE")
            yield
            self.until(lambda: self.waits_for(table), "nobody comes to the table")
            then()
        finally:
            other.close()

    def waits_for(self, table: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(WAITS, [table])
            return cursor.fetchone()[0] > 0

    def kill(self, victim: str) -> None:
        """SIGKILL, and wait until it runs again."""
        child = self.servers[victim].child if victim in self.servers else self.worker
        pid = child.pid
        if victim == "worker's child":
            pid = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: self.again(victim, child, pid), f"{victim} does not come back")

    def again(self, victim: str, child: Child, pid: int) -> bool:
        if victim in self.servers:
            return child.alive() and child.pid != pid and self.servers[victim].answers()
        return not Path(f"/proc/{pid}/exe").exists()

    def until(
        self, reached: Callable[[], bool], otherwise: str, sweep: Callable[[], None] | None = None
    ) -> None:
        """Keep what runs, and sweep now and then as beat does, until `reached()`."""
        end, swept = time.monotonic() + 120, time.monotonic()

        def over() -> bool:
            nonlocal swept
            if sweep and time.monotonic() > swept + 2:
                swept = time.monotonic()
                with suppress(OperationalError, DatabaseError):
                    sweep()
            try:
                return reached() or time.monotonic() > end
            except DatabaseError:
                connection.close()
                return False

        self.supervisor.watch(until=over)
        assert time.monotonic() < end, f"{otherwise}: {self.said}\n{self.log.read_text()[-4000:]}"
