"""Three disputes from the first doubt to the books, all through the pages, by the people whose work it is.

Host A's September: 1000.00 in Germany and 500.00 in Indonesia at 20 %: 200.00 and 100.00.
"""

from decimal import Decimal

import pytest

from settlements.balances.read import held_for
from settlements.disputes.models import Dispute
from settlements.disputes.sandbox.changes import changes_text
from settlements.engine.exact import plain as plain_number
from settlements.payouts.models import Payout, Remittance
from settlements.statements.models import Statement
from tests.settlements.disputes.pages import led_to, look, send
from tests.settlements.disputes.sandbox.looks import plain
from tests.settlements.disputes.sandbox.steps import usage_is
from tests.settlements.disputes.steps import OCTOBER, issued, line

pytestmark = pytest.mark.django_db
WHY = {"category": "usage", "text": "We count something else."}


def opened(client, person, statement: Statement, prefix: str, claimed: str) -> Dispute:
    where = (statement.number, line(statement, "DE").position)
    led_to(send(client, person, f"{prefix}dispute_line", *where, claimed_amount=claimed, **WHY))
    return Dispute.objects.get()


def proposed(client, dora, found: Dispute, amount: str, **more) -> None:
    found.refresh_from_db()
    [row] = found.lines.all()
    fields = {f"agreed_{row.pk}": amount, "version": str(found.version), "text": "By both sides' logs."}
    fields |= {"shown": f"{row.pk}:{plain_number(Decimal(amount))}", "step": "send", **more}
    led_to(send(client, dora, "propose_outcome", found.number, **fields))
    found.refresh_from_db()


def accepted(client, sigrid, found: Dispute) -> None:
    led_to(send(client, sigrid, "accept_outcome", found.number, version=str(found.version)))


def test_staff_doubt_usage(client, payable, dora, fred, sigrid, fiona):
    """50.00 doubted; by the other side's logs 833.35 was sold: 166.67, so 33.33 less."""
    found = opened(client, dora, payable, "staff_", "150.00")
    assert f"$50.00 of {payable.number} is held for {found.number}" in plain(
        look(client, fiona, "staff_payouts")
    )
    led_to(send(client, fiona, "prepare_payouts"))
    assert Payout.objects.get().amount == Decimal("250.00")

    found.refresh_from_db()
    asked = {"version": str(found.version), "text": "Which days did you count?"}
    led_to(send(client, dora, "ask_information", found.number, **asked))
    assert "The licensor’s clock stands still since" in look(client, fred, "dispute", found.number)
    led_to(send(client, fred, "give_information", found.number, text="The 5th and the 6th."))

    facts = {"gross_revenue-b1": "833.35"}
    assert "$166.67" in plain(look(client, dora, "recompute_dispute", found.number, **facts))
    basis = changes_text([usage_is(payable, "DE", "gross_revenue", "833.35")])
    proposed(client, dora, found, "166.67", basis=basis)
    assert "Germany: $833.35 instead of $1,000.00" in plain(
        look(client, sigrid, "accept_outcome", found.number)
    )
    accepted(client, sigrid, found)
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert held_for(found.number) == 0
    assert october.due_now == Decimal("166.67")  # 200.00 − 33.33
    assert found.number in look(client, fred, "statement", october.number)


def test_a_partner_asks_for_more(client, payable, dora, fred, sigrid, fiona):
    """50.00 more claimed, 20.00 agreed: nothing is held, and October pays 220.00."""
    found = opened(client, fred, payable, "", "250.00")
    assert held_for(found.number) == 0
    led_to(send(client, fiona, "prepare_payouts"))
    assert Payout.objects.get().amount == Decimal("300.00")
    led_to(send(client, dora, "staff_acknowledge_dispute", found.number, version=str(found.version)))
    proposed(client, dora, found, "220.00")
    accepted(client, sigrid, found)
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert october.due_now == Decimal("220.00")
    assert "$20.00" in plain(look(client, fred, "statement", october.number))
    led_to(send(client, fiona, "prepare_payouts"))
    assert Payout.objects.order_by("-pk").first().amount == Decimal("220.00")


def test_a_collector_disputes_what_it_owes(client, receivable, dora, fred, sigrid, fiona):
    """50.00 less claimed and agreed to: 250.00 is asked for, and October asks for 150.00."""
    found = opened(client, fred, receivable, "", "150.00")
    led_to(send(client, fiona, "request_remittances"))
    assert Remittance.objects.get().amount == Decimal("250.00")
    led_to(send(client, dora, "staff_acknowledge_dispute", found.number, version=str(found.version)))
    proposed(client, dora, found, "150.00")
    accepted(client, sigrid, found)
    assert "stays held until that statement is issued" in look(client, fred, "dispute", found.number)
    october = issued(receivable.agreement, fiona, "1000.00", label=OCTOBER)
    assert (october.due_now, held_for(found.number)) == (Decimal("150.00"), 0)
    assert found.number in look(client, fred, "statement_rung", october.number, "adjustments")
