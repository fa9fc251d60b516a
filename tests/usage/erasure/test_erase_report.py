"""What goes when a report is erased, what stays, and who may do it when."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.audit.verify_chain import verify_chains
from portal.refused import Refused
from tests.factories.usage import submitted_report
from tests.usage.erasure.steps import erased, stored_of
from usage.cutting import Cutting
from usage.erasure import finish_erasure as finishing
from usage.erasure.ask_erasure import ask_erasure
from usage.erasure.decline_erasure import decline_erasure
from usage.erasure.erase_report import erase_report
from usage.erasure.finish_erasure import finish_erasure
from usage.erasure.finish_erasures import finish_erasures
from usage.models import Bucket, Erasure
from usage.recut import recut
from usage.resum_report import resum_report

pytestmark = pytest.mark.django_db


def test_bytes_rows_problems_and_names_go_and_nothing_else(settled, oscar):
    assert len(stored_of(settled)) == 3
    before = list(Bucket.objects.filter(report=settled).values())
    counted = (settled.rows, settled.accepted, settled.rejected, settled.file.size, settled.file.sha256)
    report = erased(settled, oscar)
    assert stored_of(report) == []
    assert (report.archive, report.problems, report.file.content.name) == ([], [], "")
    assert report.erased_at is not None
    assert "mustermann" not in str(report.verdict)
    [group] = report.verdict["groups"]
    assert (group["code"], group["count"], group["examples"]) == ("personal_data_suspected", 1, [])
    assert list(Bucket.objects.filter(report=report).values()) == before
    assert (report.rows, report.accepted, report.rejected, report.file.size, report.file.sha256) == counted
    erasure = report.erasures.get()
    assert (erasure.state, erasure.decided_by) == ("erased", oscar)
    events = AuditEvent.objects.filter(subject=f"report {report.pk}").values_list("event", flat=True)
    assert list(events)[-2:] == ["report.erasure_begun", "report.erased"]
    assert all(chain.findings == [] for chain in verify_chains())


def test_twice_changes_nothing(settled, oscar):
    report = erased(settled, oscar)
    again = erase_report(report=report, by=oscar, reason="Once more")
    finish_erasure(erasure_id=again.pk)
    assert Erasure.objects.count() == 1
    assert AuditEvent.objects.filter(event="report.erased").count() == 1


def test_a_worker_killed_between_bytes_and_row_is_followed_by_one_that_finishes(settled, oscar, monkeypatch):
    erase_report(report=settled, by=oscar, reason="Asked for")
    with monkeypatch.context() as patched:
        patched.setattr(finishing, "_finish", _killed)
        assert finish_erasures() == 0
    assert stored_of(settled) == []
    assert settled.erasures.get().state == "erasing"
    assert finish_erasures() == 1
    erasure = settled.erasures.get()
    assert (erasure.state, bool(erasure.source_refs)) == ("erased", True)
    assert finish_erasures() == 0


def _killed(*arguments, **named):
    raise RuntimeError("the worker is gone")


def test_a_storage_that_fails_in_the_middle_is_tried_again(settled, oscar, monkeypatch):
    erase_report(report=settled, by=oscar, reason="Asked for")
    names, delete = stored_of(settled), default_storage.delete

    def fails(name):
        if name == names[-1]:
            raise OSError("no answer")
        delete(name)

    with monkeypatch.context() as patched:
        patched.setattr(default_storage, "delete", fails)
        assert finish_erasures() == 0
    assert names[0] not in stored_of(settled)
    assert names[-1] in stored_of(settled)
    assert finish_erasures() == 1
    assert stored_of(settled) == []


def _november(ref: str) -> dict:
    return {"usage_date": "2026-11-03", "source_ref": ref}


def test_what_is_still_needed_is_refused_with_what_to_do(report, agreement, uma, oscar):
    submitted = submitted_report(agreement, "2026-11", [_november("a")], by=uma)
    for each, words in ((report, "Withdraw it first"), (submitted, "not settled yet")):
        with pytest.raises(Refused) as refusal:
            erase_report(report=each, by=oscar, reason="Asked for")
        assert refusal.value.code == "rows_needed"
        assert words in refusal.value.sentence
        each.refresh_from_db()
        assert each.erased_at is None
    submitted.state = "late"
    submitted.save()
    with pytest.raises(Refused, match="waits as late"):
        erase_report(report=submitted, by=oscar, reason="Asked for")


def test_who_may(settled, uma, adele, fiona, ruth, oscar):
    for person, answer in ((uma, Http404), (ruth, Http404), (fiona, PermissionDenied)):
        with pytest.raises(answer):
            erase_report(report=settled, by=person, reason="Asked for")
    for person, answer in ((uma, PermissionDenied), (ruth, Http404), (oscar, Http404)):
        with pytest.raises(answer):
            ask_erasure(report=settled, by=person, reason="Asked for")
    for act in (
        lambda: erase_report(report=settled, by=oscar, reason="  "),
        lambda: ask_erasure(report=settled, by=adele, reason=""),
    ):
        with pytest.raises(Refused, match="Say why"):
            act()


def test_a_partner_asks_and_staff_carry_it_out_or_say_why_not(settled, adele, oscar):
    asked = ask_erasure(report=settled, by=adele, reason="A customer left")
    assert ask_erasure(report=settled, by=adele, reason="Again") == asked
    decline_erasure(report=settled, by=oscar, answer="The audit of October is not over.")
    with pytest.raises(Refused, match="Nobody asks"):
        decline_erasure(report=settled, by=oscar, answer="Twice")
    second = ask_erasure(report=settled, by=adele, reason="It is over now")
    erasure = erase_report(report=settled, by=oscar, reason="As asked for")
    assert (erasure.pk, erasure.asked_by) == (second.pk, adele)
    assert erasure.reason == "It is over now\nAs asked for"


def test_the_database_holds_one_erasure_of_a_report(settled, adele):
    asked = ask_erasure(report=settled, by=adele, reason="A customer left")
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(report=settled, partner=settled.partner, state="asked")
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=asked.pk).update(state="declined")


def test_sums_for_other_terms_are_refused_in_words(settled, oscar):
    report = erased(settled, oscar)
    cutting = Cutting((), frozenset({"USD"}))
    for act in (
        lambda: resum_report(report=report, cutting=cutting),
        lambda: recut(period=report.period, reports=[report], cutting=cutting),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "rows_erased"
