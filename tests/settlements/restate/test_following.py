"""What later periods keep as issued: the balance that was carried, and the adjustments taken in."""

from decimal import Decimal

import pytest

from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import verify_books
from settlements.statements.opening import opening_of
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.settlements.restate.conftest import FEBRUARY, JANUARY, MARCH, row
from tests.settlements.restate.steps import approve, requested, versions
from tests.settlements.runs.steps import issued_run
from usage.periods.open_period import open_period

APRIL = "2026-04"


@pytest.mark.django_db
def test_the_balance_stays_as_it_was_carried(hosta, fiona, april):
    """20 %, paid from 100.00 on. January 300: 60.00 carried. February 300: 60 + 60 = 120.00 due.

    100 more in January: 80.00, of which 20.00 waits as an adjustment. February still opens with the 60.00
    that it really had; only what its windows have counted differs. March opens with nothing.
    """
    terms = make_terms("2026-01-01", share("0.20"), payout_threshold="100.00")
    agreement = make_agreement(hosta, reporter="partner", starts="2026-01-01", terms=[terms])
    for label in (JANUARY, FEBRUARY):
        submitted_report(agreement, label, [row(label, "300")])
        issued_run(label, fiona, april, agreement)
    assert versions(agreement, FEBRUARY)[0].due_now == Decimal("120.00")

    submitted_report(agreement, JANUARY, [row(JANUARY, "100")])
    approve(requested(agreement, JANUARY, fiona), april)
    restated = versions(agreement, JANUARY)[1]
    assert restated.carried_forward == Decimal("80.00"), "for reading"
    assert restated.reports.count() == 2, "reports of one reporter add up"
    first, second = versions(agreement, FEBRUARY)
    assert first.input_document["opening_balance"] == second.input_document["opening_balance"] == "60.00"
    assert second.result_document["ladder"] == first.result_document["ladder"]
    sums = [each.result_document["window"]["cap_earned"] for each in (first, second)]
    assert sums == ["120.00", "140.00"]
    assert Adjustment.objects.get().amount == Decimal("20.00")
    march = open_period(agreement=agreement, label=MARCH)
    assert opening_of(agreement=agreement, period=march).opening_balance == "0.00"
    assert verify_books(thorough=True) == []


@pytest.mark.django_db
def test_adjustments_taken_in_stay_where_they_are(quarter, corrected, fiona, april):
    """April took 100.05 in. Then 100 more in March: 10.00, all above the tier and the guarantee.

    April's counter opens higher, so it has a second version; that takes in 100.05 as well, and comes
    to the same.
    """
    approve(requested(quarter, JANUARY, fiona), april)
    submitted_report(quarter, APRIL, [row(APRIL, "100")])
    issued_run(APRIL, fiona, april, quarter)

    submitted_report(quarter, MARCH, [row(MARCH, "100")])
    approve(requested(quarter, MARCH, fiona), april)
    first, second = versions(quarter, APRIL)
    assert second.input_document["adjustments"] == first.input_document["adjustments"]
    assert second.result_document["ladder"] == first.result_document["ladder"]
    counters = [each.result_document["counters"]["default"]["base"] for each in (first, second)]
    assert counters == ["4100.5", "4200.5"]
    waiting = Adjustment.objects.get(settled_in="")
    assert (waiting.statement, waiting.amount) == (versions(quarter, MARCH)[0].number, Decimal("10.00"))
    assert waiting.reference.endswith(" v3")
    assert verify_books(thorough=True) == []
