"""What a payout settles: from the statement's lines, down the ladder, to the amount, to the cent."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest

from settlements.balances.release_hold import release_hold
from settlements.payouts.breakdown import breakdown_of
from settlements.statements.models import Statement
from settlements.tax.confirm_rate import confirm_rate
from settlements.tax.propose_rate import propose_rate
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import usable_accounts
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import approve, discrepancies, hold, paid, prepared
from tests.settlements.payouts.test_checks import by_hand
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db
ROWS = [("DE", "1000.10"), ("ID", "333.33"), ("JP", "0.07")]


@pytest.fixture
def taxed(hosta, finn, fiona, april) -> Statement:
    """20 % of 1000.10, 333.33 and 0.07: 200.02 + 66.67 + 0.01 = 266.70; 10 % tax: 26.67; 240.03 are due."""
    usable_accounts(hosta)
    facts = {"from_date": date(2026, 1, 1), "country": "DE", "default_rate": Decimal("0.1"), "source": "§"}
    confirm_rate(row=propose_rate(partner=hosta, by=fiona, **facts), by=april)
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    rows = [{"usage_date": "2026-09-05", "market": name, "gross_revenue": gross} for name, gross in ROWS]
    submitted_report(agreement, "2026-09", rows)
    issued_run("2026-09", fiona, april, agreement)
    return Statement.objects.get()


def advice(client, path: str) -> list[dict]:
    page = client.get(path)
    return list(csv.DictReader(StringIO(b"".join(page.streaming_content).decode("utf-8-sig"))))


def test_lines_and_ladder_add_up(client, taxed, finn, ruth, fiona, april):
    payout = paid(approve(prepared(fiona), april), fiona)
    [settled] = breakdown_of(payout)
    assert (settled.lines, settled.earned, settled.due_now) == (3, Decimal("266.70"), Decimal("240.03"))
    assert settled.rungs == {"withholding": Decimal("-26.67")}
    assert (settled.elsewhere, settled.comes_to, payout.amount) == (0, Decimal("240.03"), Decimal("240.03"))

    client.force_login(finn)
    shown = client.get(f"/payouts/{payout.number}/").text
    assert "3 lines" in shown
    assert "Tax withheld" in shown
    rows = advice(client, f"/payouts/{payout.number}/advice.csv")
    assert [(each["entry"], each["market"], each["amount"]) for each in rows] == [
        ("line", "DE", "200.02"),
        ("line", "ID", "66.67"),
        ("line", "JP", "0.01"),
        ("rung", "", "-26.67"),
        ("total", "", "240.03"),
    ]
    client.force_login(ruth)
    assert client.get(f"/payouts/{payout.number}/advice.csv").status_code == 404


def test_what_was_held_comes_with_another_payout(client, taxed, finn, fiona, april):
    hold(taxed, "12.50")
    first = paid(approve(prepared(fiona), april), fiona)
    [settled] = breakdown_of(first)
    assert (settled.elsewhere, settled.comes_to) == (Decimal("-12.50"), Decimal("227.53"))
    client.force_login(finn)
    assert "<bdi>$12.50</bdi> is held for DSP-2026-000001" in client.get(f"/payouts/{first.number}/").text

    release_hold(reference="DSP-2026-000001", amount=None, key="withdrawn", by=None)
    second = prepared(fiona)
    [settled] = breakdown_of(second)
    assert (settled.elsewhere, settled.comes_to) == (Decimal("-227.53"), Decimal("12.50"))
    assert f"<bdi>$227.53</bdi> is in {first.number}" in client.get(f"/payouts/{second.number}/").text
    assert discrepancies() == []


def test_a_line_changed_by_hand_is_named(taxed, fiona):
    payout = prepared(fiona)
    assert discrepancies() == []
    by_hand("UPDATE settlements_line SET amount = amount + 1 WHERE market = 'DE'")
    found = [str(each) for each in discrepancies() if each.check == "breakdowns"]
    assert found[0].startswith(
        f"settlements_payout {payout.pk}: {payout}: the lines of {taxed.number} lead to"
    )
