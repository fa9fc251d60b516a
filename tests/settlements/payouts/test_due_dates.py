"""What is due later is not paid yet: by the payment days of the agreement, and what staff choose."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.operations.edit_operations import edit_operations
from portal.web import formats
from settlements.payouts.dates import today
from settlements.payouts.due_groups import due_groups
from settlements.payouts.models import Payout
from settlements.payouts.positions import PAYABLE, positions
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, preparer, share
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import code_of, prepared
from tests.settlements.runs.pages import page_of, post
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


def issued(partner, fiona, april, *, collector: str = "licensor", revenue: str = "100", **operations):
    """September's statement; 20 % to the partner, or 10 % from it."""

    def say(version):
        edit_operations(version=version, operations=operations, by=preparer())

    agreement = make_agreement(
        partner,
        collected_by=collector,
        reporter="partner",
        starts="2026-09-01",
        terms=[make_terms("2026-09-01", share("0.20" if collector == "licensor" else "0.10"))],
        title=f"{collector} {revenue}",
        say=say if operations else None,
    )
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": revenue}])
    issued_run("2026-09", fiona, april, agreement)
    return Statement.objects.get(agreement=agreement)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def in_thirty(hosta, bank, fiona, april) -> Statement:
    """20.00, due thirty days after it was issued."""
    return issued(hosta, fiona, april, payment_days=30)


class TestPrepare:
    def test_what_is_due_later_waits_and_says_until_when(self, in_thirty, hosta, fiona):
        made = prepare_payouts(by=fiona)
        assert made.payouts == []
        sentence = f"$20.00 of {in_thirty.number} is due on {formats.day(in_days(30))}."
        assert made.left_out == [(hosta, "USD", sentence)]

    @pytest.mark.parametrize(
        "asked",
        [
            {"due_until": timedelta(days=30)},
            {"pay_date": timedelta(days=30)},
            {"also_later": True},
        ],
    )
    def test_until_the_day_it_is_due_or_also_later(self, in_thirty, fiona, asked):
        days = {
            name: today() + value if isinstance(value, timedelta) else value for name, value in asked.items()
        }
        assert prepared(fiona, **days).amount == 20

    @pytest.mark.parametrize("asked", ["due_until", "pay_date"])
    def test_not_the_day_before(self, in_thirty, fiona, asked):
        assert prepare_payouts(by=fiona, **{asked: in_days(29)}).payouts == []

    def test_the_day_chosen_goes_before_the_day_to_pay(self, in_thirty, fiona):
        assert prepare_payouts(by=fiona, pay_date=in_days(30), due_until=today()).payouts == []

    def test_without_payment_days_it_is_due_at_once(self, in_thirty, hosta, fiona, april):
        at_once = issued(hosta, fiona, april, revenue="50")
        made = prepare_payouts(by=fiona)
        [payout] = made.payouts
        assert [item.statement for item in payout.items.all()] == [at_once]
        sentence = f"$20.00 of {in_thirty.number} is due on {formats.day(in_days(30))}."
        assert made.later == [(hosta, "USD", sentence)]
        assert prepared(fiona, also_later=True).amount == 20

    def test_what_is_owed_later_is_not_netted_before(self, hosta, bank, fiona, april):
        issued(hosta, fiona, april, netting=True)
        issued(hosta, fiona, april, collector="partner", netting=True, payment_days=30)
        assert prepared(fiona).amount == 20

    def test_nor_is_it_paid_without_what_is_owed_at_once(self, hosta, bank, fiona, april):
        issued(hosta, fiona, april, netting=True)
        issued(hosta, fiona, april, collector="partner", netting=True, payment_days=30)
        assert prepared(fiona, also_later=True).amount == 10

    def test_a_day_to_pay_that_is_over_is_refused_as_before(self, in_thirty, fiona):
        assert code_of(prepare_payouts, by=fiona, pay_date=in_days(-2)) == "bad_date"


def test_groups_by_currency_and_day(in_thirty, hosta, rival, fiona, april):
    issued(hosta, fiona, april, revenue="50")
    issued(hosta, fiona, april, revenue="25", payment_days=30)
    issued(rival, fiona, april, revenue="10", payment_days=5)
    found = due_groups(positions(direction=PAYABLE))
    assert [(each.day, each.is_due, each.amount, each.statements, each.partners) for each in found] == [
        (None, True, Decimal(10), 1, 1),
        (in_days(5), False, Decimal(2), 1, 1),
        (in_days(30), False, Decimal(25), 2, 1),
    ]
    assert {each.currency for each in found} == {"USD"}


class TestPages:
    def test_both_sides_see_when_it_is_due(self, client, in_thirty, finn, fiona):
        day = formats.day(in_days(30))
        client.force_login(finn)
        assert f"$20.00 of {in_thirty.number} is due on {day}." in page_of(client, "payouts")
        client.force_login(fiona)
        shown = page_of(client, "staff_payouts")
        assert f"Everything until {day}" in shown
        assert f"$20.00 of {in_thirty.number} is due on {day}." in shown
        shown = client.get(f"/staff/payouts/?until={in_days(30).isoformat()}").content.decode()
        assert "$20.00 of 1 statement is unpaid and enters the next payout." in shown
        assert f'value="{in_days(30).isoformat()}"' in shown

    @pytest.mark.parametrize("day", ["soon", "2026-02-30", "99999-01-01"])
    def test_a_day_that_is_none_is_no_day(self, client, in_thirty, fiona, day):
        client.force_login(fiona)
        assert client.get("/staff/payouts/", {"until": day}).status_code == 200
        assert "could not be read" in post(client, "prepare_payouts", due_until=day)

    def test_prepared_as_asked(self, client, in_thirty, fiona):
        client.force_login(fiona)
        done = post(client, "prepare_payouts", whom="hosta USD")
        assert f"is due on {formats.day(in_days(30))}." in done
        assert not Payout.objects.exists()
        post(client, "prepare_payouts", whom="hosta USD", also_later="on")
        assert Payout.objects.get().amount == 20

    def test_what_is_left_is_told(self, client, in_thirty, hosta, fiona, april):
        issued(hosta, fiona, april, revenue="50")
        client.force_login(fiona)
        done = post(client, "prepare_payouts")
        assert "1 payout is prepared" in done
        assert f"$20.00 of {in_thirty.number} is due on" in done
