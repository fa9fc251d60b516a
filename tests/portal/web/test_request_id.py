"""Log lines can be followed from a request to the tasks it queued."""

import json
import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.config.logs import LOGS
from portal.notices.models import OutboxEvent
from portal.notices.tasks import deliver_waiting_events
from portal.web.request_id import ContextFilter, request_id
from tests.portal_running import log_file, wait_for
from usage.tasks import recheck_stuck_reports


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="portal.request")
    caplog.handler.addFilter(ContextFilter())
    return caplog


def test_each_request_leaves_one_line_with_the_id_its_answer_carries(client, lines):
    answer = client.get("/healthz")
    [line] = lines.records
    assert line.getMessage() == "GET /healthz 200"
    assert line.request_id == answer["X-Request-Id"] != ""


@pytest.mark.parametrize("given, kept", [("gateway-0001", True), ("short", False), ("a b\nc" * 4, False)])
def test_a_proxys_id_is_kept_where_it_is_one(client, given, kept):
    answer = client.get("/healthz", headers={"X-Request-Id": given.replace("\n", " ")})
    assert (answer["X-Request-Id"] == given) is kept


def test_the_key_of_a_password_reset_is_not_logged(client, db, lines):
    client.get(reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "c0ffee-secret"}))
    assert "c0ffee" not in lines.records[-1].getMessage()


def test_a_line_is_json_with_a_time_that_names_its_zone():
    formatter = logging.config.DictConfigurator(LOGS).configure_formatter(dict(LOGS["formatters"]["json"]))
    record = logging.makeLogRecord({"name": "portal", "levelname": "INFO", "msg": "A %s", "args": ("line",)})
    ContextFilter().filter(record)
    line = json.loads(formatter.format(record))
    assert line["message"] == "A line"
    assert line["at"].endswith("+00:00")
    assert {"level", "logger", "request_id", "task_id"} <= line.keys()


def test_the_lines_of_a_task_carry_the_id_of_its_request(celery_worker_running):
    token = request_id.set("gateway-0001")
    message = recheck_stuck_reports.delay()
    request_id.reset(token)

    def told():
        lines = map(json.loads, filter(is_json, log_file("worker").read_text().splitlines()))
        return [line for line in lines if line["task_id"] == message.id]

    assert {line["request_id"] for line in wait_for(told)} == {"gateway-0001"}


@pytest.mark.django_db(transaction=True)
def test_a_worker_goes_on_telling_once_it_delivered_an_event(celery_worker_running):
    """Each of its processes, however many events they deliver."""
    long_ago = timezone.now() - timedelta(minutes=1)
    for _event in range(4):
        OutboxEvent.objects.create(event="nobody.listens", due_at=long_ago)
        OutboxEvent.objects.update(created_at=long_ago)
        deliver_waiting_events.delay()
    wait_for(lambda: not OutboxEvent.objects.filter(delivered_at=None).exists())
    messages = [recheck_stuck_reports.delay() for _time in range(12)]
    ended = [f"[{message.id}] succeeded" for message in messages]
    wait_for(lambda: all(words in log_file("worker").read_text() for words in ended))


def is_json(line: str) -> bool:
    return line.startswith("{")


@pytest.mark.parametrize("path", ["/invitation/c0ffee-secret/", "/invitation/c0ffee-secret"])
def test_the_token_of_an_invitation_is_not_logged(client, db, caplog, path):
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(ContextFilter())
    client.get(path)
    formatter = logging.config.DictConfigurator(LOGS).configure_formatter(dict(LOGS["formatters"]["json"]))
    assert caplog.records
    for line in caplog.records:
        assert "c0ffee" not in formatter.format(line)
