"""What a payout settles adds up to its amount, to the cent: lines, ladder, what went elsewhere."""

import csv
import re
from decimal import Decimal

import pytest

from portal.web.csv_response import csv_cell
from settlements.balances.release_hold import release_hold
from settlements.payouts.breakdown_of import Elsewhere, breakdown_faults, breakdown_of
from settlements.payouts.check_breakdowns import check_breakdowns
from tests.settlements.payouts.steps import approve, hold, paid, prepared, returned, sent

pytestmark = pytest.mark.django_db


def rest(payout) -> list[tuple]:
    """Statement, due, what went elsewhere, what is left, amount."""
    return [
        (each.statement.number, each.due, each.elsewhere, each.left, each.amount)
        for each in breakdown_of(payout).items
    ]


def test_a_statement_paid_in_full(payable, fiona, april):
    payout = approve(prepared(fiona), april)
    [item] = breakdown_of(payout).items
    assert [(rung.name, rung.amount) for rung in item.rungs] == [("earned", 20)]
    assert [line.amount for line in item.lines] == [20]
    assert (item.due, item.elsewhere, item.left, item.amount, item.is_part) == (20, [], 0, 20, False)
    assert list(breakdown_faults(breakdown_of(payout))) == []


def test_a_part_was_held_and_is_paid_later(payable, fiona, april):
    hold(payable, "7.50")
    first = paid(approve(prepared(fiona), april), fiona)
    held = Elsewhere("DSP-2026-000001", Decimal("-7.50"))
    assert rest(first) == [(payable.number, 20, [held], 0, Decimal("12.50"))]
    release_hold(reference="DSP-2026-000001", amount=None, key="decided", by=None)
    second = approve(prepared(fiona), april)
    earlier = Elsewhere(first.number, Decimal("-12.50"))
    assert rest(second) == [(payable.number, 20, [earlier], 0, Decimal("7.50"))]
    [item] = breakdown_of(first).items
    assert (item.elsewhere, item.others) == ([held], [second.number])
    assert list(check_breakdowns()) == []


def test_what_came_free_while_it_waited_stays_for_the_next(payable, fiona, april):
    hold(payable, "7.50")
    payout = prepared(fiona)
    release_hold(reference="DSP-2026-000001", amount=None, key="decided", by=None)
    payout = approve(payout, april)
    assert rest(payout) == [(payable.number, 20, [], Decimal("-7.50"), Decimal("12.50"))]
    assert list(check_breakdowns()) == []


def test_returned_and_paid_anew(payable, fiona, april):
    first = returned(sent(approve(prepared(fiona), april), fiona), fiona)
    second = approve(prepared(fiona), april)
    assert rest(first) == rest(second) == [(payable.number, 20, [], 0, 20)]
    assert list(check_breakdowns()) == []


def test_an_amount_that_does_not_add_up_is_found(payable, fiona, april):
    wrong = breakdown_of(approve(prepared(fiona), april))
    object.__setattr__(wrong.items[0], "due", Decimal("21"))
    assert "does not come to what was due" in next(breakdown_faults(wrong))


class TestPage:
    """Both sides read the same sums, and why it is only a part."""

    @pytest.mark.parametrize("url", ["/payouts/", "/staff/payouts/"])
    def test_what_is_paid_of_which_lines(self, client, payable, finn, fiona, april, url):
        hold(payable, "7.50")
        payout = approve(prepared(fiona), april)
        client.force_login(april if url.startswith("/staff") else finn)
        page = client.get(f"{url}{payout.number}/")
        text = " ".join(re.sub("<[^>]+>", " ", page.content.decode()).replace("\xa0", " ").split())
        assert f"due on {payable.number}," in text
        assert "was held for DSP-2026-000001." in text
        assert "Paid by this payout" in text
        [shown] = page.context["breakdown"]
        assert [(each["text"], each["amount"]) for each in shown.rungs] == [
            ("Earned", 20),
            ("Due now", 20),
            ("Held for DSP-2026-000001", Decimal("-7.50")),
            ("Paid by this payout", Decimal("12.50")),
        ]
        assert (shown.group["total"], shown.count, shown.more) == (20, 1, "")


class TestAdvice:
    """The file's amounts sum to the payout's."""

    @pytest.mark.parametrize("url", ["/payouts/", "/staff/payouts/"])
    def test_lines_and_what_was_held(self, client, payable, finn, fiona, april, url):
        hold(payable, "7.50")
        payout = approve(prepared(fiona), april)
        client.force_login(april if url.startswith("/staff") else finn)
        file = client.get(f"{url}{payout.number}/remittance-advice.csv")
        rows = list(csv.DictReader(b"".join(file).decode("utf-8-sig").splitlines()))
        assert [(row["row"], row["reference"]) for row in rows] == [
            ("line", ""),
            ("elsewhere", "DSP-2026-000001"),
        ]
        assert sum(Decimal(row["amount"]) for row in rows) == payout.amount == Decimal("12.50")
        assert {row["to_account"] for row in rows} == {csv_cell(payout.account.mask)}

    def test_not_for_others(self, client, payable, fiona, april, ruth):
        payout = approve(prepared(fiona), april)
        client.force_login(ruth)
        assert client.get(f"/payouts/{payout.number}/remittance-advice.csv").status_code == 404
