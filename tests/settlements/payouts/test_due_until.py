"""What enters a batch by the payment days of the terms: 20.00 USD issued today, due in 30 days."""

from datetime import timedelta

import pytest

from agreements.operations.edit_operations import edit_operations
from portal.web import formats
from settlements.payouts.dates import today
from settlements.payouts.due_until import DueDay, due_days, due_until
from settlements.payouts.positions import PAYABLE, positions
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, preparer
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(hosta, bank, fiona, april) -> Statement:
    def say(version):
        edit_operations(version=version, operations={"payment_days": 30}, by=preparer())

    agreement = make_agreement(
        hosta, collected_by="licensor", reporter="partner", starts="2026-09-01", say=say
    )
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05"}])
    issued_run("2026-09", fiona, april, agreement)
    return Statement.objects.get(agreement=agreement)


def test_not_before_it_is_due_and_why(due, fiona):
    made = prepare_payouts(by=fiona)
    assert made.payouts == []
    day = formats.day(today() + timedelta(days=30))
    [(_partner, _currency, why)] = made.left_out
    assert why.endswith(f"of {due.number} is due on {day}.")


@pytest.mark.parametrize("days, count", [(29, 0), (30, 1)])
def test_everything_due_until_a_day(due, fiona, days, count):
    made = prepare_payouts(by=fiona, until=today() + timedelta(days=days))
    assert [payout.amount for payout in made.payouts] == [20] * count


def test_also_what_is_due_later(due, fiona):
    assert [payout.amount for payout in prepare_payouts(by=fiona, also_later=True).payouts] == [20]


def test_by_currency_and_day(due):
    found = due_until(positions(direction=PAYABLE), today())
    assert due_days(found) == [DueDay("USD", today() + timedelta(days=30), due.due_now, 1)]


def test_the_page_offers_both(due, client, fiona):
    client.force_login(fiona)
    page = client.get("/staff/payouts/").content.decode()
    assert "Everything due until" in page
    assert "Also what is due later" in page
    client.post("/staff/payouts/prepare/", {"also_later": "on"})
    assert due_days(due_until(positions(direction=PAYABLE), today())) == []
