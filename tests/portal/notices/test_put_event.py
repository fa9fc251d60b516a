"""An event is kept with its act, and its tasks are queued: none lost, a task perhaps twice."""

import socket
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings as given
from django.db import connections, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.notices import hint as hinting
from portal.notices.deliver_event import deliver_event
from portal.notices.models import OutboxEvent
from portal.notices.put_event import put_event
from portal.notices.sweep import KEPT, clear_delivered_events, deliver_waiting_events

EVENT = "thing.done"


@pytest.fixture(autouse=True)
def queued(settings, monkeypatch):
    """What the two subscribed tasks are given, in place of a broker; `fail` is raised instead."""
    settings.OUTBOX_SUBSCRIPTIONS = {EVENT: ["tests.first", "tests.second"], "nothing.follows": []}
    calls: list[tuple[str, list]] = []
    calls_fail: dict[str, Exception] = {}

    class Task:
        def __init__(self, name: str) -> None:
            self.name = name

        def apply_async(self, args: list) -> None:
            if fault := calls_fail.get(self.name):
                raise fault
            calls.append((self.name, args))

    monkeypatch.setattr(
        "portal.notices.deliver_event._tasks",
        lambda: {name: Task(name) for name in ("tests.first", "tests.second")},
    )
    monkeypatch.setattr(hinting.hint, "silent_until", float("-inf"))
    return type("Queued", (), {"calls": calls, "fail": calls_fail})


def long_ago(**moments: timedelta) -> None:
    now = timezone.now()
    OutboxEvent.objects.update(**{name: now - ago for name, ago in moments.items()})


@pytest.mark.django_db(transaction=True)
class TestCommit:
    def test_delivered_right_after_the_commit(self, queued, hosta):
        with transaction.atomic():
            event = put_event(event=EVENT, args=[7, "x"], partner=hosta)
            assert queued.calls == []
        event.refresh_from_db()
        assert event.delivered_at is not None
        assert queued.calls == [("tests.first", [7, "x"]), ("tests.second", [7, "x"])]

    def test_an_act_that_fails_tells_nothing(self, queued):
        def act() -> None:
            with transaction.atomic():
                put_event(event=EVENT, args=[1])
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            act()
        assert not OutboxEvent.objects.exists()
        assert queued.calls == []

    def test_only_inside_a_transaction(self):
        with pytest.raises(RuntimeError):
            put_event(event=EVENT, args=[])

    def test_only_events_that_are_named(self):
        with transaction.atomic(), pytest.raises(LookupError):
            put_event(event="thing.unheard", args=[])

    def test_a_broker_that_is_gone_fails_nothing_and_is_asked_once(self, queued):
        queued.fail["tests.second"] = OperationalError("no broker")
        with transaction.atomic():
            first = put_event(event=EVENT, args=[1])
            second = put_event(event=EVENT, args=[2])
        assert queued.calls == [("tests.first", [1])], "the second event did not wait for the broker too"
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.delivered_at, first.attempts, second.attempts) == (None, 1, 0)
        assert "no broker" in first.last_error
        queued.fail.clear()
        long_ago(created_at=timedelta(minutes=1), due_at=timedelta(0))
        assert deliver_waiting_events() == 2
        assert [args for name, args in queued.calls if name == "tests.second"] == [[1], [2]]

    def test_another_ones_event_is_left_to_them(self, queued):
        """While one delivers, its row is locked: the sweeper passes it by."""
        event = OutboxEvent.objects.create(event=EVENT, due_at=timezone.now())
        other = connections.create_connection("default")
        try:
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute("SELECT 1 FROM notices_outboxevent WHERE id = %s FOR UPDATE", [event.pk])
            assert not deliver_event(event_id=event.pk)
        finally:
            other.rollback()
            other.close()
        assert queued.calls == []
        assert deliver_event(event_id=event.pk)


@pytest.mark.django_db
class TestSweep:
    def put(self, **fields) -> OutboxEvent:
        then = timezone.now() - timedelta(minutes=1)
        event = OutboxEvent.objects.create(**{"event": EVENT, "args": [1], "due_at": then, **fields})
        OutboxEvent.objects.filter(pk=event.pk).update(created_at=then)
        return event

    def test_what_no_hint_brought_out_is_delivered_once(self, queued):
        self.put()
        assert deliver_waiting_events() == 1
        assert deliver_waiting_events() == 0
        assert len(queued.calls) == 2

    def test_it_stops_where_the_broker_does_not_answer(self, queued):
        for _number in range(3):
            self.put()
        queued.fail["tests.first"] = OperationalError()
        assert deliver_waiting_events() == 0
        assert sorted(OutboxEvent.objects.values_list("attempts", flat=True)) == [0, 0, 1]

    def test_an_event_that_fails_alone_stops_no_other_and_is_tried_ever_later(self, queued, caplog, settings):
        settings.OUTBOX_SUBSCRIPTIONS["bad.one"] = ["tests.nowhere"]
        bad = self.put(event="bad.one")
        self.put()
        waits = []
        for _attempt in range(5):
            deliver_waiting_events()
            bad.refresh_from_db()
            waits.append(bad.due_at - timezone.now())
            OutboxEvent.objects.filter(pk=bad.pk).update(due_at=timezone.now())
        assert "an event is not delivered" in caplog.text
        assert [round(wait.total_seconds()) for wait in waits] == [15, 30, 60, 60, 60]
        assert OutboxEvent.objects.get(event=EVENT).delivered_at

    def test_not_before_it_is_due(self, queued):
        self.put(due_at=timezone.now() + timedelta(seconds=30))
        assert deliver_waiting_events() == 0

    def test_delivered_ones_are_forgotten_after_a_week(self):
        now = timezone.now()
        self.put(delivered_at=now - KEPT - timedelta(hours=1))
        kept = [self.put(delivered_at=now - timedelta(days=6)), self.put(due_at=now - KEPT * 2)]
        assert clear_delivered_events() == 1
        assert list(OutboxEvent.objects.order_by("pk")) == kept


def test_every_task_subscribed_to_exists():
    from portal.config.subscriptions import SUBSCRIPTIONS

    current_app.loader.import_default_modules()
    for event, tasks in SUBSCRIPTIONS.items():
        for name in tasks:
            assert name in current_app.tasks, f"{event}: {name}"


def test_a_broker_that_never_answers_costs_a_request_a_second(tmp_path):
    """Measured on the web's own way in: accepted, then silence; and nobody there at all."""
    import os
    import subprocess
    import sys

    code = """
import time, portal.config.wsgi
from portal.notices.tasks import clear_delivered_events
started = time.monotonic()
try:
    clear_delivered_events.delay()
except Exception as fault:
    print(type(fault).__name__, time.monotonic() - started)
"""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for url in (f"redis://127.0.0.1:{silent.getsockname()[1]}/0", f"redis+socket://{tmp_path}/nobody"):
            env = {**os.environ, "CELERY_BROKER_URL": url, "DJANGO_SETTINGS_MODULE": "portal.config.settings"}
            done = subprocess.run(
                [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True, timeout=60
            )
            name, seconds = done.stdout.split()
            assert name == "OperationalError"
            assert float(seconds) < 5, "without limits it would wait for ever"
    assert given.CELERY_TASK_PUBLISH_RETRY_POLICY["max_retries"] == 1
