"""Each test process has its own database: a copy of one that was migrated once.

A test with `transaction=True` commits for real. Django would empty the tables after it, which
append-only triggers refuse; so its database is thrown away and copied anew. `--reuse-db` keeps the
migrated one for the next run, until a migration changes.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from portal.embedded import paths


class Databases:
    """The migrated template and this process's copy of it, on the server of DATABASE_URL.

    Each run holds an advisory lock as long as one of its processes lives; databases of a run that
    nobody holds are left over and swept away.
    """

    def __init__(self, *, reuse: bool) -> None:
        from django.db import connection

        self.connection, self.reuse = connection, reuse
        self.base = f"test_{connection.settings_dict['NAME']}"
        self.run = f"{self.base}_run{os.environ['PORTAL_TEST_RUN']}"
        self.name = self.run + os.environ.get("PYTEST_XDIST_WORKER", "_main").replace("gw", "_gw")
        self.template = f"{self.base}_kept_{migrations_digest()}" if reuse else f"{self.run}_template"
        parameters = {**connection.get_connection_params(), "dbname": "postgres"}
        wanted = {"host", "port", "user", "password", "dbname", "sslmode"}
        chosen = {key: value for key, value in parameters.items() if key in wanted}
        self.server = psycopg.connect(**chosen, autocommit=True)

    def prepare(self, *, fresh: bool = False) -> None:
        """The first process of a run migrates the template while the others wait for it."""
        self.server.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [self.run])
        self.server.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.template])
        self.sweep()
        if fresh:
            self.drop(self.template)
        if self.template not in self.names():
            self.migrate()
        self.server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [self.template])
        self.copy()

    def migrate(self) -> None:
        from django.core.management import call_command

        new, names = f"{self.template}_new", self.names()
        outdated = [name for name in names if self.reuse and name.startswith(f"{self.base}_kept_")]
        for name in {new, *outdated}:
            self.drop(name)
        self.server.execute(SQL("CREATE DATABASE {}").format(Identifier(new)))
        self.use(new)
        call_command("migrate", verbosity=0)
        self.connection.close()
        # Autovacuum and curious people would stand in the way of copying.
        self.server.execute(SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(Identifier(new)))
        rename = SQL("ALTER DATABASE {} RENAME TO {}")
        self.server.execute(rename.format(Identifier(new), Identifier(self.template)))

    def copy(self) -> None:
        """Give this process a fresh copy, whatever is in the old one and whoever uses it."""
        self.use(self.name)
        self.drop(self.name)
        create = SQL("CREATE DATABASE {} TEMPLATE {}")
        self.server.execute(create.format(Identifier(self.name), Identifier(self.template)))

    def use(self, name: str) -> None:
        self.connection.close()
        self.connection.settings_dict["NAME"] = name

    def remove(self) -> None:
        self.connection.close()
        self.drop(self.name)
        self.server.execute("SELECT pg_advisory_unlock_shared(hashtext(%s))", [self.run])
        self.sweep()
        self.server.close()

    def sweep(self) -> None:
        for name in self.names():
            run = re.match(rf"{re.escape(self.base)}_run\d+_", name)
            if run and self.nobody_holds(run.group().rstrip("_")):
                self.drop(name)

    def nobody_holds(self, run: str) -> bool:
        [free] = self.server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [run]).fetchone()
        if free:
            self.server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [run])
        return free

    def names(self) -> list[str]:
        return [name for (name,) in self.server.execute("SELECT datname FROM pg_database")]

    def drop(self, name: str) -> None:
        self.server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def migrations_digest() -> str:
    from django.apps import apps

    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for file in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:8]


def start_afresh(databases: Databases) -> None:
    """Numbers begin at 1 again, so files named by them must go too."""
    databases.copy()
    shutil.rmtree(paths.state_folder() / "files", ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Stands in the place of pytest-django's."""
    from django.test import TransactionTestCase

    option = request.config.option
    with django_db_blocker.unblock():
        databases = Databases(reuse=option.reuse_db)
        databases.prepare(fresh=option.create_db)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: start_afresh(databases))
        yield databases
    with django_db_blocker.unblock():
        databases.remove()
