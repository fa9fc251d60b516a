"""What a submitted report is, and what may not be submitted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.refused import Refused
from tests.factories.usage import ATTESTATION, checked_report, received_report, submitted_report
from usage.admit_late_report import admit_late_report
from usage.check_report import check_report
from usage.declare_period import declare_period
from usage.missing_report import missing_report
from usage.models import Declaration, Period, Report
from usage.periods.open_period import open_period
from usage.submit_report import submit_report
from usage.usage_of_period import usage_of_period

pytestmark = pytest.mark.django_db


def submit(report, by, **fields):
    given = {"attestation": ATTESTATION, "completes_period": True, **fields}
    return submit_report(report=report, by=by, **given)


def close(agreement, label="2026-10") -> Period:
    period = open_period(agreement=agreement, label=label)
    period.state = Period.State.CLOSED
    period.save()
    return period


def test_the_attestation_is_kept_and_the_period_declared_complete(agreement, uma):
    report = submit(checked_report(agreement, "2026-10", by=uma), uma)
    assert (report.state, report.attestation, report.submitted_by) == ("submitted", ATTESTATION, uma)
    declaration = Declaration.objects.get()
    assert (declaration.kind, declaration.declared_by) == (Declaration.Kind.COMPLETE, uma)
    event = AuditEvent.objects.filter(event="report.submitted").get()
    assert (event.actor, event.partner) == (uma, agreement.partner)


def test_without_an_attestation_nothing_is_submitted(agreement, uma):
    with pytest.raises(Refused) as refusal:
        submit(checked_report(agreement, "2026-10", by=uma), uma, attestation="  ")
    assert refusal.value.code == "not_attested"


def test_only_the_reporting_side_submits(agreement, uma, vera, oscar, ruth):
    report = checked_report(agreement, "2026-10", by=uma)
    for person, answer in ((vera, PermissionDenied), (oscar, PermissionDenied), (ruth, Http404)):
        with pytest.raises(answer):
            submit(report, person)
    report.refresh_from_db()
    assert report.state == Report.State.CHECKED


def test_rejected_rows_are_left_out_only_by_someone_who_knows(agreement, uma):
    report = checked_report(agreement, "2026-10", [{}, {"market": "XX"}], by=uma)
    with pytest.raises(Refused) as refusal:
        submit(report, uma)
    assert refusal.value.code == "rejected_rows"
    submit(report, uma, leave_out_rejected=True)
    assert [bucket["rows"] for bucket in usage_of_period(period=report.period).buckets] == [1]


def test_a_report_without_an_accepted_row_cannot_be_submitted(agreement, uma):
    report = checked_report(agreement, "2026-10", [{"market": "XX"}], by=uma)
    with pytest.raises(Refused) as refusal:
        submit(report, uma, leave_out_rejected=True)
    assert refusal.value.code == "nothing_accepted"


def test_unchecked_and_submitted_reports_cannot_be_submitted(agreement, uma):
    for report in (
        received_report(agreement, "2026-10", by=uma),
        submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-01"}], by=uma),
    ):
        with pytest.raises(Refused) as refusal:
            submit(report, uma)
        assert refusal.value.code == "not_submittable"


def test_a_report_for_a_closed_period_is_kept_and_waits_as_late(agreement, uma):
    period = close(agreement)
    report = submit(checked_report(agreement, "2026-10", by=uma), uma)
    assert report.state == Report.State.LATE
    assert usage_of_period(period=period).buckets == []
    assert missing_report(period=period)


def test_a_late_report_counts_once_staff_admit_it_into_a_reopened_period(agreement, uma, oscar, adam):
    old = submitted_report(agreement, "2026-10", by=uma)
    period = close(agreement)
    late = submitted_report(agreement, "2026-10", [{"gross_revenue": "7"}], by=uma, replaces=old)
    old.refresh_from_db()
    assert (late.state, old.state) == (Report.State.LATE, Report.State.SUBMITTED)
    with pytest.raises(Refused, match="still closed"):
        admit_late_report(report=late, by=oscar)
    period.state = Period.State.OPEN
    period.save()
    with pytest.raises(PermissionDenied):
        admit_late_report(report=late, by=adam)
    admit_late_report(report=late, by=oscar)
    old.refresh_from_db()
    assert (late.state, old.state) == (Report.State.SUBMITTED, Report.State.REPLACED)
    assert [bucket["gross_revenue"] for bucket in usage_of_period(period=period).buckets] == ["7"]


def test_a_report_takes_the_place_of_the_one_it_names(agreement, uma):
    old = submitted_report(agreement, "2026-10", [{"gross_revenue": "1"}], by=uma)
    new = submitted_report(agreement, "2026-10", [{"gross_revenue": "2"}], by=uma, replaces=old)
    old.refresh_from_db()
    assert old.state == Report.State.REPLACED
    usage = usage_of_period(period=new.period)
    assert usage.reports == [new]
    assert [bucket["gross_revenue"] for bucket in usage.buckets] == ["2"]


def test_a_replacement_of_a_replacement_takes_the_place_of_both(agreement, uma):
    """The first correction was faulty and never submitted: what it was to replace must not count beside."""
    old = submitted_report(agreement, "2026-10", [{"gross_revenue": "1", "source_ref": "r1"}], by=uma)
    faulty = checked_report(agreement, "2026-10", [{"market": "XX"}], by=uma, replaces=old)
    rows = [{"gross_revenue": "2", "source_ref": "r1"}]
    new = submitted_report(agreement, "2026-10", rows, by=uma, replaces=faulty)
    states = [Report.objects.get(pk=each.pk).state for each in (old, faulty, new)]
    assert states == [Report.State.REPLACED, Report.State.REPLACED, Report.State.SUBMITTED]
    assert [bucket["gross_revenue"] for bucket in usage_of_period(period=new.period).buckets] == ["2"]


def test_a_report_that_is_being_checked_again_can_be_replaced(agreement, uma):
    old = checked_report(agreement, "2026-10", by=uma)
    new = checked_report(agreement, "2026-10", [{"gross_revenue": "2"}], by=uma, replaces=old)
    Report.objects.filter(pk=old.pk).update(state=Report.State.WAITING)
    submit(new, uma)
    assert Report.objects.get(pk=old.pk).state == Report.State.REPLACED
    assert not check_report(report_id=old.pk)


def test_usage_submitted_after_all_lifts_a_declaration_of_none(agreement, uma):
    period = open_period(agreement=agreement, label="2026-10")
    declare_period(period=period, reporter="partner", kind="nil", by=uma, attestation="No usage.")
    submit(checked_report(agreement, "2026-10", by=uma), uma, completes_period=False)
    assert missing_report(period=period)


def test_rows_submitted_by_another_report_meanwhile_are_found_by_checking_again(agreement, uma):
    """Two files repeat a source_ref; both were checked before either was submitted."""
    first = checked_report(agreement, "2026-10", [{"source_ref": "r1"}], by=uma)
    second = checked_report(agreement, "2026-10", [{"source_ref": "r1"}, {"source_ref": "r2"}], by=uma)
    assert (first.rejected, second.rejected) == (0, 0)
    submit(first, uma)
    with pytest.raises(Refused) as refusal:
        submit(second, uma)
    assert refusal.value.code == "checked_again"
    second.refresh_from_db()
    assert second.state == Report.State.WAITING
    check_report(report_id=second.pk)
    second.refresh_from_db()
    assert [(group["code"], group["count"]) for group in second.verdict["groups"]] == [("duplicate_row", 1)]
    submit(second, uma, leave_out_rejected=True)
    assert [bucket["rows"] for bucket in usage_of_period(period=first.period).buckets] == [2]


def test_a_submission_that_was_not_yet_to_be_seen_while_checking_is_found(agreement, uma):
    """Its time lies before the check began, its transaction ended after the check had looked."""
    first = checked_report(agreement, "2026-10", [{"source_ref": "r1"}], by=uma)
    second = checked_report(agreement, "2026-10", [{"source_ref": "r1"}, {"source_ref": "r2"}], by=uma)
    submit(first, uma)
    Report.objects.filter(pk=second.pk).update(check_started_at=first.submitted_at + timedelta(seconds=1))
    with pytest.raises(Refused) as refusal:
        submit(second, uma)
    assert refusal.value.code == "checked_again"


def test_reports_without_source_refs_are_not_checked_again(agreement, uma):
    first = checked_report(agreement, "2026-10", [{"quantity": "1"}], by=uma)
    second = checked_report(agreement, "2026-10", [{"quantity": "2"}], by=uma)
    submit(first, uma)
    assert submit(second, uma).state == Report.State.SUBMITTED
