"""What was paid too much is used for another request, or sent back; by two people, once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from settlements.balances.models import Entry
from settlements.payouts.access import staff_remittances
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.surplus.confirm_surplus_use import confirm_surplus_use
from settlements.payouts.surplus.drop_surplus_use import drop_surplus_use
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.surplus_left import surplus_left
from settlements.payouts.surplus.tell_surplus_sent_back import tell_surplus_sent_back
from settlements.payouts.surplus.tell_surplus_used import tell_surplus_used
from tests.settlements.payouts.steps import code_of, discrepancies, received

pytestmark = pytest.mark.django_db


def sent_back(receipt, by, **facts) -> SurplusUse:
    facts = {"day": date(2026, 10, 25), "reference": "OUR 9", **facts}
    return tell_surplus_sent_back(receipt=receipt, by=by, **facts)


class TestUsed:
    def test_the_next_request_receives_it(self, too_much, october, finn, fiona, april):
        """20.00 − 12.50 = 7.50 are still due, and then nothing."""
        use = tell_surplus_used(receipt=too_much, onto=october, by=fiona)
        assert (use.amount, surplus_left(too_much)) == (Decimal("12.50"), 0)
        assert staff_remittances(fiona).get(pk=october.pk).still_due == 20
        confirm_surplus_use(use=use, by=april)
        assert staff_remittances(fiona).get(pk=october.pk).still_due == Decimal("7.50")
        use.refresh_from_db()
        assert (use.paid_as.amount, use.paid_as.bank_reference) == (Decimal("12.50"), "NTRF 7")
        assert discrepancies() == []
        mail = Mail.objects.filter(kind="remittance_received").first()
        assert "$12.50" in mail.text
        assert received(october, fiona, april).state == "received"
        assert discrepancies() == []

    def test_at_most_what_is_due_there(self, too_much, october, fiona, april):
        received(october, fiona, april, "15")
        use = tell_surplus_used(receipt=too_much, onto=october, by=fiona)
        confirm_surplus_use(use=use, by=april)
        october.refresh_from_db()
        assert (use.amount, october.state) == (5, "received")
        assert surplus_left(too_much) == Decimal("7.50")
        confirm_surplus_use(use=sent_back(too_much, fiona), by=april)
        assert surplus_left(too_much) == 0
        assert code_of(sent_back, too_much, fiona) == "nothing_left"
        assert discrepancies() == []

    def test_paid_meanwhile(self, too_much, october, fiona, april):
        use = tell_surplus_used(receipt=too_much, onto=october, by=fiona)
        received(october, fiona, april, "10")
        assert code_of(confirm_surplus_use, use=use, by=april) == "too_much"
        drop_surplus_use(use=use, by=fiona)
        assert surplus_left(too_much) == Decimal("12.50")

    def test_of_a_request_that_is_over(self, too_much, october, fiona):
        paid = too_much.remittance
        assert code_of(tell_surplus_used, receipt=too_much, onto=paid, by=fiona) == "wrong_state"
        cancel_remittance(remittance=october, by=fiona, reason="wrong")
        assert code_of(tell_surplus_used, receipt=too_much, onto=october, by=fiona) == "wrong_state"


class TestSentBack:
    def test_nothing_is_posted_and_the_partner_is_told(self, too_much, finn, fiona, april):
        before = Entry.objects.count()
        confirm_surplus_use(use=sent_back(too_much, fiona), by=april)
        assert Entry.objects.count() == before
        assert surplus_left(too_much) == 0
        mail = Mail.objects.get(kind="surplus_sent_back", to=finn.email)
        assert "$12.50" in mail.text
        assert "OUR 9" in mail.text
        assert discrepancies() == []

    def test_a_day_that_has_not_come(self, too_much, fiona):
        tomorrow = timezone.localdate() + timedelta(days=2)
        assert code_of(sent_back, too_much, fiona, day=tomorrow) == "bad_date"
        assert code_of(sent_back, too_much, fiona, reference=" ") == "no_reference"


class TestTwoPeople:
    def test_never_one_s_own_word(self, too_much, fiona, april):
        use = sent_back(too_much, fiona)
        assert code_of(confirm_surplus_use, use=use, by=fiona) == "own_work"
        assert code_of(sent_back, too_much, april) == "told_already"
        confirm_surplus_use(use=use, by=april)
        assert code_of(confirm_surplus_use, use=use, by=april) == "decided"
        assert code_of(drop_surplus_use, use=use, by=fiona) == "decided"

    def test_nor_by_hand_in_the_database(self, too_much, fiona):
        use = sent_back(too_much, fiona)
        for change in ({"state": "confirmed", "decided_by": fiona}, {"amount": 1}):
            with pytest.raises(DatabaseError), transaction.atomic():
                SurplusUse.objects.filter(pk=use.pk).update(**change)

    def test_every_word_is_in_the_partner_s_trail(self, too_much, fiona, april):
        drop_surplus_use(use=sent_back(too_much, fiona), by=april)
        confirm_surplus_use(use=sent_back(too_much, april), by=fiona)
        events = AuditEvent.objects.filter(event__startswith="remittance.surplus").order_by("pk")
        names = ["told", "dropped", "told", "confirmed"]
        assert [each.event for each in events] == [f"remittance.surplus_{name}" for name in names]
        assert {each.partner for each in events} == {too_much.partner}


def test_the_books_name_a_use_beyond_what_was_too_much(too_much, fiona, april):
    confirm_surplus_use(use=sent_back(too_much, fiona), by=april)
    SurplusUse.objects.create(
        partner=too_much.partner,
        receipt=too_much,
        amount=1,
        day=date(2026, 10, 25),
        bank_reference="again",
        told_by=fiona,
    )
    [found] = discrepancies()
    assert (found.check, "13.5 is used" in found.sentence) == ("surplus", True)
