"""What always holds between issued statements, their documents and the journal."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.statements.check_advances import caught_up_since
from settlements.statements.models import Statement
from settlements.statements.post_statements import amounts_of, key_of
from settlements.statements.result_digest import result_digest

CHUNK = 20
COLUMNS = ("earned", "net_due", "due_now", "carried_forward")


def check_statements() -> Iterator[Discrepancy]:
    """What each statement says is due now is what was posted for it; nothing else was posted as one."""
    posted = JournalTransaction.objects.filter(cause=JournalTransaction.Cause.STATEMENT_ISSUED)
    ids = dict(posted.values_list("key", "pk"))
    due = Entry.objects.filter(
        transaction__in=posted, account__in=(Account.PAYABLE, Account.RECEIVABLE)
    ).order_by()
    sums = dict(due.values_list("transaction__key").annotate(total=Sum("amount")))
    first = Statement.objects.filter(version=1).order_by("pk")
    for pk, number, direction, amount in first.values_list("pk", "number", "direction", "due_now"):
        key = key_of(number)
        wanted = amount.copy_negate() if direction == Statement.Direction.PAYABLE else amount
        if wanted != sums.get(key, Decimal(0)):
            where = f"{row('statement', pk)} ({number})"
            sentence = f"{plain(wanted)} is due, but {plain(sums.get(key, Decimal(0)))} was posted"
            yield Discrepancy("statements", where, f"{sentence} in {_transaction(ids.get(key))}")
        ids.pop(key, None)
    for key, pk in ids.items():
        where = row("journaltransaction", pk)
        yield Discrepancy("statements", where, f"“{key}”: there is no such statement")


def check_statement_documents() -> Iterator[Discrepancy]:
    """Document, columns, lines and journal of each statement say the same, to the last digit."""
    rows = Statement.objects.defer("input_document").order_by("pk").prefetch_related("lines")
    for statement in rows.iterator(chunk_size=CHUNK):
        where = f"{row('statement', statement.pk)} ({statement.number})"
        try:
            faults = list(_faults(statement, statement.result_document))
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as fault:
            faults = [f"its result document cannot be read: {type(fault).__name__}"]
        yield from (Discrepancy("statement documents", where, sentence) for sentence in faults)


def _faults(statement: Statement, result: dict[str, Any]) -> Iterator[str]:
    digest = result_digest(result)
    if digest != statement.digest or digest != result["digest"]:
        yield "its result document is not the one issued: the digest differs"
    ladder = result["ladder"]
    columns = {name: getattr(statement, name) for name in COLUMNS}
    if any(value != Decimal(ladder[name]) for name, value in columns.items()):
        yield "its amounts are not those of its document"
    if (statement.direction, statement.currency) != (result["direction"], result["currency"]):
        yield "its direction or currency is not that of its document"
    lines = sorted(statement.lines.all(), key=lambda line: line.position)
    wanted = list(enumerate(result["lines"], start=1))
    if [(line.position, line.document) for line in lines] != wanted:
        yield "its lines are not those of its document"
    for line in lines:
        if line.amount != Decimal(line.document["amount"]):
            yield f"the amount of {row('line', line.pk)} is not that of its document"
    if statement.version == 1:
        yield from _posted(statement, ladder)


def _posted(statement: Statement, ladder: dict[str, Any]) -> Iterator[str]:
    entries = Entry.objects.filter(transaction__key=key_of(statement.number))
    rows = list(entries.values_list("transaction_id", "account", "amount", "statement", "agreement_id"))
    where = _transaction(rows[0][0] if rows else None)
    posted = sorted((account, amount) for _, account, amount, *_ in rows)
    before_advances = bool(rows) and caught_up_since(statement.agreement_id, rows[0][0])
    if posted != sorted(amounts_of(ladder, statement.direction, advance_apart=not before_advances)):
        yield f"the amounts of its ladder are not those posted in {where}"
    named = (statement.number, statement.agreement_id)
    if any((number, agreement) != named for *_, number, agreement in rows):
        yield f"{where} names another statement or agreement"


def _transaction(pk: int | None) -> str:
    return row("journaltransaction", pk) if pk else "no transaction"
