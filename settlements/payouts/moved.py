"""An amount of each statement, from one account to another."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from settlements.balances.models import Account
from settlements.balances.post import Posting
from settlements.statements.models import Statement


def moved(
    number: str, amounts: Iterable[tuple[Statement, Decimal]], *, debit: Account, credit: Account
) -> list[Posting]:
    """Two entries for each statement, with the number of the payout or request as their reference."""
    entries = []
    for statement, amount in amounts:
        entries += [
            Posting(debit, amount, statement.agreement, statement.number, number),
            Posting(credit, amount.copy_negate(), statement.agreement, statement.number, number),
        ]
    return entries


def with_statements(items: QuerySet) -> list:
    """The items by statement number, each with its statement and agreement, without the documents."""
    rows = items.select_related("statement__agreement", "statement__period")
    large = ("statement__input_document", "statement__result_document")
    return list(rows.defer(*large).order_by("statement__number"))


def amounts_of(items: Iterable) -> list[tuple[Statement, Decimal]]:
    return [(item.statement, item.amount) for item in items]
