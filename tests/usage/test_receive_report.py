"""Any bytes under any name are taken from those who report, once."""

import hashlib
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.files.models import StoredFile
from portal.refused import Refused
from tests.factories.agreements import make_draft_agreement
from tests.factories.usage import checked_report, csv_bytes, received_report, submitted_report
from usage.models import Report
from usage.periods.open_period import open_period
from usage.receive_report import receive_report
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db


def test_the_bytes_are_kept_as_they_came(agreement, uma):
    content = b"\xff\x00 not a report \r\n\x1a"
    report = received_report(agreement, "2026-10", content, by=uma, name="../../a/evil\u202ecsv.exe")
    assert report.file.content.read() == content
    assert report.file.sha256 == hashlib.sha256(content).hexdigest()
    assert report.file.name == "evilcsv.exe"
    assert report.state == Report.State.WAITING


def test_the_check_is_queued_once_the_report_is_committed(
    agreement, uma, inline_tasks, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report = received_report(agreement, "2026-10", by=uma)
        assert report.state == Report.State.WAITING
    report.refresh_from_db()
    assert report.state == Report.State.CHECKED


@pytest.mark.parametrize("person", ["vera", "finn", "oscar", "carla"])
def test_who_does_not_hold_the_role_is_refused(agreement, person, request):
    with pytest.raises(PermissionDenied):
        received_report(agreement, "2026-10", by=request.getfixturevalue(person))
    assert not Report.objects.exists()


def test_outsiders_find_nothing(agreement, ruth):
    with pytest.raises(Http404):
        received_report(agreement, "2026-10", by=ruth)


def test_staff_operations_report_where_the_licensor_does(licensor_agreement, oscar, uma, adam):
    assert received_report(licensor_agreement, "2026-10", by=oscar).uploaded_by == oscar
    for other in (uma, adam):
        with pytest.raises(PermissionDenied):
            received_report(licensor_agreement, "2026-10", [{"quantity": "7"}], by=other)


def test_the_other_side_does_not_report(agreement, uma):
    period = open_period(agreement=agreement, label="2026-10")
    with pytest.raises(PermissionDenied):
        receive_report(
            by=uma,
            agreement=agreement,
            period=period,
            reporter="licensor",
            content=io.BytesIO(b"x"),
            name="x",
        )


def test_a_draft_agreement_takes_no_report(hosta, uma):
    draft = make_draft_agreement(hosta, reporter="partner")
    with pytest.raises(Refused) as refusal:
        received_report(draft, "2026-10", by=uma)
    assert refusal.value.code == "not_in_force"


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(agreement, uma, settings):
    settings.USAGE_MAX_BYTES = 100
    with pytest.raises(Refused) as refusal:
        received_report(agreement, "2026-10", b"x" * 101, by=uma)
    assert refusal.value.code == "file_too_large"
    assert not StoredFile.objects.exists()


def test_the_same_file_is_taken_once_and_the_sentence_names_the_earlier_report(agreement, uma):
    first = received_report(agreement, "2026-09", by=uma, name="september.csv")
    with pytest.raises(Refused) as refusal:
        received_report(agreement, "2026-10", by=uma)
    assert refusal.value.code == "duplicate_file"
    assert f"report {first.pk} for September 2026 (“september.csv”)" in refusal.value.sentence
    assert StoredFile.objects.count() == 1


def test_a_refused_withdrawn_or_replaced_file_may_come_again(agreement, licensor_agreement, uma, oscar):
    refused = checked_report(agreement, "2026-10", b"nonsense", by=uma)
    assert refused.state == Report.State.REFUSED
    received_report(agreement, "2026-10", b"nonsense", by=uma)

    withdrawn = received_report(agreement, "2026-10", by=uma)
    withdraw_report(report=withdrawn, by=uma)
    old = submitted_report(agreement, "2026-10", by=uma)

    new = [{"gross_revenue": "5"}]
    submitted_report(agreement, "2026-10", new, by=uma, replaces=old)
    old.refresh_from_db()
    assert old.state == Report.State.REPLACED
    received_report(agreement, "2026-10", csv_bytes(), by=uma)
    received_report(licensor_agreement, "2026-10", csv_bytes(), by=oscar)


def test_only_a_report_of_the_same_period_that_counts_can_be_replaced(agreement, uma):
    old = checked_report(agreement, "2026-09", [{"usage_date": "2026-09-01"}], by=uma)
    with pytest.raises(Refused) as refusal:
        received_report(agreement, "2026-10", by=uma, replaces=old)
    assert refusal.value.code == "not_replaceable"

    received_report(agreement, "2026-09", [{"quantity": "2"}], by=uma, replaces=old)
    with pytest.raises(Refused, match="already being replaced"):
        received_report(agreement, "2026-09", [{"quantity": "3"}], by=uma, replaces=old)


def test_after_a_refused_replacement_another_may_replace(agreement, uma):
    old = submitted_report(agreement, "2026-10", by=uma)
    assert checked_report(agreement, "2026-10", b"\x00", by=uma, replaces=old).state == Report.State.REFUSED
    second = submitted_report(agreement, "2026-10", [{"gross_revenue": "3"}], by=uma, replaces=old)
    old.refresh_from_db()
    assert (old.state, second.state) == (Report.State.REPLACED, Report.State.SUBMITTED)
