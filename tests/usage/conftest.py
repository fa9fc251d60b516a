"""What the tests of reports stand on."""

import pytest

from agreements.models import Agreement
from portal.config.celery import app
from tests.factories.agreements import make_agreement


@pytest.fixture
def agreement(hosta) -> Agreement:
    """Host A reports its own usage, month by month."""
    return make_agreement(hosta, reporter="partner", title="Hosting in Europe")


@pytest.fixture
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
