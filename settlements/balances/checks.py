"""What always holds in the journal, and of the claims beside it."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Exists, OuterRef, Sum

from settlements.balances.digest_of import digest_of
from settlements.balances.models import Account, ContingentClaim, Entry, JournalTransaction
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import exact_arithmetic, plain

CHUNK = 1000
HIGHEST = Decimal(10) ** 86
# The side on which a statement's account may stand: a credit is at most zero, a debit at least.
CREDITS = (Account.PAYABLE, Account.IN_TRANSIT, Account.PAID)
DEBITS = (Account.RECEIVABLE, Account.RECEIVED)


def check_journal() -> Iterator[Discrepancy]:
    """Every transaction sums to zero, is of one partner and currency, and says what it said when posted."""
    headers = JournalTransaction.objects.order_by("pk").prefetch_related("entries__agreement")
    for header in headers.iterator(chunk_size=CHUNK):
        for subject, sentence in _faults(header, list(header.entries.all())):
            yield Discrepancy("journal", subject, sentence)
    known = JournalTransaction.objects.filter(pk=OuterRef("transaction_id"))
    for entry in Entry.objects.filter(~Exists(known)).order_by("pk").iterator(CHUNK):
        sentence = f"its transaction {entry.transaction_id} is gone"
        yield Discrepancy("journal", row("entry", entry.pk), sentence)


def _faults(header: JournalTransaction, entries: list[Entry]) -> Iterator[tuple[str, str]]:
    where = row("journaltransaction", header.pk)
    for entry in entries:
        named = row("entry", entry.pk)
        if (entry.partner_id, entry.currency) != (header.partner_id, header.currency):
            yield named, f"its partner or currency is not that of transaction {header.pk} ({header.key})"
        if entry.agreement.partner_id != entry.partner_id:
            yield named, f"its agreement {entry.agreement} belongs to another partner"
        if not entry.amount.is_finite() or not entry.amount:
            yield named, f"{entry.amount} is no amount"
    if any(not entry.amount.is_finite() for entry in entries):
        return
    ids = ", ".join(str(entry.pk) for entry in entries[:20]) or "none"
    if len(entries) > 20:
        ids += f" and {len(entries) - 20} more"
    with exact_arithmetic():
        total = sum((entry.amount for entry in entries), Decimal(0))
    if total or len(entries) < 2:
        yield where, f"{header.key}: its entries ({row('entry', ids)}) sum to {plain(total)}"
    if digest_of(header, entries) != header.digest:
        yield where, f"{header.key}: it or its entries ({row('entry', ids)}) are not what was posted"


def check_balances() -> Iterator[Discrepancy]:
    """No statement is paid, held or received beyond what it came to."""
    sums = Entry.objects.filter(account__in=(*CREDITS, *DEBITS)).order_by("statement", "account")
    for number, account, total in sums.values_list("statement", "account").annotate(total=Sum("amount")):
        if total.is_finite() and (total > 0 if account in CREDITS else total < 0):
            subject = f"settlements_entry of {number}"
            yield Discrepancy("balances", subject, f"{account} stands at {plain(total)}, on the wrong side")
    held = Entry.objects.filter(account=Account.HELD).order_by("transaction_id", "pk")
    standing: dict[tuple[str, str], Decimal] = {}
    for pk, reference, statement, amount in held.values_list("pk", "reference", "statement", "amount"):
        before = standing.get((reference, statement), Decimal(0))
        with exact_arithmetic():
            after = standing[reference, statement] = before + amount
        # A release goes back to zero, never through it.
        if before and after and before.is_signed() != after.is_signed():
            sentence = f"more is released for {reference} than was held"
            yield Discrepancy("balances", row("entry", pk), sentence)


def check_claims() -> Iterator[Discrepancy]:
    """Claims beside the books are finite amounts of the agreement's own partner and currency."""
    claims = ContingentClaim.objects.select_related("agreement").order_by("pk")
    for claim in claims.iterator(CHUNK):
        where = row("contingentclaim", claim.pk)
        if not claim.amount.is_finite() or not 0 <= claim.amount < HIGHEST:
            yield Discrepancy("claims", where, f"{claim.amount} is no amount")
        agreement = (claim.agreement.partner_id, claim.agreement.settlement_currency)
        if (claim.partner_id, claim.currency) != agreement:
            yield Discrepancy("claims", where, f"its partner or currency is not that of {claim.agreement}")
