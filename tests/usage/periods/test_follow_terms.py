"""An amendment changes how long periods are, or who reports them: what is due, and what stands in its way."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from agreements.models import Version
from agreements.negotiation.accept_version import accept_version
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.runs.cancel_run import cancel_run
from settlements.runs.open_run import open_run
from tests.factories.agreements import make_agreement, propose_and_approve, signatory
from tests.factories.amendments import amend, amendment
from tests.factories.usage import checked_report, submitted_report
from tests.usage.periods.no_usage import declare_none
from usage.periods.due_periods import due_periods
from usage.periods.open_period import open_period
from usage.withdraw_report import withdraw_report

NOVEMBER = datetime(2026, 11, 26, 12, tzinfo=UTC)


def refused(version: Version) -> str:
    with pytest.raises(ValidationError) as refusal:
        propose_and_approve(version)
    return " ".join(refusal.value.messages)


@pytest.mark.django_db
class TestDue:
    def test_months_until_june_then_quarters(self, monthly):
        amend(monthly, "2026-07-01", period_length="quarter", reporter="licensor")
        found = due_periods(agreement=monthly, now=NOVEMBER)
        assert [(each.label, each.reporter) for each in found] == [
            ("2026-04", "partner"),
            ("2026-05", "partner"),
            ("2026-06", "partner"),
            ("2026-Q3", "licensor"),
            ("2026-Q4", "licensor"),
        ]
        assert (found[3].from_date, found[3].to_date) == (date(2026, 7, 1), date(2026, 10, 1))

    def test_quarters_then_months(self, hosta):
        agreement = make_agreement(hosta, starts="2026-05-20", period_length="quarter")
        amend(agreement, "2026-10-01", period_length="month")
        found = due_periods(agreement=agreement, now=NOVEMBER)
        assert [each.label for each in found] == ["2026-Q2", "2026-Q3", "2026-10", "2026-11"]

    def test_other_labels_are_refused_and_told_how_to_write_them(self, monthly):
        amend(monthly, "2026-07-01", period_length="quarter")
        with pytest.raises(Refused, match=r"begin from Jul 1, 2026 on\. Write them like 2026-Q4"):
            open_period(agreement=monthly, label="2026-07")
        with pytest.raises(Refused, match="Write them like 2026-10"):
            open_period(agreement=monthly, label="2026-Q2")
        assert open_period(agreement=monthly, label="2026-Q3").to_date == date(2026, 10, 1)


@pytest.mark.django_db
class TestLength:
    def test_empty_periods_go_and_the_audit_trail_keeps_them(self, monthly):
        for label in ("2026-06", "2026-07", "2026-08"):
            open_period(agreement=monthly, label=label)
        amend(monthly, "2026-07-01", period_length="quarter")
        assert [row.label for row in monthly.periods.all()] == ["2026-06"]
        gone = AuditEvent.objects.filter(event="period.removed").order_by("position")
        assert [(each.subject, each.partner) for each in gone] == [
            (f"{monthly.number} 2026-07", monthly.partner),
            (f"{monthly.number} 2026-08", monthly.partner),
        ]

    def test_a_period_with_a_report_stays_also_one_withdrawn(self, monthly, uma):
        report = checked_report(monthly, "2026-08", [{"usage_date": "2026-08-05"}], by=uma)
        withdraw_report(report=report, by=uma)
        sentence = refused(amendment(monthly, "2026-07-01", period_length="quarter"))
        assert sentence == (
            "With version 2 periods would be quarters, but work on August 2026 has begun already. "
            "Let the version begin with a later quarter."
        )

    def test_one_declared_stays_too_and_a_later_quarter_is_free(self, monthly, uma):
        declare_none(open_period(agreement=monthly, label="2026-09"), uma)
        assert "September 2026" in refused(amendment(monthly, "2026-07-01", period_length="quarter"))
        amend(monthly, "2026-10-01", period_length="quarter")

    def test_a_quarter_that_began_is_not_cut_into_months(self, hosta, uma):
        agreement = make_agreement(hosta, reporter="partner", starts="2026-04-01", period_length="quarter")
        declare_none(open_period(agreement=agreement, label="2026-Q3"), uma)
        assert "periods would be months" in refused(amendment(agreement, "2026-07-01", period_length="month"))

    def test_a_run_of_it_stands_in_the_way_also_cancelled(self, from_june, fiona):
        cancel_run(run=open_run(label="2026-07", by=fiona), by=fiona, reason="opened by mistake")
        assert "July 2026" in refused(amendment(from_june, "2026-07-01", period_length="quarter"))


@pytest.mark.django_db
class TestReporter:
    def test_figures_handed_in_already_stand_in_the_way_until_withdrawn(self, monthly, uma):
        report = submitted_report(monthly, "2026-09", [{"usage_date": "2026-09-05"}], by=uma)
        drafted = amendment(monthly, "2026-09-01", reporter="licensor")
        assert "the other side would report September 2026" in refused(drafted)
        withdraw_report(report=report, by=uma)
        accept_version(version=propose_and_approve(drafted), by=signatory(monthly.partner))

    def test_earlier_periods_are_no_hindrance(self, monthly, uma):
        submitted_report(monthly, "2026-09", [{"usage_date": "2026-09-05"}], by=uma)
        amend(monthly, "2026-10-01", reporter="licensor")
