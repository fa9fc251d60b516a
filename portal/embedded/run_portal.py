"""The whole portal in one terminal: servers, migration, web, worker, beat and, if asked, the demo."""

import hashlib
import http.client
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from portal.embedded import paths, programs
from portal.embedded.broker import EmbeddedBroker
from portal.embedded.child import Child, wait_until
from portal.embedded.guard import Guard
from portal.embedded.postgres import EmbeddedPostgres
from portal.embedded.state import Claim, refuse_full_disk, renew_logs
from portal.embedded.supervisor import Supervisor, on_signals
from portal.embedded.trouble import Trouble
from portal.web.catalogues import compile_catalogues

DEMO_MAKER = [sys.executable, str(paths.ROOT / "manage.py"), "make_demo"]
Say = Callable[[str], None]


def run_portal(*, demo: bool, host: str, say: Say) -> None:
    """Returns after Ctrl-C or SIGTERM, when everything has ended. Raises Trouble with a sentence."""
    Portal(demo=demo, host=host, say=say).run()


class Portal:
    def __init__(self, *, demo: bool, host: str, say: Say) -> None:
        self.demo, self.host, self.say = demo, host, say
        self.state = paths.state_folder()
        self.logs = self.state / "logs"
        self.supervisor = Supervisor(say)
        self.env = {"PORTAL_STATE": str(self.state), **({"DEMO": "1"} if demo else {})}

    def run(self) -> None:
        claim = Claim(self.state)
        claim.take(address=settings.SITE_URL, say=self.say)
        Child.guard = guard = Guard(claim.file)
        try:
            refuse_full_disk(self.state)
            refuse_busy_port(self.host, settings.PORT)
            renew_logs(self.logs)
            with on_signals(interrupt):
                self.start()
                self.supervisor.watch()
        except KeyboardInterrupt:
            self.say("Stopping …")
        except OSError as trouble:
            what = trouble.filename or self.state
            raise Trouble(f"{what} cannot be used: {trouble.strerror or trouble}.") from trouble
        finally:
            try:
                self.supervisor.stop()
            finally:
                guard.close()
                claim.release()
        self.say("Stopped.")

    def start(self) -> None:
        if not os.environ.get("DATABASE_URL"):
            self.say("Starting the database")
            self.keep_server(EmbeddedPostgres(self.state))
        if not os.environ.get("CELERY_BROKER_URL"):
            self.keep_server(EmbeddedBroker(self.state))
        compile_catalogues()
        collect_static(self.state / "static.stamp")
        migrate(self.say)
        self.say("Starting the web server")
        web = self.keep(
            programs.web(
                port=settings.PORT,
                host=self.host,
                log=self.logs / "web.log",
                env={**self.env, "DATABASE_POOL": "1"},
            )
        )
        if not wait_until(lambda: answers(self.host, settings.PORT), web, 60, pause=0.1):
            raise Trouble(f"The web server does not answer. Its log says why: {web.log}")
        self.say(f"The portal runs at {settings.SITE_URL} (Ctrl-C stops it; logs in {self.logs})")
        at_once = int(os.environ.get("WORKER_PROCESSES", "2"))
        self.keep(programs.worker(at_once=at_once, log=self.logs / "worker.log", env=self.env))
        self.keep(programs.beat(log=self.logs / "beat.log", env=self.env))
        if self.demo:
            self.make_demo()

    def keep(self, child: Child) -> Child:
        return self.supervisor.keep(child)

    def keep_server(self, server: EmbeddedPostgres | EmbeddedBroker) -> None:
        server.start()
        self.keep(server.child)

    def make_demo(self) -> None:
        """In a program of its own, so that the portal is usable and watched meanwhile."""
        self.say("Making the demo; you can look around meanwhile")
        maker = Child("demo", DEMO_MAKER, env={**self.env, "PYTHONUNBUFFERED": "1"}, cwd=paths.ROOT)
        self.supervisor.once(maker)
        self.supervisor.watch(until=lambda: not maker.alive())
        maker.clear_away()
        if maker.running.returncode:
            self.say(f"The demo is not complete (see above and {self.logs}); the next start goes on with it.")
        self.say(f"The portal runs at {settings.SITE_URL} (Ctrl-C stops it)")


def migrate(say: Say) -> None:
    try:
        connection.ensure_connection()
    except OperationalError as trouble:
        raise Trouble(f"The database does not answer: {str(trouble).strip()}") from trouble
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            say("Preparing the database")
            call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as trouble:
        raise Trouble(f"The database could not be prepared: {str(trouble).strip()}") from trouble
    finally:
        connection.close()


def collect_static(stamp: Path) -> None:
    """Only when a static file changed since: compressing them takes seconds."""
    if settings.DEBUG:
        return
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{storage.location}/{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and Path(settings.STATIC_ROOT).exists():
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def refuse_busy_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            raise Trouble(
                f"Port {port} cannot be used ({trouble.strerror}): another program is on it, or it is not "
                f"allowed. Choose another one, for example: PORT={port + 1} make demo"
            ) from trouble


def answers(host: str, port: int) -> bool:
    try:
        page = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
        page.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return page.getresponse().status < 500
    except OSError:
        return False
    finally:
        page.close()


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt
