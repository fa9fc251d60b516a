"""The journal as the licensor's own ledger takes it in."""

import csv
import io
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Licensor
from portal.audit.models import AuditEvent
from settlements.balances.general_ledger.map_account import map_account
from settlements.balances.general_ledger.models import LedgerAccount
from settlements.balances.models import Account
from tests.factories.agreements import make_agreement
from tests.settlements.balances.books import book, hold
from tests.settlements.balances.test_pages import DSP, OWN, PAY, STM, pay
from tests.settlements.payouts.steps import code_of
from tests.settlements.runs.pages import page_of

NUMBERS = {"share": "6100", "payable": "2100", "receivable": "1300", "held": "2190", "paid": "1000-01"}


@pytest.fixture
def books(hosted, remitted, rival, monkeypatch):
    """October, as Tokyo has it; the payment is of November there, and a statement in yen."""
    Licensor.objects.update(time_zone="Asia/Tokyo")

    def at(*moment: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))

    at(2026, 10, 20, 9)
    book(hosted, STM, "1000.1")
    book(remitted, OWN, "-70.5025")
    book(make_agreement(rival), "STM-2026-000009", "1500", currency="JPY")
    hold(hosted, STM, DSP, "300")
    at(2026, 10, 31, 15)
    pay(hosted, "450")
    monkeypatch.undo()


@pytest.fixture
def mapped(books, fiona):
    for account, code in NUMBERS.items():
        mapping(fiona, account, code, name=f"=Ledger, “{account}”")
    mapping(fiona, "share", "6190", currency="JPY")


def mapping(by, account: str, code: str, *, currency: str = "", name: str = "Ledger"):
    return map_account(account=account, currency=currency, code=code, name=name, by=by)


def file_of(client, from_date="2026-10-01", through="2026-10-31"):
    return client.get(reverse("general_ledger_file"), {"from_date": from_date, "through": through})


def lines_of(client, **days) -> list[dict]:
    return list(csv.DictReader(io.StringIO(file_of(client, **days).getvalue().decode(), newline="")))


def amount(row: dict) -> Decimal:
    return Decimal(row["debit"] or 0) - Decimal(row["credit"] or 0)


