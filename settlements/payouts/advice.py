"""The remittance advice of a payout as rows: every line of every statement it settles, then what leads on."""

from collections.abc import Iterator
from decimal import Decimal

from portal.money.rounding import round_money
from settlements.payouts.breakdown import Settled, breakdown_of
from settlements.payouts.models import Payout
from settlements.payouts.sums import total_of
from settlements.statements.models import Line

COLUMNS = (
    "payout partner currency pay_date bank_reference statement period agreement entry kind clause "
    "application model market unit amount key"
)
"""`entry`: line, rung, carried_forward, elsewhere; the amounts of one payout sum to what it pays."""


def advice_rows(payout: Payout) -> Iterator[list]:
    yield COLUMNS.split()
    day = payout.paid_date or (payout.batch.pay_date if payout.batch else None)
    head = [payout.number, payout.partner.code, payout.currency, day, payout.bank_reference]
    settled = breakdown_of(payout)
    for each in settled:
        statement = each.item.statement
        whose = [*head, statement.number, statement.period.label, statement.agreement.number]
        for *row, amount, key in _rows(each):
            yield [*whose, *row, round_money(amount, payout.currency), key]
    total = total_of(each.comes_to for each in settled)
    yield [*head, "", "", "", "total", "", "", "", "", "", "", round_money(total, payout.currency), ""]


def _rows(each: Settled) -> Iterator[list]:
    turned = each.item.amount < 0
    lines = Line.objects.filter(statement=each.item.statement_id).exclude(kind=Line.Kind.CONTRIBUTION_CREDIT)
    for line in lines.defer("document").order_by("position").iterator(2000):
        about = [line.clause, line.application, line.model, line.market, line.unit]
        yield ["line", line.kind, *about, line.amount.copy_negate() if turned else line.amount, line.key]
    for name, amount in each.rungs.items():
        yield _sum("rung", name, amount)
    if each.carried:
        yield _sum("carried_forward", "", each.carried.copy_negate())
    if each.elsewhere:
        others = [other.payout.number for other in each.others] + [held.reference for held in each.held]
        yield _sum("elsewhere", " ".join(dict.fromkeys(others)), each.elsewhere)


def _sum(entry: str, kind: str, amount: Decimal) -> list:
    return [entry, kind, "", "", "", "", "", amount, ""]
