"""Balances as their readers have them."""

import csv
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from settlements.balances.claim_beside import claim_beside
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import Posting, post
from tests.scenes import scene
from tests.settlements.balances.books import book, hold
from tests.settlements.runs.pages import page_of
from tests.settlements.statements.test_pages import words

STM, OWN = "STM-2026-000001", "STM-2026-000002"
DSP, PAY = "DSP-2026-000001", "PAY-2026-000001"


@transaction.atomic
def pay(agreement, amount: str) -> None:
    entries = [
        Posting(Account.PAYABLE, Decimal(amount), agreement, STM, PAY),
        Posting(Account.PAID, -Decimal(amount), agreement, STM, PAY),
    ]
    post(
        partner=agreement.partner,
        cause=JournalTransaction.Cause.PAYOUT_PAID,
        subject=PAY,
        key=f"paid {PAY}",
        currency="USD",
        entries=entries,
        by=None,
    )


@scene
def books(hosted, remitted, rival):
    book(hosted, STM, "1000")
    book(remitted, OWN, "-70.50")
    hold(hosted, STM, DSP, "300")
    hold(remitted, OWN, "DSP-2026-000002", "20", "receivable")
    pay(hosted, "450")
    with transaction.atomic():
        told = {"agreement": hosted, "statement": STM, "currency": "USD"}
        claim_beside(**told, reference="DSP-2026-000003", amount=Decimal(9))


def rows(client, name: str, **query) -> list[dict]:
    answer = client.get(reverse(name), {**query, "format": "csv"})
    return list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines()))


@pytest.mark.django_db
class TestPartner:
    def test_both_directions_in_words(self, client, vera, books):
        client.force_login(vera)
        text = words(client.get(reverse("balance")).text)
        assert "USD · You will receive To be paid $250.00" in text
        for told in ("Held for disputes $300.00", "Approved for payment $0.00", "Paid so far $450.00"):
            assert told in text
        assert "USD · You owe Still owed $50.50" in text
        assert "Left out while disputed $20.00" in text
        assert "DSP-2026-000003 STM-2026-000001 $9.00" in text

    def test_entries_lead_to_their_documents(self, client, vera, books):
        client.force_login(vera)
        page = page_of(client, "balance")
        assert f'href="{reverse("statement", args=[STM])}"' in page
        assert f'href="{reverse("dispute", args=[DSP])}"' in page
        assert f'href="{reverse("payout", args=[PAY])}"' in page

    def test_csv_is_for_machines_and_foots(self, client, vera, books):
        client.force_login(vera)
        found = rows(client, "balance")
        assert len(found) == 10
        sides = {name: sum(Decimal(row[name] or 0) for row in found) for name in ("Debit", "Credit")}
        assert sides["Debit"] == sides["Credit"] > 0
        assert {row["Account"] for row in rows(client, "balance", account="held")} == {"held"}
        assert len(rows(client, "balance", search=PAY)) == 2

    def test_a_rival_sees_nothing_of_it(self, client, ruth, books):
        client.force_login(ruth)
        page = page_of(client, "balance")
        assert "STM-2026" not in page
        assert "No entry yet" in page


@pytest.mark.django_db
class TestStaff:
    def test_one_row_per_partner_and_currency(self, client, adam, books, hosta):
        client.force_login(adam)
        [row] = rows(client, "staff_balances")
        told = {name: row[name] for name in row if row[name]}
        assert told.pop("Partner") == hosta.name
        assert told.pop("Currency") == "USD"
        assert {name: Decimal(value) for name, value in told.items()} == {
            "To be paid": 250,
            "Held": 300,
            "Approved for payment": 0,
            "Paid": 450,
            "To be received": Decimal("50.5"),
            "Left out, disputed": 20,
            "Received": 0,
            "Carried forward": 0,
        }
        page = page_of(client, "staff_balances", sort="-payable")
        assert f"{reverse('journal')}?partner=hosta&amp;currency=USD" in page
        assert "Nothing matches" in page_of(client, "staff_balances", search="rival")

    def test_the_journal_is_filtered(self, client, adam, books):
        client.force_login(adam)
        assert len(rows(client, "journal", partner="hosta", currency="usd")) == 10
        assert rows(client, "journal", partner="rival") == []
        assert len(rows(client, "journal", cause="hold_placed", account="held")) == 2
        assert "Debit: a cost" in page_of(client, "journal")

    def test_a_partners_page_shows_its_balance(self, client, adam, oscar, books):
        client.force_login(adam)
        page = page_of(client, "staff_partner", "hosta")
        assert "To be paid: $250.00" in page
        assert "Still owed: $50.50" in page
        client.force_login(oscar)
        assert "$250.00" not in page_of(client, "staff_partner", "hosta")

    def test_only_who_needs_it(self, client, oscar, books):
        client.force_login(oscar)
        for name in ("staff_balances", "journal"):
            assert client.get(reverse(name)).status_code == 403
