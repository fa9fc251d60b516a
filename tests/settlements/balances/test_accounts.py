"""Accounts per agreement: balances on any day, from one day to another, and every entry's document."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Licensor
from portal.audit.models import AuditEvent
from settlements.balances.accounts.read import accounts, roll_forward, with_running_balance
from settlements.balances.models import Entry
from tests.settlements.balances.books import book, hold
from tests.settlements.balances.test_pages import DSP, OWN, PAY, STM, pay
from tests.settlements.runs.pages import page_of

NEXT = "STM-2026-000003"


@pytest.fixture
def books(hosted, remitted, rival, monkeypatch):
    """In Tokyo the 31st of October ends at 15:00 UTC: the hold is of that day, the payment of the next."""
    Licensor.objects.update(time_zone="Asia/Tokyo")

    def at(*moment: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))

    at(2026, 10, 20, 9)
    book(hosted, STM, "1000.10")
    book(remitted, OWN, "-70.50")
    at(2026, 10, 31, 14, 59)
    hold(hosted, STM, DSP, "300")
    at(2026, 10, 31, 15, 0)
    pay(hosted, "450")
    at(2026, 11, 12, 8)
    book(hosted, NEXT, "99")
    monkeypatch.undo()
    return hosted


def account_of(agreement, account: str):
    return Entry.objects.filter(agreement=agreement, account=account)


def balances(on: date | None = None) -> dict[tuple[str, str], Decimal]:
    name = "then" if on else "balance"
    rows = accounts(Entry.objects.all(), on=on)
    return {(row.agreement.number, row.account): getattr(row, name) for row in rows}


@pytest.mark.django_db
class TestBalances:
    def test_now_as_the_words_say_whoever_pays(self, books, remitted):
        ours, theirs = books.number, remitted.number
        assert balances() == {
            (ours, "share"): Decimal("1099.10"),
            (ours, "payable"): Decimal("349.10"),
            (ours, "held"): 300,
            (ours, "paid"): 450,
            (theirs, "share"): Decimal("70.50"),
            (theirs, "receivable"): Decimal("70.50"),
        }

    def test_on_a_day_of_the_licensor(self, books):
        eve, after = balances(date(2026, 10, 31)), balances(date(2026, 11, 1))
        assert (eve[books.number, "payable"], eve[books.number, "paid"]) == (Decimal("700.10"), 0)
        assert (after[books.number, "payable"], after[books.number, "paid"]) == (Decimal("250.10"), 450)
        assert set(balances(date(2026, 10, 19)).values()) == {0}


@pytest.mark.django_db
class TestRollForward:
    @pytest.mark.parametrize("account", ["share", "payable", "held", "paid"])
    @pytest.mark.parametrize("from_date", [None, date(2026, 10, 20), date(2026, 10, 31), date(2026, 11, 1)])
    @pytest.mark.parametrize("through", [None, date(2026, 10, 31), date(2026, 11, 30)])
    def test_it_adds_up(self, books, account, from_date, through):
        found = roll_forward(account_of(books, account), from_date=from_date, through=through)
        moved = sum(amount for _cause, _count, amount in found.movements)
        if from_date is None or through is None or from_date <= through:
            assert found.opening + moved == found.closing
        on = through or date(2026, 12, 31)
        assert found.closing == balances(on)[books.number, account]

    def test_by_cause(self, books):
        found = roll_forward(
            account_of(books, "payable"), from_date=date(2026, 10, 31), through=date(2026, 11, 30)
        )
        assert found.opening == Decimal("1000.10")
        assert found.movements == [
            ("Statement issued", 1, 99),
            ("Held for a dispute", 1, -300),
            ("Payout paid", 1, -450),
        ]
        assert found.closing == Decimal("349.10")

    def test_the_balance_after_each_entry(self, books):
        rows = with_running_balance(account_of(books, "payable")).order_by("pk")
        assert [row.running for row in rows] == [
            Decimal(amount) for amount in ("1000.10", "700.10", "250.10", "349.10")
        ]

    def test_large_amounts_keep_every_digit(self, hosted):
        amount = "1" * 60 + ".1234"
        book(hosted, STM, amount)
        assert str(balances()[hosted.number, "payable"]) == amount
        [row] = with_running_balance(account_of(hosted, "payable"))
        assert str(row.running) == amount
        assert (
            str(roll_forward(account_of(hosted, "payable"), from_date=None, through=None).closing) == amount
        )


def csv_of(client, name: str, *args, **query) -> list[dict]:
    answer = client.get(reverse(name, args=args), {**query, "format": "csv"})
    return list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines()))


@pytest.mark.django_db
class TestPages:
    def test_a_partner_in_its_words(self, client, vera, books):
        client.force_login(vera)
        page = page_of(client, "ledger_accounts", on="2026-10-31")
        for told in ("To be paid", "Held for disputes", "Still owed", "$700.10", "$349.10", "Asia/Tokyo"):
            assert told in page
        assert reverse("ledger_account", args=[books.number, "USD", "payable"]) in page

    def test_every_entry_leads_to_its_document(self, client, vera, books):
        client.force_login(vera)
        page = page_of(client, "ledger_account", books.number, "USD", "payable")
        for name, number in (("statement", STM), ("statement", NEXT), ("dispute", DSP), ("payout", PAY)):
            assert f'href="{reverse(name, args=[number])}"' in page
        assert "Opening" in page
        assert "Closing" in page

    def test_narrowed_by_days_and_cause_the_balance_stays_the_accounts(self, client, vera, books):
        client.force_login(vera)
        of = ("ledger_account", books.number, "USD", "payable")
        found = csv_of(client, *of, from_date="2026-11-01", cause="payout_paid")
        assert [(row["Document"], row["Debit"], row["Balance"]) for row in found] == [
            (PAY, "450.0000", "250.1000")
        ]
        assert len(csv_of(client, *of)) == 4
        assert len(csv_of(client, *of, through="2026-10-31")) == 2
        assert len(csv_of(client, *of, through="nonsense")) == 4

    def test_accounts_as_csv(self, client, vera, books):
        client.force_login(vera)
        now = {row["Account"]: row for row in csv_of(client, "ledger_accounts", account="paid")}
        assert list(now) == ["paid"]
        assert "Balance on the day" not in now["paid"]
        [row] = csv_of(client, "ledger_accounts", account="paid", on="2026-10-31")
        assert (Decimal(row["Balance on the day"]), Decimal(row["Balance now"])) == (0, 450)

    def test_a_look_by_staff_is_in_the_partners_trail(self, client, adam, books, hosta):
        client.force_login(adam)
        page = page_of(client, "staff_ledger_accounts")
        assert "Payable to the partner" in page
        page = page_of(client, "staff_ledger_account", books.number, "USD", "payable")
        assert f'href="{reverse("staff_payout", args=[PAY])}"' in page
        event = AuditEvent.objects.get(event="account.viewed")
        assert (event.partner, event.subject, event.actor) == (hosta, books.number, adam)

    def test_others_find_nothing(self, client, ruth, oscar, books):
        of = [books.number, "USD", "payable"]
        client.force_login(ruth)
        assert client.get(reverse("ledger_account", args=of)).status_code == 404
        assert books.number not in page_of(client, "ledger_accounts")
        client.force_login(oscar)
        assert client.get(reverse("staff_ledger_account", args=of)).status_code == 403

    @pytest.mark.parametrize("of", [["nothing"], ["USD", "nothing"]])
    def test_no_such_account(self, client, vera, books, of):
        client.force_login(vera)
        of = [books.number, *(["EUR", "payable"] if len(of) == 1 else of)]
        assert client.get(reverse("ledger_account", args=of)).status_code == 404

    @pytest.mark.parametrize("sort", ["then", "-then", "balance", "-name", "agreement"])
    @pytest.mark.parametrize("on", ["2026-10-31", "", "9999-99-99", "20266-01-01"])
    def test_any_order_and_any_day(self, client, vera, books, sort, on):
        client.force_login(vera)
        assert "To be paid" in page_of(client, "ledger_accounts", sort=sort, on=on)
