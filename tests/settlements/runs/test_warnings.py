"""What a run warns of, and that somebody has seen each of it before approval is asked for."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from agreements.eligibility.license_market import license_market
from agreements.models import AiModel, Market
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.runs.acknowledge_warnings import acknowledge_warnings
from settlements.runs.models import SettlementWarning
from settlements.runs.request_approval import request_approval
from settlements.runs.resettle import resettle
from settlements.runs.send_back_run import send_back_run
from tests.factories.agreements import make_agreement, make_terms, price
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import (
    acknowledge_all,
    approve,
    ecb,
    issued_run,
    requested_run,
    settle_all,
    settled_run,
    warnings_of,
)

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def usage(day: str = "2026-09-05", **members) -> list[dict]:
    return [{"usage_date": day, **members}]


def code_of(act, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    assert str(refusal.value)
    return refusal.value.code


def warned(run) -> dict[str, dict]:
    return dict(warnings_of(run).values_list("kind", "details"))


@pytest.fixture
def october(hosted, fiona, april):
    """September came to 20.00; October comes to 30.00 and is in review, with one warning."""
    submitted_report(hosted, SEPTEMBER, usage())
    issued_run(SEPTEMBER, fiona, april, hosted)
    submitted_report(hosted, OCTOBER, usage("2026-10-05", gross_revenue="150"))
    return settled_run(OCTOBER, fiona, hosted)


@pytest.mark.django_db
class TestWhatIsWarnedOf:
    def test_nothing_where_all_is_as_usual(self, usage_of_both, fiona):
        assert warned(settled_run(SEPTEMBER, fiona)) == {}

    @pytest.fixture
    def usage_of_both(self, hosted, remitted):
        for agreement in (hosted, remitted):
            submitted_report(agreement, SEPTEMBER, usage(currency=agreement.settlement_currency))

    @pytest.mark.parametrize(
        ("gross", "large"), [("125", False), ("125.05", True), ("75", False), ("74.95", True)]
    )
    def test_more_than_a_quarter_more_or_less(self, hosted, fiona, april, gross, large):
        submitted_report(hosted, SEPTEMBER, usage())
        issued_run(SEPTEMBER, fiona, april, hosted)
        submitted_report(hosted, OCTOBER, usage("2026-10-05", gross_revenue=gross))
        assert ("large_change" in warned(settled_run(OCTOBER, fiona, hosted))) == large

    def test_its_facts(self, october):
        [facts] = warned(october).values()
        assert (facts["period"], facts["currency"]) == (SEPTEMBER, "USD")
        assert (facts["before"], facts["after"]) == ("20.00", "30.00")

    @pytest.mark.parametrize(
        ("label", "rate_day", "used"),
        [
            # The last day of September 2026 is a Wednesday.
            (SEPTEMBER, "2026-09-30", None),
            (SEPTEMBER, "2026-09-29", ("2026-09-30", "2026-09-29")),
            # The last day of October is a Saturday, when no rate is made: Friday's is the newest.
            (OCTOBER, "2026-10-30", None),
            (OCTOBER, "2026-10-29", ("2026-10-31", "2026-10-29")),
        ],
    )
    def test_a_rate_older_than_the_last_working_day(self, hosta, fiona, label, rate_day, used):
        agreement = make_agreement(hosta, reporter="partner", starts=f"{label}-01")
        submitted_report(agreement, label, usage(f"{label}-05", currency="EUR"))
        ecb(rate_day, USD="1.1")
        found = warned(settled_run(label, fiona, agreement))
        wanted = {"currency": "EUR", "wanted": used[0], "used": used[1]} if used else None
        assert found == ({"older_fx_rate": {"rates": [wanted]}} if wanted else {})

    def test_each_day_of_usage_where_its_own_rate_counts(self, hosta, fiona):
        terms = make_terms("2026-09-01", fx_policy="usage_day")
        agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=[terms])
        days = ("2026-09-04", "2026-09-06", "2026-09-08")
        rows = [row for day in days for row in usage(day, currency="EUR")]
        submitted_report(agreement, SEPTEMBER, rows)
        ecb("2026-09-04", USD="1.1")  # a Friday: it serves the Sunday, and is old on the Tuesday
        [facts] = warned(settled_run(SEPTEMBER, fiona, agreement)).values()
        assert facts == {"rates": [{"currency": "EUR", "wanted": "2026-09-08", "used": "2026-09-04"}]}

    def test_revenue_that_only_a_price_per_unit_rates(self, hosta, fiona):
        terms = make_terms("2026-09-01", price("0.01", unit="output_tokens"))
        agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=[terms])
        submitted_report(agreement, SEPTEMBER, usage(gross_revenue="7"))
        [row] = warned(settled_run(SEPTEMBER, fiona, agreement))["revenue_not_shared"]["usage"]
        assert row["gross_revenue"] == "7"

    def test_a_model_where_it_is_not_licensed(self, hosted, fiona, ada):
        [row] = usage()
        report = submitted_report(hosted, SEPTEMBER, [row])
        model, market = report.buckets.values_list("model", "market").get()
        elsewhere = Market.objects.exclude(code=market)[:1]
        license_market(
            model=AiModel.objects.get(code=model), markets=list(elsewhere), by=ada, from_date=date(2026, 1, 1)
        )
        found = warned(settled_run(SEPTEMBER, fiona, hosted))
        assert found == {"unlicensed_usage": {"pairs": [{"model": model, "market": market}]}}


@pytest.mark.django_db
class TestAcknowledging:
    def test_before_approval_is_asked_for(self, october, fiona, april):
        assert code_of(request_approval, run=october, by=fiona) == "open_warnings"
        [row] = acknowledge_warnings(run=october, by=fiona, warnings=[warnings_of(october).get().pk])
        assert (row.acknowledged_by, row.acknowledged_at is None) == (fiona, False)
        event = AuditEvent.objects.get(event="warnings.acknowledged")
        assert (event.actor, event.partner, event.subject) == (fiona, None, f"run {october.pk}")
        assert event.details["warnings"] == {"large_change": [row.settlement.agreement.number]}
        run = request_approval(run=october, by=fiona)
        assert approve(run, april).state == "approved"

    def test_twice_is_once(self, october, fiona, both):
        acknowledge_all(october, fiona)
        assert acknowledge_warnings(run=october, by=both, warnings=[warnings_of(october).get().pk]) == []
        assert warnings_of(october).get().acknowledged_by == fiona
        assert AuditEvent.objects.filter(event="warnings.acknowledged").count() == 1

    def test_finance_only(self, october, april, oscar, uma):
        ids = [warnings_of(october).get().pk]
        for person in (april, oscar):
            with pytest.raises(PermissionDenied):
                acknowledge_warnings(run=october, by=person, warnings=ids)
        with pytest.raises(Http404):
            acknowledge_warnings(run=october, by=uma, warnings=ids)

    def test_in_review_only_and_of_this_run(self, october, remitted, fiona):
        ids = [warnings_of(october).get().pk]
        other = settled_run(SEPTEMBER, fiona, remitted)
        assert code_of(acknowledge_warnings, run=other, by=fiona, warnings=ids) == "warnings_gone"
        assert code_of(acknowledge_warnings, run=october, by=fiona, warnings=[]) == "warnings_gone"
        acknowledge_all(october, fiona)
        request_approval(run=october, by=fiona)
        assert code_of(acknowledge_warnings, run=october, by=fiona, warnings=ids) == "wrong_state"

    def test_not_who_acknowledged_approves(self, october, fiona, both):
        acknowledge_all(october, both)
        run = request_approval(run=october, by=fiona)
        with pytest.raises(PermissionDenied, match="acknowledged a warning"):
            approve(run, both)

    def test_what_is_approved_covers_it(self, october, fiona, april, both):
        acknowledge_all(october, fiona)
        run = request_approval(run=october, by=fiona)
        SettlementWarning.objects.update(acknowledged_by=both)
        assert code_of(approve, run=run, by=april) == "changed_since_shown"


@pytest.mark.django_db
class TestSettledAgain:
    def again(self, run, fiona):
        resettle(run=run, by=fiona)
        return settle_all(run)

    def test_stays_where_nothing_changed(self, october, fiona):
        acknowledge_all(october, fiona)
        assert warnings_of(self.again(october, fiona)).get().acknowledged_by == fiona

    def test_falls_where_its_facts_changed(self, october, hosted, fiona):
        acknowledge_all(october, fiona)
        seen = warnings_of(october).get()
        more = usage("2026-10-06", gross_revenue="1")
        submitted_report(hosted, OCTOBER, more, completes_period=False)
        self.again(october, fiona)
        row = warnings_of(october).get()
        assert (row.acknowledged_by, row.details["after"]) == (None, "30.20")
        ids = [seen.pk]
        assert code_of(acknowledge_warnings, run=october, by=fiona, warnings=ids) == "warnings_gone"


@pytest.mark.django_db
class TestLateReports:
    def late(self, hosted):
        return submitted_report(hosted, SEPTEMBER, usage(gross_revenue="5"), completes_period=False)

    def test_one_of_an_earlier_period(self, hosted, fiona, april):
        submitted_report(hosted, SEPTEMBER, usage())
        issued_run(SEPTEMBER, fiona, april, hosted)
        report = self.late(hosted)
        submitted_report(hosted, OCTOBER, usage("2026-10-05"))
        [late] = warned(settled_run(OCTOBER, fiona, hosted))["late_reports"]["reports"]
        assert late == {"report": report.pk, "file": report.file.name, "period": SEPTEMBER}

    def test_one_that_came_after_it_was_settled_has_to_be_seen_too(self, hosted, fiona, april):
        submitted_report(hosted, SEPTEMBER, usage())
        run = requested_run(SEPTEMBER, fiona, hosted)
        self.late(hosted)
        send_back_run(run=run, by=april, reason="a report came")
        run.refresh_from_db()
        assert code_of(request_approval, run=run, by=fiona) == "late_reports_came"
        resettle(run=run, by=fiona)
        settle_all(run)
        assert list(warned(run)) == ["late_reports"]
        acknowledge_all(run, fiona)
        assert request_approval(run=run, by=fiona).state == "requested"

    def test_one_that_comes_while_approval_is_asked_for_stops_nothing(self, hosted, fiona, april):
        submitted_report(hosted, SEPTEMBER, usage())
        run = requested_run(SEPTEMBER, fiona, hosted)
        self.late(hosted)
        assert approve(run, april).state == "approved"
