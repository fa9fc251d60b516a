"""What waits after an agreement's end is settled in a tail. Worked by hand, to the cent.

20 % of revenue, 10 % tax withheld, payout from 100.00 on, at least 400 a quarter. It ends with March.

March, 3000       earned 600.00, tax −60.00        540.00 due
April, a tail     correction +20.00, tax −2.00      18.00 due, below 100.00 and paid all the same
May, a tail       correction −30.00                −30.00: a debt of the partner
"""

from datetime import UTC, datetime

import pytest

from agreements.models import Agreement
from agreements.term.end_terms import end_terms
from portal.refused import Refused
from settlements.balances.verify_books import verify_books
from settlements.runs.cancel_run import cancel_run
from settlements.runs.estimates.accruals import accruals
from settlements.runs.hindrances import candidates
from settlements.runs.open_run import open_run
from settlements.runs.tails import next_tails
from tests.factories.agreements import make_agreement, make_terms
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import issued_run, settled_run
from tests.settlements.runs.tails import APRIL, MARCH, MAY, corrected, ended, ladder_of, statement_of
from usage.models import Period


@pytest.mark.django_db
class TestByHand:
    def test_the_next_month_takes_in_what_was_corrected(self, over, fiona, april):
        assert ladder_of(over, MARCH)["due_now"] == "540.00"
        corrected(over, fiona, "20.00")
        run = issued_run(APRIL, fiona, april)
        assert [each.agreement for each in run.settlements.all()] == [over]
        assert ladder_of(over, APRIL) == {
            "adjustments": "20.00",
            "withholding": "-2.00",
            "net_due": "18.00",
            "due_now": "18.00",
        }
        statement = statement_of(over, APRIL)
        assert statement.result_document["counters"]["default"]["base"] == "3000"
        assert statement.change is None, "there is no usage to compare"
        assert over.adjustments.get().settled_in == statement.number
        assert list(verify_books(thorough=True)) == []

    def test_one_tail_after_the_other_down_to_a_debt(self, over, fiona, april):
        corrected(over, fiona, "20.00")
        issued_run(APRIL, fiona, april)
        corrected(over, fiona, "-30.00", "DSP-2026-0002")
        issued_run(MAY, fiona, april)
        assert ladder_of(over, MAY) == {
            "adjustments": "-30.00",
            "net_due": "-30.00",
            "carried_forward": "-30.00",
        }
        assert next_tails() == [], "a debt alone is not told again"
        assert list(verify_books(thorough=True)) == []

    def test_what_the_partner_owes(self, rival, fiona, april):
        """The other direction: nothing is withheld."""
        agreement = ended(rival, fiona, april, collected_by="partner")
        corrected(agreement, fiona, "20.00")
        issued_run(APRIL, fiona, april)
        found = {"adjustments": "20.00", "net_due": "20.00", "due_now": "20.00"}
        assert ladder_of(agreement, APRIL) == found
        assert statement_of(agreement, APRIL).direction == "receivable"
        assert list(verify_books(thorough=True)) == []

    def test_a_balance_that_was_carried_before_the_end_was_known(self, hosta, fiona, april):
        """March: 20.00 earned, 2.00 withheld, 18.00 carried; then the agreement ends with it."""
        terms = make_terms("2026-03-01", withholding_rate="0.10", payout_threshold="100.00")
        agreement = make_agreement(hosta, reporter="partner", starts="2026-03-01", terms=[terms])
        submitted_report(agreement, MARCH, [{"usage_date": "2026-03-05", "gross_revenue": "100"}])
        issued_run(MARCH, fiona, april, agreement)
        Agreement.objects.filter(pk=agreement.pk).update(ends_date="2026-04-01")
        agreement.versions.update(to_date="2026-04-01")
        assert candidates(label=APRIL) == []
        end_terms()
        issued_run(APRIL, fiona, april)
        assert ladder_of(agreement, APRIL) == {
            "opening_balance": "18.00",
            "net_due": "18.00",
            "due_now": "18.00",
        }


@pytest.mark.django_db
class TestWhichPeriod:
    def test_none_while_nothing_waits(self, over, fiona):
        assert candidates(label=APRIL) == []
        assert accruals(user=fiona, label=APRIL) == []
        with pytest.raises(Refused) as refused:
            open_run(label=APRIL, by=fiona, agreements=[over])
        assert refused.value.sentence == f"{over.number}: 2026-04 lies outside its term."
        assert not Period.objects.filter(label=APRIL).exists()

    def test_none_before_the_last_period_is_settled(self, hosta, fiona):
        agreement = make_agreement(hosta, starts="2026-03-01", ends="2026-04-01")
        end_terms()
        corrected(agreement, fiona, "20.00")
        assert next_tails() == []

    def test_one_at_a_time(self, over, fiona):
        corrected(over, fiona, "20.00")
        [later] = candidates(label=MAY)
        assert later.hindrance == (
            "It has ended. What waits for it is settled in 2026-04: open a run of that period."
        )
        run = open_run(label=APRIL, by=fiona)
        [again] = candidates(label=APRIL)
        assert again.hindrance == f"It is in run {run.pk} already."
        cancel_run(run=run, by=fiona, reason="opened by mistake")
        assert open_run(label=APRIL, by=fiona)

    def test_after_an_end_in_the_middle_of_a_quarter(self, hosta, fiona, april):
        agreement = make_agreement(
            hosta, reporter="partner", starts="2026-01-01", ends="2026-02-11", period_length="quarter"
        )
        submitted_report(agreement, "2026-Q1", [{"usage_date": "2026-01-05"}])
        issued_run("2026-Q1", fiona, april)
        end_terms()
        corrected(agreement, fiona, "20.00")
        run = settled_run("2026-Q2", fiona)
        period = run.settlements.get().period
        assert (str(period.from_date), str(period.to_date)) == ("2026-04-01", "2026-07-01")

    def test_a_tail_is_over_first(self, over, fiona):
        corrected(over, fiona, "20.00")
        [found] = candidates(label=APRIL, now=datetime(2026, 4, 30, 23, tzinfo=UTC))
        assert found.hindrance == "2026-04 is not over yet in its time zone."
