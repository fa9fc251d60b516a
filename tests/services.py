"""An early plugin (`-p tests.services`): the servers the tests run on.

The controlling process gives the tests a temporary state folder, starts PostgreSQL and the broker in it
once and exports their addresses before Django's settings load; xdist's workers inherit them. Where
DATABASE_URL or CELERY_BROKER_URL is set, that server is used instead.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from portal.embedded import paths
from portal.embedded.broker import EmbeddedBroker
from portal.embedded.postgres import EmbeddedPostgres
from portal.embedded.trouble import Trouble
from portal.web.catalogues import compile_catalogues

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
# Settings the tests are written for, whatever the shell they start from has set.
SETTLED = {"SITE_URL": "http://localhost:8000", "PLAIN_STATIC": "1", "PORT": "8000"}
NEEDED = {
    "database": {"db", "transactional_db", "celery_worker_running"},
    "worker": {"celery_worker_running"},
}
LONG = ("tests/scenarios/", "tests/portal/embedded/", "tests/portal/notices/", "tests/browser/test_circle")
UNSET = (
    "DEBUG",
    "DEMO",
    "DEMO_PASSWORD",
    "DATABASE_POOL",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "PSEUDONYM_KEY",
    "ENCRYPTION_KEY",
    "MFA_KEY",
    "FILES_S3_BUCKET",
)


class Services:
    """The servers of one run, and where they keep their things."""

    def __init__(self) -> None:
        self.state = Path(tempfile.mkdtemp(prefix="portal-tests-")).resolve()
        self.state.chmod(0o711)  # PostgreSQL started by root is `nobody`, who must pass through
        self.servers = []
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = paths.database_url(self.state)
            self.servers.append(EmbeddedPostgres(self.state, careless=True))
        if "CELERY_BROKER_URL" not in os.environ:
            os.environ["CELERY_BROKER_URL"] = paths.broker_url(self.state)
            self.servers.append(EmbeddedBroker(self.state))

    def start(self) -> None:
        for server in self.servers:
            server.start()

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.stop()
        shutil.rmtree(self.state, ignore_errors=True)
        shutil.rmtree(paths.run_folder(self.state), ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "only tests that use the database, or only those with a real Celery worker"
    parser.addoption("--only", choices=list(NEEDED), help=text)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The longest begin, so that none is left alone at the end.
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if only := config.getoption("only"):
        chosen = [item for item in items if needs(item, NEEDED[only])]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


def needs(item: pytest.Item, fixtures: set[str]) -> bool:
    marked = "db" in fixtures and item.get_closest_marker("django_db")
    return bool(marked or fixtures & set(getattr(item, "fixturenames", ())))


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    """Before pytest-django loads the settings."""
    if WORKER:
        os.environ["PORTAL_STATE"] += f"/{WORKER}"
    else:
        services = Services()
        early_config.add_cleanup(services.stop)
        early_config.stash[SERVICES] = services
        os.environ["PORTAL_STATE"] = str(services.state)
        os.environ["PORTAL_TEST_RUN"] = str(os.getpid())
        os.environ.update(SETTLED)
        for name in UNSET:
            os.environ.pop(name, None)
    Path(os.environ["PORTAL_STATE"], "static").mkdir(parents=True)
    os.environ["CELERY_QUEUE"] = f"tests-{os.environ['PORTAL_TEST_RUN']}{WORKER}"
    os.environ["CELERY_KEY_PREFIX"] = f"{os.environ['CELERY_QUEUE']}-"
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """Registered late, so that our database fixtures stand before pytest-django's."""
    from tests import database, portal_running, scenes
    from tests.browser import chromium
    from tests.left_out import LeftOut
    from tests.scenarios import real_input
    from tests.settlements.statements.pdf import verapdf

    for each, reads in (
        (real_input, "the real traffic, prices and rates of SHARED_DATA"),
        (verapdf, "veraPDF's verdict"),
    ):
        config.addinivalue_line("markers", f"{each.MARK}: reads {reads}")
    config.pluginmanager.register(database, "tests.database")
    config.pluginmanager.register(portal_running, "tests.portal_running")
    config.pluginmanager.register(scenes, "tests.scenes")
    config.pluginmanager.register(LeftOut((chromium.NEED, real_input.NEED, verapdf.NEED)), "tests.left_out")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Before xdist starts its workers."""
    if WORKER or session.config.option.collectonly:
        return
    compile_catalogues()
    try:
        session.config.stash[SERVICES].start()
    except Trouble as trouble:
        raise pytest.UsageError(str(trouble)) from trouble


SERVICES = pytest.StashKey[Services]()
