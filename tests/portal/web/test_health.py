"""The health pages: alive without asking anybody, ready only when all three answer."""

import json
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from portal.embedded import programs
from portal.embedded.child import wait_until
from tests.portal_running import answers, free_port, log_file

SECRET = "correct-horse"


def test_alive_needs_no_database(client):
    """Without the db fixture every query fails."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db(transaction=True)
def test_ready_when_all_answer(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "broker": "ok", "storage": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_ready_leaves_nothing_in_the_storage(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.get("/readyz")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_storage_that_takes_nothing_is_named(client, db, settings, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    settings.MEDIA_ROOT = tmp_path / "file"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "ok", "broker": "ok", "storage": "fails"}


@pytest.mark.parametrize("broken", ["database", "broker"])
def test_what_fails_is_named_without_secrets(broken):
    """A real web server whose database, or broker, is not there."""
    nowhere, port = free_port(), free_port()
    addresses = {
        "database": {"DATABASE_URL": f"postgresql://portal:{SECRET}@127.0.0.1:{nowhere}/portal"},
        "broker": {"CELERY_BROKER_URL": f"redis://:{SECRET}@127.0.0.1:{nowhere}/0"},
    }
    env = {**addresses[broken], "SITE_URL": f"http://localhost:{port}"}
    web = programs.web(port=port, workers=1, log=log_file(f"without-{broken}"), env=env)
    web.start()
    try:
        assert wait_until(lambda: answers(port), web, 60)
        with pytest.raises(HTTPError) as refusal:
            urlopen(f"http://localhost:{port}/readyz", timeout=30)
    finally:
        web.stop(grace=3)
    assert refusal.value.code == 503
    text = refusal.value.read().decode()
    told = json.loads(text)
    assert [name for name in ("database", "broker", "storage") if told[name] == "fails"] == [broken]
    assert SECRET not in text
    assert SECRET not in log_file(f"without-{broken}").read_text()
