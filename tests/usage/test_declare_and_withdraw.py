"""Declaring a period, and taking things back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.refused import Refused
from tests.factories.usage import checked_report, received_report, submitted_report
from tests.scenes import scene
from usage.declare_period import declare_period
from usage.missing_report import missing_report
from usage.models import Declaration, Period, Report
from usage.periods.open_period import open_period
from usage.usage_of_period import usage_of_period
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db


@scene
def period(agreement) -> Period:
    return open_period(agreement=agreement, label="2026-10")


def declare(period, by, kind="nil", **fields) -> Declaration:
    given = {"reporter": "partner", "attestation": "I confirm that there was no usage.", **fields}
    return declare_period(period=period, kind=kind, by=by, **given)


def close(period: Period) -> None:
    Period.objects.filter(pk=period.pk).update(state=Period.State.CLOSED)


def test_no_usage_is_declared_with_an_attestation(period, uma):
    assert missing_report(period=period)
    declaration = declare(period, uma)
    assert (declaration.kind, declaration.declared_by) == ("nil", uma)
    assert not missing_report(period=period)
    assert usage_of_period(period=period).buckets == []
    event = AuditEvent.objects.get(event="period.declared")
    assert event.details == {"kind": "nil", "attestation": "I confirm that there was no usage."}


def test_only_the_reporting_side_declares(period, vera, oscar, ruth):
    for person, answer in ((vera, PermissionDenied), (oscar, PermissionDenied), (ruth, Http404)):
        with pytest.raises(answer):
            declare(period, person)


@pytest.mark.parametrize("kind, code", [("nil", "has_reports"), ("complete", "no_reports")])
def test_a_declaration_must_fit_the_reports(period, agreement, uma, kind, code):
    if kind == "nil":
        checked_report(agreement, "2026-10", by=uma)
    with pytest.raises(Refused) as refusal:
        declare(period, uma, kind)
    assert refusal.value.code == code


def test_a_period_is_declared_complete_once_its_reports_are_submitted(period, agreement, uma):
    submitted_report(agreement, "2026-10", by=uma, completes_period=False)
    declare(period, uma, "complete")
    declare(period, uma, "complete")
    assert Declaration.objects.get().kind == "complete"


def test_an_empty_attestation_and_a_closed_period_are_refused(period, uma):
    with pytest.raises(Refused) as refusal:
        declare(period, uma, attestation=" ")
    assert refusal.value.code == "not_attested"
    close(period)
    with pytest.raises(Refused) as refusal:
        declare(period, uma)
    assert refusal.value.code == "period_closed"


def test_a_withdrawn_report_counts_nowhere_and_its_period_is_open_again(period, agreement, uma):
    report = submitted_report(agreement, "2026-10", by=uma)
    withdraw_report(report=report, by=uma)
    assert report.state == Report.State.WITHDRAWN
    assert usage_of_period(period=period).buckets == []
    assert missing_report(period=period)
    assert report.file.content.read(), "the file is kept"
    assert AuditEvent.objects.filter(event="period.undeclared").exists()


def test_what_counted_in_a_closed_period_stays(period, agreement, uma):
    counted = submitted_report(agreement, "2026-10", by=uma)
    close(period)
    late = submitted_report(agreement, "2026-10", [{"gross_revenue": "2"}], by=uma)
    with pytest.raises(Refused) as refusal:
        withdraw_report(report=counted, by=uma)
    assert refusal.value.code == "period_closed"
    assert withdraw_report(report=late, by=uma).state == Report.State.WITHDRAWN


def test_what_is_refused_or_withdrawn_is_not_withdrawn_again(agreement, uma):
    refused = checked_report(agreement, "2026-10", b"\x00", by=uma)
    withdrawn = withdraw_report(report=received_report(agreement, "2026-10", by=uma), by=uma)
    for report in (refused, withdrawn):
        with pytest.raises(Refused) as refusal:
            withdraw_report(report=report, by=uma)
        assert refusal.value.code == "not_withdrawable"


def test_only_the_reporting_side_withdraws(agreement, uma, vera, ruth):
    report = received_report(agreement, "2026-10", by=uma)
    for person, answer in ((vera, PermissionDenied), (ruth, Http404)):
        with pytest.raises(answer):
            withdraw_report(report=report, by=person)


def test_the_database_keeps_accounts_straight(agreement, uma):
    report = checked_report(agreement, "2026-10", by=uma)
    for wrong in ({"accepted": 5}, {"state": "submitted"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**wrong)
