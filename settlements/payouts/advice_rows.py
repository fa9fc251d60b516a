"""The remittance advice of a payout as rows of a file: statement by statement, line by line.

The column `amount` sums to the payout's: lines, the other rungs of the ladder, what went elsewhere.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from settlements.payouts.breakdown_of import OF_LINES, Settled, breakdown_of
from settlements.payouts.models import Payout

COLUMNS = (
    *("payout", "payout_date", "payout_state", "from_account", "to_account", "bank_reference"),
    *("statement", "agreement", "period_from", "period_to", "row", "position", "reference"),
    *("application", "model", "market", "unit", "quantity", "amount", "currency"),
)
"""`row`: line, a rung's name (FORMULA section 7), elsewhere (`reference` names where), or left."""
CHUNK = 1000


def advice_rows(payout: Payout) -> Iterator[list[Any]]:
    """The header, then the rows; numbers as Decimal, accounts by their masks, days as dates."""
    yield list(COLUMNS)
    about = {
        "payout": payout.number,
        "payout_date": payout.paid_date or (payout.batch and payout.batch.pay_date),
        "payout_state": payout.state,
        "from_account": payout.from_account and payout.from_account.mask,
        "to_account": payout.account and payout.account.mask,
        "bank_reference": payout.bank_reference,
        "currency": payout.currency,
    }
    for settled in breakdown_of(payout).items:
        statement = settled.statement
        of_statement = {
            "statement": statement.number,
            "agreement": statement.agreement.number,
            "period_from": statement.period.from_date,
            "period_to": statement.period.to_date,
        }
        for row in _rows(settled):
            cells = {**about, **of_statement, **row}
            yield [cells.get(name) for name in COLUMNS]


def _rows(settled: Settled) -> Iterator[dict[str, Any]]:
    for line in settled.lines.defer("document").iterator(chunk_size=CHUNK):
        yield {
            "row": "line",
            "position": line.position,
            **{name: getattr(line, name) for name in ("application", "model", "market", "unit", "quantity")},
            "amount": _signed(line.amount, settled),
        }
    for rung in settled.rungs:
        if rung.name not in OF_LINES:
            yield {"row": rung.name, "amount": rung.amount}
    for each in settled.elsewhere:
        yield {"row": "elsewhere", "reference": each.reference, "amount": each.amount}
    if settled.left:
        yield {"row": "left", "amount": settled.left}


def _signed(amount: Decimal, settled: Settled) -> Decimal:
    """As the item's: turned where it nets what the partner owes."""
    return amount.copy_negate() if settled.amount < 0 and amount else amount
