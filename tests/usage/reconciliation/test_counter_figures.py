"""Host A reports, and the licensor hands in its own figures to compare; and the other way round."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from portal.refused import Refused
from tests.factories.agreements import bring_into_force, make_agreement
from tests.factories.amendments import amendment
from tests.factories.usage import (
    ATTESTATION,
    checked_report,
    countered,
    csv_bytes,
    received_report,
    submitted_report,
)
from usage.declare_period import declare_period
from usage.missing_report import missing_report
from usage.models import Bucket, Report
from usage.periods.open_period import open_period
from usage.periods.status import Status, status_of_periods
from usage.receive_report import receive_report
from usage.reconciliation.reconcile import reconcile
from usage.usage_of_period import usage_of_period
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db
OCTOBER = "2026-10"


def october(agreement) -> Status:
    found = {each.due.label: each for each in status_of_periods(agreement)}
    return found[OCTOBER].status


class TestTheyCountNowhere:
    def test_neither_in_usage_nor_in_the_period_s_state(self, agreement, uma, oscar):
        own = countered(agreement, OCTOBER, [{"quantity": "7"}], oscar)
        assert (own.state, own.reporter, own.counter) == ("submitted", "licensor", True)
        assert usage_of_period(period=own.period).buckets == []
        assert missing_report(period=own.period)
        assert not own.period.declarations.exists()
        assert october(agreement) == Status.DUE
        settles = submitted_report(agreement, OCTOBER, [{"quantity": "8"}], uma)
        usage = usage_of_period(period=own.period)
        assert (usage.reports, [each["quantity"] for each in usage.buckets]) == ([settles], ["8"])
        assert october(agreement) == Status.RECEIVED

    def test_a_declaration_of_no_usage_stands(self, agreement, uma, oscar):
        period = open_period(agreement=agreement, label=OCTOBER)
        declare_period(period=period, reporter="partner", kind="nil", by=uma, attestation=ATTESTATION)
        countered(agreement, OCTOBER, [{}], oscar)
        assert period.declarations.get().kind == "nil"

    def test_completing_the_period_with_them_completes_nothing(self, agreement, oscar):
        report = submitted_report(agreement, OCTOBER, [{}], oscar, counter=True, completes_period=True)
        assert not report.period.declarations.exists()


class TestBesideTheOtherSide:
    def test_the_very_same_file_proves_agreement(self, agreement, uma, oscar):
        rows = csv_bytes({"source_ref": "r1"}, {"source_ref": "r2"})
        submitted_report(agreement, OCTOBER, rows, uma)
        own = countered(agreement, OCTOBER, rows, oscar)
        assert (own.accepted, own.rejected) == (2, 0)  # the other side's source_refs are no repetitions
        found = reconcile(period=own.period)
        assert found.comparison.rows[0].pairs[0].verdict == "agrees"

    def test_but_not_twice_from_one_side(self, agreement, oscar):
        countered(agreement, OCTOBER, [{}], oscar)
        with pytest.raises(Refused) as refusal:
            received_report(agreement, OCTOBER, [{}], by=oscar, counter=True)
        assert refusal.value.code == "duplicate_file"

    def test_replaced_and_withdrawn_like_any_report(self, agreement, uma, oscar):
        submitted_report(agreement, OCTOBER, [{"quantity": "10"}], uma)
        first = countered(agreement, OCTOBER, [{"quantity": "9"}], oscar)
        second = countered(agreement, OCTOBER, [{"quantity": "10"}], oscar, replaces=first)
        first.refresh_from_db()
        assert first.state == "replaced"
        assert reconcile(period=second.period).counters == [second]
        withdraw_report(report=second, by=oscar)
        assert reconcile(period=second.period).counters == []

    def test_never_late_and_withdrawn_from_a_closed_period(self, agreement, oscar):
        period = open_period(agreement=agreement, label=OCTOBER)
        type(period).objects.filter(pk=period.pk).update(state="closed")
        own = countered(agreement, OCTOBER, [{}], oscar)
        assert own.state == "submitted"
        assert withdraw_report(report=own, by=oscar).state == "withdrawn"


class TestWhoMay:
    def test_only_the_other_side(self, agreement, uma, oscar, fiona, ruth):
        for person, kind in ((uma, PermissionDenied), (fiona, PermissionDenied), (ruth, Http404)):
            with pytest.raises(kind):
                received_report(agreement, OCTOBER, [{}], by=person, counter=True)
        with pytest.raises(PermissionDenied, match="counter-figures"):
            _receive(agreement, uma, "partner", counter=True)
        with pytest.raises(PermissionDenied, match="the partner reports"):
            _receive(agreement, oscar, "licensor", counter=False)
        assert not Report.objects.exists()

    def test_where_the_licensor_reports_the_partner_compares(self, licensor_agreement, uma, vera, oscar):
        submitted_report(licensor_agreement, OCTOBER, [{}], oscar)
        with pytest.raises(PermissionDenied, match="Uploader"):
            received_report(licensor_agreement, OCTOBER, [{"quantity": "9"}], by=vera, counter=True)
        own = countered(licensor_agreement, OCTOBER, [{"quantity": "9"}], uma)
        assert (own.reporter, own.counter) == ("partner", True)
        assert [row.differs for row in reconcile(period=own.period).comparison.rows] == [True]


def _receive(agreement, by, reporter: str, counter: bool) -> Report:
    return receive_report(
        by=by,
        agreement=agreement,
        period=open_period(agreement=agreement, label=OCTOBER),
        reporter=reporter,
        content=io.BytesIO(csv_bytes()),
        name="usage.csv",
        counter=counter,
    )


class TestWithoutRevenue:
    ROWS = (
        "usage_date,application,model,market,unit,quantity\n"
        "2026-10-05,search,llama-3.1-8b,DE,output_tokens,9\n"
    )

    def test_the_columns_may_be_left_out(self, agreement, uma, oscar):
        submitted_report(agreement, OCTOBER, [{"quantity": "10"}], uma)
        own = countered(agreement, OCTOBER, self.ROWS.encode(), oscar)
        assert Bucket.objects.get(report=own).currency == "XXX"
        [row] = reconcile(period=own.period).comparison.rows
        assert [(pair.of, pair.verdict) for pair in row.pairs] == [
            ("output_tokens", "beyond"),
            ("USD", "not_compared"),
        ]

    def test_only_in_counter_figures(self, agreement, uma):
        report = checked_report(agreement, OCTOBER, self.ROWS.encode(), by=uma)
        assert report.state == "refused"
        assert report.verdict["file_problems"][0]["details"]["columns"] == ["gross_revenue", "currency"]


class TestReporterChanges:
    """Whoever hands in figures for a period knows what they are for; new terms change nothing of that."""

    def test_counter_figures_never_become_those_that_settle(self, hosta, oscar):
        agreement = make_agreement(hosta, reporter="partner", starts="2026-06-01")
        own = countered(agreement, "2026-08", [{"usage_date": "2026-08-05"}], oscar)
        later = amendment(agreement, "2026-08-01", reporter="licensor")
        with pytest.raises(ValidationError, match="the other side would report"):
            bring_into_force(later)
        withdraw_report(report=own, by=oscar)
        bring_into_force(later)

    def test_those_of_earlier_periods_stay_counter_figures(self, hosta, uma, oscar):
        agreement = make_agreement(hosta, reporter="partner", starts="2026-06-01")
        july = countered(agreement, "2026-07", [{"usage_date": "2026-07-05"}], oscar)
        bring_into_force(amendment(agreement, "2026-08-01", reporter="licensor"))
        submitted_report(agreement, "2026-07", [{"usage_date": "2026-07-05", "quantity": "1"}], uma)
        assert reconcile(period=july.period).counters == [july]
        august = countered(agreement, "2026-08", [{"usage_date": "2026-08-05"}], uma)
        assert (august.reporter, august.counter) == ("partner", True)


def test_figures_are_summed_again_when_the_term_ends_earlier(hosta, uma, oscar):
    agreement = make_agreement(hosta, reporter="partner", starts="2026-06-01")
    rows = [{"usage_date": "2026-10-05"}, {"usage_date": "2026-10-25", "quantity": "5"}]
    submitted_report(agreement, OCTOBER, rows, uma)
    own = countered(agreement, OCTOBER, [*rows, {"usage_date": "2026-10-26", "quantity": "3"}], oscar)
    Report.objects.update(bucket_fingerprint="other terms")
    type(own.period).objects.filter(pk=own.period_id).update(to_date="2026-10-15")
    own.period.refresh_from_db()
    [row] = reconcile(period=own.period).comparison.rows
    assert (row.pairs[0].reported, row.pairs[0].countered) == (1000, 1000)
