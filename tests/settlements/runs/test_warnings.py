"""What a run warns of."""

from datetime import date

import pytest

from agreements.eligibility.license_market import license_market
from agreements.models import AiModel, Market
from tests.factories.agreements import make_agreement, make_terms, price
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import (
    ecb,
    issued_run,
    settled_run,
    warnings_of,
)

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def usage(day: str = "2026-09-05", **members) -> list[dict]:
    return [{"usage_date": day, **members}]


def warned(run) -> dict[str, dict]:
    return dict(warnings_of(run).values_list("kind", "details"))


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
