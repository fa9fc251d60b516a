"""Celery is set up so that nothing is lost and nothing hangs (what kills really do: tests/scenarios)."""

import pytest
from celery import current_app
from celery.app.defaults import NAMESPACES, flatten
from django.conf import settings

from portal.config.environment import broker_options
from portal.embedded import programs

# Read by kombu's transports and result stores, not by Celery itself.
BEYOND_CELERY = {"visibility_timeout"}


def test_every_setting_is_one_that_celery_knows():
    """A name misspelt would be taken in silence."""
    known = {name for name, _option in flatten(NAMESPACES)} | BEYOND_CELERY
    ours = {name.removeprefix("CELERY_").lower() for name in dir(settings) if name.startswith("CELERY_")}
    assert ours <= known, ours - known
    assert len(ours) > 15


def test_a_task_is_taken_from_the_queue_only_when_it_is_done():
    conf = current_app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost) == (True, True)
    assert conf.worker_prefetch_multiplier == 1


@pytest.mark.parametrize("url", ["redis://broker:6379/0", "redis+socket:///run/broker.sock"])
def test_work_comes_back_later_than_the_longest_task_lasts(url):
    conf = current_app.conf
    twice = 2 * conf.task_time_limit
    assert broker_options(url, visibility=settings.CELERY_VISIBILITY_TIMEOUT)["visibility_timeout"] == twice
    assert conf.result_backend_transport_options["visibility_timeout"] == twice
    assert conf["visibility_timeout"] == twice


def test_the_supervisors_worker_has_no_second_grace(tmp_path):
    """The supervisor waits for running tasks before it sends SIGQUIT; then at once means at once."""
    assert current_app.conf.worker_soft_shutdown_timeout == 30
    assert programs.worker(log=tmp_path / "log", env={}).env["WORKER_SOFT_SHUTDOWN"] == "0"


def test_everything_in_the_timetable_and_the_outbox_is_a_task():
    current_app.loader.import_default_modules()
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    followed = {task for tasks in settings.OUTBOX_SUBSCRIPTIONS.values() for task in tasks}
    assert planned | followed <= set(current_app.tasks)
