"""Other terms over settled periods: the figures an accountant would work out by hand."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.access import versions_with_rules
from portal.refused import Refused
from settlements.runs.what_if.replay import replay
from settlements.runs.what_if.what_if import what_if
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import ecb, issued_run
from tests.settlements.what_if.conftest import propose, settle_months

pytestmark = pytest.mark.django_db


def version_of(agreement, number):
    return versions_with_rules(agreement).get(number=number)


def tried(agreement, number=2, periods=12, factor="1"):
    version = version_of(agreement, number)
    return what_if(agreement=agreement, version=version, periods=periods, factor=Decimal(factor))


def shares(comparison):
    return [(str(row.share.old), str(row.share.new)) for row in comparison.periods]


def test_own_terms_settle_to_what_was_issued(running_on):
    """Counters, guarantee, cap, advance and balance run on in memory just as they did in the statements."""
    statements = Statement.objects.order_by("period__from_date")
    stored = [each.result_document for each in statements]
    inputs = [each.input_document for each in statements]
    assert replay(inputs=inputs, earlier=[], terms_of=lambda document: document["terms"]) == stored


def test_only_the_last_period_opens_as_it_did(running_on):
    comparison = tried(running_on, 1, periods=1)
    assert [row.label for row in comparison.periods] == ["2026-06"]
    assert comparison.share.difference == 0
    assert comparison.due.difference == 0


def test_twice_the_share(simple):
    propose(simple, share("0.40"))
    comparison = tried(simple)
    assert shares(comparison) == [("200.00", "400.00"), ("200.00", "400.00")]
    assert comparison.share.difference == Decimal("400.00")
    assert [row.rates for row in comparison.periods] == [(Decimal("0.2000"), Decimal("0.4000"))] * 2


def test_a_new_yearly_tier_counts_from_the_first_period_on(simple):
    """1,500 at 20 %, the rest at 10 %: March 1,000 × 20 %, April 500 × 20 % + 500 × 10 %."""
    propose(simple, share(("1500", "0.20"), "0.10", id="yearly", accumulate="year"))
    assert shares(tried(simple)) == [("200.00", "200.00"), ("200.00", "150.00")]


def test_the_volume_changes_both_sides(running_on):
    """Half of 1,000.00 a month: 1,500.00 is reached in May, never passed before June."""
    propose(running_on, share("0.20", id="one"))
    comparison = tried(running_on, factor="0.5")
    earned = [(row.applications["search"].old, row.applications["search"].new) for row in comparison.periods]
    assert earned == [
        (Decimal("100.00"), Decimal("100.00")),
        (Decimal("100.00"), Decimal("100.00")),
        (Decimal("100.00"), Decimal("100.00")),
        (Decimal("50.00"), Decimal("100.00")),
    ]


def test_applications_foot_to_the_share(running_on):
    propose(running_on, share("0.05", id="one"), minimum_guarantee={"amount": "400.00", "per": "quarter"})
    comparison = tried(running_on)
    for row in [*comparison.periods, comparison]:
        assert sum(pair.new for pair in row.applications.values()) == row.share.new
        assert sum(pair.old for pair in row.applications.values()) == row.share.old
    # March closes a quarter: 50 + 350. April to June: 150 + 250 at the end of June.
    assert [row.share.new for row in comparison.periods] == [
        Decimal(each) for each in ("400", "50", "50", "300")
    ]


def test_rights_of_the_first_day_count_throughout(simple):
    right = {"application": "search", "from": "2026-12-01", "uplift": "0.05"}
    later = {"application": "search", "from": "2027-01-01", "uplift": "0.50"}
    propose(simple, share("0.20"), exclusivity=[{"id": "x1", **right}, {"id": "x2", **later}])
    assert shares(tried(simple)) == [("200.00", "250.00"), ("200.00", "250.00")]


def test_the_rate_of_each_day_cuts_the_rows_anew(hosta, fiona, april):
    terms = [make_terms("2026-03-01", share("0.10"))]
    agreement = make_agreement(hosta, reporter="partner", starts="2026-03-01", terms=terms)
    ecb("2026-03-05", USD="1.10")
    ecb("2026-03-06", USD="1.20")
    ecb("2026-03-31", USD="1.00")
    rows = [
        {"usage_date": f"2026-03-0{day}", "currency": "EUR", "gross_revenue": "100", "source_ref": str(day)}
        for day in (5, 6)
    ]
    submitted_report(agreement, "2026-03", rows)
    issued_run("2026-03", fiona, april, agreement)
    propose(agreement, share("0.10"), fx_policy="usage_day")
    assert shares(tried(agreement)) == [("20.00", "23.00")]


def test_a_missing_rate_is_a_sentence(hosta, fiona, april):
    agreement = make_agreement(hosta, reporter="partner", starts="2026-03-01")
    ecb("2026-03-31", USD="1.00")
    settle_months(agreement, fiona, april, ["2026-03"], currency="EUR")
    propose(agreement, share("0.10"), fx_policy="usage_day")
    with pytest.raises(Refused, match=r"March 2026.*EUR") as refused:
        tried(agreement)
    assert refused.value.code == "missing_rate"


def test_usage_without_a_rule_is_counted(simple):
    propose(simple, share("0.20", application="accessibility"))
    comparison = tried(simple)
    assert comparison.unrated == 2
    assert shares(comparison) == [("200.00", "0.00"), ("200.00", "0.00")]


def test_nothing_settled_nothing_shown(hosta):
    agreement = make_agreement(hosta, reporter="partner", starts="2026-03-01")
    assert tried(agreement, 1) is None


def test_nothing_is_written(running_on):
    propose(running_on, share("0.40", id="one"), fx_policy="usage_day")
    version = version_of(running_on, 2)
    with CaptureQueriesContext(connection) as queries:
        what_if(agreement=running_on, version=version, periods=12)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert len(queries) < 12