@pytest.mark.django_db
class TestExport:
    def test_each_transaction_and_each_currency_sum_to_zero(self, client, adam, mapped):
        client.force_login(adam)
        rows = lines_of(client, through="2026-11-01")
        assert len(rows) == 10
        sums = defaultdict(Decimal)
        for row in rows:
            assert bool(row["debit"]) != bool(row["credit"])
            sums[row["key"]] += amount(row)
            sums[row["currency"]] += amount(row)
        assert set(sums.values()) == {0}
        assert sum(amount(row) for row in rows if row["ledger_account"] == "2100") == Decimal("-1750.1")

    def test_a_line(self, client, adam, mapped, hosted):
        client.force_login(adam)
        [row] = [
            row for row in lines_of(client, from_date="2026-11-01", through="2026-11-01") if row["debit"]
        ]
        assert row == {
            "posting_date": "2026-11-01",
            "document": PAY,
            "cause": "payout_paid",
            "partner": "hosta",
            "agreement": hosted.number,
            "currency": "USD",
            "ledger_account": "2100",
            "ledger_account_name": "'=Ledger, “payable”",
            "debit": "450.00",
            "credit": "",
            "reference": STM,
            "key": f"paid {PAY}",
        }

    def test_decimals_are_the_currencys_or_all_there_are(self, client, adam, mapped):
        client.force_login(adam)
        debits = {(row["currency"], row["debit"]) for row in lines_of(client) if row["debit"]}
        assert debits == {("USD", "1000.10"), ("USD", "70.5025"), ("USD", "300.00"), ("JPY", "1500")}

    def test_a_currency_goes_before_every_currency(self, client, adam, mapped):
        client.force_login(adam)
        of_share = {row["currency"]: row["ledger_account"] for row in lines_of(client) if row["debit"]}
        assert of_share["JPY"] == "6190"
        codes = {row["ledger_account"] for row in lines_of(client) if row["currency"] == "USD"}
        assert codes == {"6100", "2100", "1300", "2190"}

    def test_the_same_days_give_the_same_bytes(self, client, adam, mapped, hosted):
        client.force_login(adam)
        first = file_of(client).getvalue()
        book(hosted, "STM-2026-000010", "5")
        adam.language = "ar"
        adam.save()
        assert file_of(client).getvalue() == first
        assert first.startswith(b"posting_date,document,")

    def test_what_is_not_mapped_is_named(self, client, adam, mapped, fiona):
        mapping(fiona, "held", "")
        client.force_login(adam)
        answer = client.get(file_of(client).url)
        assert "Held for a dispute (USD)" in answer.text
        assert "Payable to the partner (USD)" not in answer.text.split("Accounts in your ledger")[0]
        assert len(lines_of(client, from_date="2026-11-01", through="2026-11-01")) == 2

    @pytest.mark.parametrize(
        "days, told",
        [
            (("2026-10-31", "2026-10-01"), "The last day comes before the first"),
            (("2026-10-01", "2999-01-01"), "Choose a last day that is over"),
            (("2026-10-01", ""), "Choose the first and the last day"),
            (("yesterday", "2026-10-31"), "Choose the first and the last day"),
        ],
    )
    def test_days_that_make_no_sense(self, client, adam, mapped, days, told):
        client.force_login(adam)
        assert told in client.get(file_of(client, *days).url).text

    def test_who_took_it_is_recorded(self, client, adam, mapped):
        client.force_login(adam)
        file_of(client)
        event = AuditEvent.objects.get(event="ledger.exported")
        assert (event.actor, event.partner) == (adam, None)
        assert event.details == {"from_date": "2026-10-01", "through": "2026-10-31"}


@pytest.mark.django_db
class TestMapping:
    def test_its_history_is_in_the_trail(self, fiona):
        mapping(fiona, "share", "6100")
        mapping(fiona, "share", "6100")
        mapping(fiona, "share", "6200", name="Royalties")
        mapping(fiona, "share", "", name="")
        mapping(fiona, "share", "", name="")
        events = AuditEvent.objects.filter(event="ledger_account.mapped").order_by("pk")
        assert [(each.details["before"], each.details["after"]) for each in events] == [
            ("", "6100 Ledger"),
            ("6100 Ledger", "6200 Royalties"),
            ("6200 Royalties", ""),
        ]
        assert not LedgerAccount.objects.exists()

    @pytest.mark.parametrize("code", ["=1+1", "-5", "@x", "44\n00", "１２", "'4400"])
    def test_a_code_is_exported_as_it_was_typed(self, fiona, code):
        assert code_of(mapping, fiona, "share", code) == "bad_code"
        with pytest.raises(IntegrityError, match="ledger_account_code"), transaction.atomic():
            LedgerAccount.objects.create(account=Account.SHARE, code=code, name="Ledger")

    def test_a_name_is_needed(self, fiona):
        assert code_of(mapping, fiona, "share", "6100", name=" ") == "no_name"

    def test_finance_does_it(self, client, fiona, april):
        with pytest.raises(PermissionDenied):
            mapping(april, "share", "6100")
        client.force_login(fiona)
        address = f"{reverse('map_account')}?account=share&currency="
        fields = {"account": "share", "currency": "", "code": "6100", "name": "Royalties"}
        assert "The mapping is saved" in client.post(address, fields, follow=True).text
        assert 'value="6100"' in client.get(address).text
        assert "Royalties" in page_of(client, "general_ledger")
        assert client.post(address, {**fields, "code": "=1"}).status_code == 422
        client.force_login(april)
        assert "Say which" not in page_of(client, "general_ledger")
