"""What a payout pays as rows of a file: their amounts sum to the payout's.

The columns of lines are called as in a statement's own file (settlements/statements/line_columns.py); what a
row belongs to stands in every row, so that many files can be put one under the other.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from portal.money.currencies import exponent
from settlements.engine.exact import plain
from settlements.payouts.breakdown_of import LINES, Breakdown, ItemBreakdown
from settlements.payouts.models import Payout
from settlements.statements.models import Line

OF_THE_PAYOUT = (
    *("payout", "status", "to_be_paid_on", "paid_on", "bank_reference", "from_account", "to_account"),
)
OF_THE_STATEMENT = ("statement", "agreement", "period_from", "period_to")
TEXTS = ("rule", "clause", "application", "model", "market", "unit", "currency")
NUMBERS = ("quantity", "base", "base_settlement", "rate", "share")
COLUMNS = (
    *OF_THE_PAYOUT,
    *OF_THE_STATEMENT,
    *("row", "name", "position"),
    *TEXTS,
    *NUMBERS,
    *("amount", "payout_currency"),
)
"""`row`: `line`, `step` (of the ladder), `held` (for the dispute `name`) or `settled` (by the document)."""
CHUNK = 1000


def advice_rows(breakdown: Breakdown) -> Iterator[list[Any]]:
    """The header, then statement by statement its lines, its steps and what is not in this payout.

    What is netted lowers the payout, so its signs are turned. Numbers are Decimal.
    """
    yield list(COLUMNS)
    payout = _payout(breakdown.payout)
    for each in breakdown.items:
        about = {**payout, **_statement(each)}
        for row in _parts(each):
            amount = row["amount"].copy_negate() if each.is_netted and row["amount"] else row["amount"]
            cells = {**about, **row, "amount": _padded(amount, breakdown.payout.currency)}
            yield [cells.get(name) for name in COLUMNS]


def _payout(payout: Payout) -> dict[str, Any]:
    return {
        "payout": payout.number,
        "status": payout.state,
        "to_be_paid_on": payout.batch.pay_date if payout.batch else None,
        "paid_on": payout.paid_date,
        "bank_reference": payout.bank_reference or None,
        "from_account": payout.from_account.mask if payout.from_account else None,
        "to_account": payout.account.mask if payout.account else None,
        "payout_currency": payout.currency,
    }


def _statement(each: ItemBreakdown) -> dict[str, Any]:
    statement = each.statement
    return {
        "statement": statement.number,
        "agreement": statement.agreement.number,
        "period_from": statement.period.from_date,
        "period_to": statement.period.to_date,
    }


def _parts(each: ItemBreakdown) -> Iterator[dict[str, Any]]:
    lines = Line.objects.filter(statement=each.statement).order_by("position")
    for position, amount, document in lines.values_list("position", "amount", "document").iterator(CHUNK):
        texts = {name: document.get(name) for name in TEXTS}
        numbers = {name: _number(document.get(name)) for name in NUMBERS}
        yield {
            "row": "line",
            "name": document["kind"],
            "position": position,
            **texts,
            **numbers,
            "amount": amount,
        }
    for step in each.steps:
        if step.name != LINES:
            yield {"row": "step", "name": step.name, "amount": step.amount}
    for part in each.elsewhere:
        row = "held" if part.held else "settled"
        yield {"row": row, "name": part.reference, "amount": part.amount.copy_negate()}


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _padded(amount: Decimal, currency: str) -> Decimal:
    """With the currency's decimals, or all of its own: 20.0000 as 20.00."""
    whole, _point, decimals = plain(amount).partition(".")
    decimals = decimals.ljust(exponent(currency), "0")
    return Decimal(f"{whole}.{decimals}" if decimals else whole)
