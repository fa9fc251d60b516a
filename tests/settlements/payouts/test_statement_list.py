"""The list of statements: what is open, held and paid of each, and what was open over time."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from settlements.balances.access import entries_of
from settlements.balances.models import Entry
from settlements.balances.over_time import open_over_time
from settlements.statements.models import Statement
from settlements.statements.money_in_list import with_money
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import approve, hold, paid, prepared, received, requested
from tests.settlements.runs.steps import issued_run

LATER = datetime(2027, 3, 1, tzinfo=UTC)


def money_of(statement: Statement) -> tuple[Decimal, ...]:
    row = with_money(Statement.objects.filter(pk=statement.pk)).get()
    return row.open_now, row.held_now, row.paid_now


def amounts(*given: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, given))


@pytest.mark.django_db
class TestWhereTheMoneyIs:
    def test_what_the_licensor_pays(self, payable, fiona, april):
        assert money_of(payable) == amounts("20", "0", "0")
        hold(payable, "5.5")
        assert money_of(payable) == amounts("14.5", "5.5", "0")
        payout = approve(prepared(fiona), april)
        assert money_of(payable) == amounts("14.5", "5.5", "0"), "approved is not paid yet"
        paid(payout, fiona)
        assert money_of(payable) == amounts("0", "5.5", "14.5")

    def test_what_the_partner_pays(self, receivable, fiona, april):
        hold(receivable, "1")
        remittance = requested(fiona)
        assert money_of(receivable) == amounts("49", "1", "0")
        received(remittance, fiona, april, "20")
        assert money_of(receivable) == amounts("29", "1", "20")
        received(remittance, fiona, april)
        assert money_of(receivable) == amounts("0", "1", "49")

    def test_filtered_and_written_as_csv(self, client, payable, receivable, fiona, april, vera):
        paid(approve(prepared(fiona), april), fiona)
        hold(receivable, "1")
        client.force_login(vera)

        def found(where: str) -> list[dict]:
            page = client.get(reverse("statements"), {"money": where, "format": "csv"})
            return list(csv.DictReader(StringIO(page.getvalue().decode("utf-8-sig"))))

        [row] = found("paid")
        assert (row["Statement"], Decimal(row["Paid"])) == (payable.number, Decimal("20"))
        for where in ("open", "held"):
            [row] = found(where)
            assert row["Statement"] == receivable.number
            assert (Decimal(row["Open"]), Decimal(row["Held"])) == amounts("49", "1")
        assert len(found("nonsense")) == 2

    def test_no_query_more_for_more_statements(self, client, hosted, payable, fiona, april, vera):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse("statements")).status_code == 200
            return len(captured)

        client.force_login(vera)
        queries()  # what is read once and kept
        one = queries()
        submitted_report(hosted, "2026-10", [{"usage_date": "2026-10-05"}])
        issued_run("2026-10", fiona, april, hosted)
        assert queries() == one


def posted_in(day: str, statement: Statement) -> None:
    """The journal takes no change; the test lifts its guard to have a past."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE settlements_journaltransaction SET posted_at = %s WHERE subject = %s",
            [f"{day}T12:00Z", statement.number],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.django_db
class TestOverTime:
    def told(self, partner, now: datetime) -> dict[str, list[tuple]]:
        series = open_over_time(Entry.objects.filter(partner=partner), now=now)
        return {
            f"{each.currency} {'out' if each.payable else 'in'}": [
                (month.label, month.due, month.paid, month.open) for month in each.months
            ]
            for each in series
        }

    def test_open_at_each_month_s_end(self, payable, receivable, hosta, fiona, april):
        posted_in("2026-10-15", payable)
        posted_in("2026-09-30", receivable)
        payout = approve(prepared(fiona), april)
        paid(payout, fiona)
        hold(receivable, "1")
        this = datetime.now(UTC)
        told = self.told(hosta, this)
        out, owed = told["USD out"], told["USD in"]
        assert out[0] == ("2026-10", *amounts("20", "0", "20"))
        assert out[-1] == (f"{this:%Y-%m}", *amounts("0", "20", "0"))
        assert owed[0] == ("2026-09", *amounts("50", "0", "50"))
        assert {row[3] for row in owed} == {Decimal("50")}, "held is open"

    def test_no_more_than_thirteen_months_that_begin_with_what_was_open(self, payable, hosta):
        posted_in("2025-06-15", payable)
        rows = self.told(hosta, LATER)["USD out"]
        assert (len(rows), rows[0][0], rows[-1][0]) == (13, "2026-03", "2027-03")
        assert {row[1:] for row in rows} == {amounts("0", "0", "20")}

    def test_the_month_where_the_licensor_lives(self, payable, hosta, licensor):
        licensor.time_zone = "America/Los_Angeles"
        licensor.save()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE settlements_journaltransaction SET posted_at = '2026-11-01T03:00Z'")
            cursor.execute("SET LOCAL session_replication_role = origin")
        assert self.told(hosta, datetime(2026, 11, 2, tzinfo=UTC))["USD out"][0][0] == "2026-10"

    def test_on_both_pages(self, client, payable, receivable, vera, uma, adam):
        for person, name in ((vera, "statements"), (adam, "staff_statements")):
            client.force_login(person)
            page = client.get(reverse(name)).content.decode()
            assert page.count('<table class="trend">') == 2, name

    def test_a_rival_s_is_not_in_it(self, payable, rival, hosta, ruth, vera):
        assert entries_of(ruth, hosta).count() == 0
        assert open_over_time(entries_of(ruth, rival), now=LATER) == []
        assert open_over_time(entries_of(vera, hosta), now=LATER) != []
