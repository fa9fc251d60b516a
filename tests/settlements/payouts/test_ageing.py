"""What partners owe by its age, worked by hand."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.http import Http404
from django.urls import reverse

from settlements.balances.models import Account
from settlements.balances.read import account_balance
from settlements.balances.release_hold import release_hold
from settlements.payouts.ageing import ageing, band_of, totals
from settlements.payouts.dates import today
from tests.factories.accounts import make_partner
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import hold, receive, requested
from tests.settlements.payouts.test_receipt_by_bank import by_bank
from tests.settlements.runs.pages import page_of
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(receivable, fiona, april):
    """Host B owes 7.00 USD of September: 10 % of 70.00."""
    hostb = make_partner("hostb", "Host B")
    terms = [make_terms("2026-09-01", share("0.10"))]
    agreement = make_agreement(hostb, collected_by="partner", starts="2026-09-01", terms=terms)
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": "70"}])
    issued_run("2026-09", fiona, april, agreement)
    return hostb


def amounts(row) -> list[str]:
    given = [row.not_asked, *row.bands.values(), row.total, row.held, row.too_much]
    return [f"{amount:.2f}" for amount in given]


@pytest.mark.parametrize(
    ("day", "band"),
    [
        ("2026-12-09", "not_due"),
        ("2026-12-10", "not_due"),
        ("2026-12-11", "days_1_30"),
        ("2027-01-09", "days_1_30"),
        ("2027-01-10", "days_31_60"),
        ("2027-02-08", "days_31_60"),
        ("2027-02-09", "days_61_90"),
        ("2027-03-10", "days_61_90"),
        ("2027-03-11", "over_90"),
    ],
)
def test_the_band_of_a_day(day, band):
    """Due on December 10: January 9 is the 30th day after, February 8 the 60th, March 10 the 90th."""
    assert band_of(date(2026, 12, 10), date.fromisoformat(day)) == band


def test_worked_by_hand(receivable, other, hosta, fiona):
    """Host A owes 50.00: 12.50 is held, 30.01 is left of its request after 7.49 came. Host B's 7.00 is not
    asked for. 45 days after the request was due, Host A's part is 31 to 60 days old."""
    remittance = requested(fiona, partner=hosta)
    hold(receivable, "12.50")
    receive(remittance, fiona, "7.49")
    rows = ageing(fiona, remittance.due_date + timedelta(days=45))
    assert [(row.partner, amounts(row)) for row in rows] == [
        ("Host A", ["0.00", "0.00", "0.00", "30.01", "0.00", "0.00", "30.01", "12.50", "0.00"]),
        ("Host B", ["7.00", "0.00", "0.00", "0.00", "0.00", "0.00", "7.00", "0.00", "0.00"]),
    ]
    [total] = totals(rows)
    assert amounts(total) == ["7.00", "0.00", "0.00", "30.01", "0.00", "0.00", "37.01", "12.50", "0.00"]
    assert rows[0].total == account_balance(hosta, Account.RECEIVABLE, "USD")


def test_what_came_free_is_not_asked_for_yet(receivable, hosta, fiona):
    hold(receivable, "12.50")
    remittance = requested(fiona)
    release_hold(reference="DSP-2026-000001", amount=None, key="refused", by=None)
    [row] = ageing(fiona, remittance.due_date)
    assert (row.not_asked, row.bands["not_due"], row.total) == (Decimal("12.50"), Decimal("37.50"), 50)


def test_what_was_paid_too_much_stands_apart(receivable, fiona):
    by_bank(requested(fiona), fiona, "60")
    [row] = ageing(fiona, today())
    assert (row.total, row.too_much) == (0, 10)


def test_the_page_and_the_csv(client, receivable, other, hosta, fiona, oscar, finn):
    requested(fiona, partner=hosta)
    client.force_login(fiona)
    shown = page_of(client, "remittances_ageing")
    for text in ("Host A", "$50.00", "Host B", "$7.00", "$57.00"):
        assert text in shown
    answer = client.get(reverse("remittances_ageing"), {"format": "csv"})
    lines = list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    found = [(line["partner"], line["currency"], Decimal(line["total"])) for line in lines]
    assert found == [("hosta", "USD", 50), ("hostb", "USD", 7)]
    assert Decimal(lines[0]["not_due"]) == 50
    for person, status in ((oscar, 403), (finn, 404)):
        client.force_login(person)
        assert client.get(reverse("remittances_ageing")).status_code == status
    with pytest.raises(Http404):
        ageing(finn, today())


def test_nobody_owes_anything(client, licensor, fiona):
    client.force_login(fiona)
    assert "Nobody owes anything" in page_of(client, "remittances_ageing")
