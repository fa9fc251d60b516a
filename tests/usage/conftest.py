"""What the tests of reports stand on."""

import io

import pytest
from django.urls import reverse

from agreements.models import Agreement
from portal.config.celery import app
from tests.factories.agreements import make_agreement
from tests.factories.usage import checked_report
from tests.scanners import scanner  # noqa: F401
from tests.scenes import scene
from usage.models import Report


@scene
def agreement(hosta) -> Agreement:
    """Host A reports its own usage, month by month."""
    return make_agreement(hosta, reporter="partner", title="Hosting in Europe")


@scene
def licensor_agreement(hosta) -> Agreement:
    """The licensor's staff report for Host A."""
    return make_agreement(hosta, reporter="licensor", title="Hosting in Japan")


@pytest.fixture
def inline_tasks():
    """Tasks run where they are queued: at the end of the request's transaction."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before


@scene
def report(agreement, uma) -> Report:
    """A checked file of three rows, two of them with problems."""
    rows = [{}, {"market": "XX", "model": "=cmd|' /C calc'!A0"}, {"usage_date": "31.10.2026"}]
    return checked_report(agreement, "2026-10", rows, by=uma, name="october.csv")


@pytest.fixture
def upload(client, agreement, uma, inline_tasks, django_capture_on_commit_callbacks):
    """Uma sends a file for October; `upload(b"…")` returns the page she ends on."""
    client.force_login(uma)

    def send(content: bytes, name: str = "usage.csv", *, query: str = "", follow: bool = True, **fields):
        file = io.BytesIO(content)
        file.name = name
        given = {"period": f"{agreement.number}/2026-10", "file": file, **fields}
        headers = given.pop("headers", {})
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(reverse("new_report") + query, given, headers=headers)
        return client.get(response["Location"]) if follow and response.status_code == 302 else response

    return send
