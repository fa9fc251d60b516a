"""The portal's own programs, really running on this test process's database and broker."""

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.core.management import call_command
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from portal.embedded import paths, programs
from portal.embedded.child import Child, wait_until

NAME = f"tests{os.getpid()}"


def wait_for(condition: Callable[[], object], seconds: float = 30):
    """The first true value of `condition()`; fails the test when none comes. Never asserts on speed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    pytest.fail(f"Nothing came of {getattr(condition, '__qualname__', condition)} within {seconds} s.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def surroundings(database: str) -> dict[str, str]:
    """Environment of a program that is to see this test process's database."""
    return {
        "DATABASE_URL": make_conninfo(**{**conninfo_to_dict(os.environ["DATABASE_URL"]), "dbname": database})
    }


def log_file(name: str) -> Path:
    folder = paths.state_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


@pytest.fixture(scope="session")
def worker_of_the_session(django_db_setup):
    """One Celery worker per test process; starting one takes seconds."""
    log = log_file("worker")
    worker = programs.worker(name=NAME, log=log, env=surroundings(django_db_setup.name))
    worker.start()
    if not wait_until(lambda: " ready" in log.read_text(), worker, 60):
        worker.stop()
        pytest.fail(f"The Celery worker did not start:\n{log.read_text()}")
    yield worker
    worker.stop(grace=3)
    forget_queue()


def forget_queue() -> None:
    """Leave nothing of ours on a broker that others use too."""
    with current_app.connection_for_write() as broker:
        broker.default_channel.queue_delete(os.environ["CELERY_QUEUE"])
        if broker.transport.driver_type == "redis":
            client = redis.from_url(os.environ["CELERY_BROKER_URL"].replace("redis+socket", "unix"))
            for key in client.scan_iter(f"{os.environ['CELERY_KEY_PREFIX']}*"):
                client.delete(key)


@pytest.fixture
def celery_worker_running(transactional_db, worker_of_the_session):
    """A real worker works off what the test queues. What is left in the queue afterwards is dropped.

    Between the tests that want it it does not listen: others that commit are not interfered with.
    """
    current_app.control.purge()
    if not worker_of_the_session.alive():
        worker_of_the_session.start()
    listen(True)
    yield worker_of_the_session
    if worker_of_the_session.alive():
        listen(False)
    current_app.control.purge()


def listen(yes: bool) -> None:
    """The worker takes work from the queue, or begins none; told until it answers, while it starts too."""
    tell = current_app.control.add_consumer if yes else current_app.control.cancel_consumer
    ours = [f"{NAME}@{socket.gethostname()}"]
    wait_for(lambda: tell(os.environ["CELERY_QUEUE"], destination=ours, reply=True, timeout=1), 60)


@dataclass(frozen=True)
class LivePortal:
    url: str
    web: Child


@pytest.fixture(scope="session")
def web_of_the_session(django_db_setup):
    """One web server (granian, as in production) per test process, with its style sheets and scripts."""
    call_command("collectstatic", verbosity=0, interactive=False)
    port = free_port()
    address = f"http://localhost:{port}"
    env = {**surroundings(django_db_setup.name), "SITE_URL": address}
    web = programs.web(port=port, workers=1, log=log_file("web"), env=env)
    web.start()
    if not wait_until(lambda: answers(port), web, 60):
        web.stop()
        pytest.fail(f"The web server did not start:\n{log_file('web').read_text()}")
    yield LivePortal(address, web)
    web.stop(grace=3)


@pytest.fixture
def live_portal(transactional_db, web_of_the_session):
    """The portal behind a real web server: `.url`. Use with `celery_worker_running` to have work done."""
    return web_of_the_session


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def tasks_run_inline(settings):
    """Tasks run at once, in the test's own process and transaction: for quick tests of one step.

    Commit hooks only run in a transactional test or with `django_capture_on_commit_callbacks(execute=True)`.
    """
    before = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = True
    yield
    current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = before
