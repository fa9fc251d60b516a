"""Idempotency-Key: one effect, however often a request is sent."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from portal.api import once as once_module
from portal.api.forget_keys import forget_keys
from portal.api.models import IdempotencyKey
from tests.factories.api import Program, secret_of
from tests.factories.usage import checked_report, csv_bytes, submitted_report
from usage.api import reports as reports_module
from usage.models import Report

pytestmark = pytest.mark.django_db


def fields(agreement, *rows, **more) -> dict:
    file = SimpleUploadedFile("october.csv", csv_bytes(*rows), "text/csv")
    return {"agreement": agreement.number, "period": "2026-10", "file": file, **more}


def test_the_same_request_is_answered_as_the_first_time(program, agreement):
    first = program.upload(key="k1", **fields(agreement))
    again = program.upload(key="k1", **fields(agreement))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Location"] == first["Location"]
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert Report.objects.count() == 1


def test_another_request_with_the_key_is_refused(program, agreement):
    program.upload(key="k1", **fields(agreement))
    for other in (fields(agreement, {"quantity": "2"}), fields(agreement, correction="true")):
        answer = program.upload(key="k1", **other)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    elsewhere = program.post(
        f"periods/{agreement.number}/2026-09/declare/", {"kind": "nil", "confirm": True}, key="k1"
    )
    assert elsewhere.json()["code"] == "idempotency_key_reused"
    assert Report.objects.count() == 1


def test_a_key_is_the_tokens_own(program, agreement, uma):
    program.upload(key="k1", **fields(agreement))
    other = Program(secret_of(uma)).upload(key="k1", **fields(agreement, {"quantity": "2"}))
    assert other.status_code == 201
    assert Report.objects.count() == 2


def test_what_was_refused_can_be_tried_again_with_its_key(program, report):
    address = f"reports/{report.pk}/submit/"
    assert program.post(address, {"confirm": False}, key="k1").status_code == 422
    assert not IdempotencyKey.objects.exists()
    done = program.post(address, {"confirm": True, "leave_out_rejected": True}, key="k1")
    again = program.post(address, {"confirm": True, "leave_out_rejected": True}, key="k1")
    assert (done.status_code, again.status_code) == (200, 200)
    assert again.json() == done.json()


def test_a_refusal_that_puts_the_check_in_line_again_stays(program, agreement, uma):
    row = {"source_ref": "r1"}
    second = checked_report(agreement, "2026-10", [row, {"source_ref": "r2"}], by=uma)
    submitted_report(agreement, "2026-10", [row], by=uma)
    answer = program.post(f"reports/{second.pk}/submit/", {"confirm": True}, key="k1")
    assert answer.json()["code"] == "checked_again"
    second.refresh_from_db()
    assert second.state == Report.State.WAITING


@pytest.mark.parametrize("key", ["k" * 256, "two words", "ü"])
def test_keys_that_are_none_are_refused(program, agreement, key):
    answer = program.upload(key=key, **fields(agreement))
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_idempotency_key")


def test_keys_are_forgotten_after_two_days_and_not_before(program, agreement):
    program.upload(key="k1", **fields(agreement))
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=47))
    assert forget_keys() == 0
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=49))
    assert forget_keys() == 1


def in_two_threads(act) -> list:
    def one(_at):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_takes_effect_and_both_are_answered(agreement, uma, monkeypatch):
    """Both have come before either is done; the second waits for the first."""
    secret, both_here = secret_of(uma), threading.Barrier(2, timeout=30)
    claim = once_module._claim

    def wait_and_claim(*given):
        both_here.wait()
        return claim(*given)

    monkeypatch.setattr(once_module, "_claim", wait_and_claim)
    answers = in_two_threads(lambda: Program(secret).upload(key="k1", **fields(agreement)))
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Report.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_told_to_come_again(agreement, uma, monkeypatch):
    secret, released = secret_of(uma), threading.Event()
    monkeypatch.setattr(once_module, "PATIENCE", "300ms")
    receive, at_work = reports_module.receive_report, threading.Event()

    def slow(**given):
        at_work.set()
        released.wait(30)
        return receive(**given)

    monkeypatch.setattr(reports_module, "receive_report", slow)

    def first():
        try:
            return Program(secret).upload(key="k1", **fields(agreement))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(first)
        try:
            assert at_work.wait(30)
            second = Program(secret).upload(key="k1", **fields(agreement))
        finally:
            released.set()
        assert under_way.result().status_code == 201
    assert (second.status_code, second.json()["code"]) == (409, "idempotency_in_progress")
    assert Report.objects.count() == 1
