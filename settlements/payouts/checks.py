"""What always holds between payouts, remittance requests and the journal."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Max, Q, Sum

from settlements.balances.models import Account, Entry
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.payouts.fingerprint_of import fingerprint_of
from settlements.payouts.models import Payout, PayoutItem, Remittance, RemittanceItem
from settlements.payouts.moved import with_statements
from settlements.payouts.sums import total_of

CHUNK = 500
MOVED = (Account.PAYABLE, Account.IN_TRANSIT, Account.PAID, Account.RECEIVABLE, Account.RECEIVED)
Booked = dict[tuple[str, str], Decimal]
"""(statement, account) → what stands there for one document."""


def check_payouts() -> Iterator[Discrepancy]:
    """Items sum to the amount, the fingerprint is theirs, and the journal has just what the state says."""
    booked = _booked("PAY-")
    for payout in Payout.objects.select_related("partner").order_by("pk").iterator(CHUNK):
        items, where = with_statements(payout.items.all()), row("payout", payout.pk)
        for sentence in _item_faults(payout, items, payout.state in ("prepared", "approved")):
            yield Discrepancy("payouts", where, sentence)
        if fingerprint_of(payout=payout, items=items) != payout.fingerprint:
            yield Discrepancy("payouts", where, f"{payout}: its fingerprint is not that of what it pays")
        wanted: Booked = {}
        to = {"approved": Account.IN_TRANSIT, "paid": Account.PAID}.get(payout.state)
        for item in items if to else ():
            wanted[item.statement.number, Account.PAYABLE] = item.amount
            wanted[item.statement.number, to] = item.amount.copy_negate()
        yield from _compare("payouts", where, payout, wanted, booked.pop(payout.number, {}))
    for number in sorted(booked):
        yield Discrepancy("payouts", f"settlements_entry of {number}", "there is no such payout")


def check_remittances() -> Iterator[Discrepancy]:
    """Items sum to what was asked for, and what was received is what the journal has, item by item."""
    booked = _booked("REM-")
    for remittance in Remittance.objects.select_related("partner").order_by("pk").iterator(CHUNK):
        items, where = with_statements(remittance.items.all()), row("remittance", remittance.pk)
        for sentence in _item_faults(remittance, items, remittance.state == "requested"):
            yield Discrepancy("remittances", where, sentence)
        found = booked.pop(remittance.number, {})
        asked = {item.statement.number: item.amount for item in items}
        # How much of an item was due when the money came, only the journal knows.
        received = {key[0]: amount for key, amount in found.items() if key[1] == Account.RECEIVED and amount}
        total = remittance.received_amount if remittance.state == "received" else Decimal(0)
        if total_of(received.values()) != total:
            sentence = f"{remittance}: received is {plain(total)}, the journal has another amount"
            yield Discrepancy("remittances", where, sentence)
        for number, amount in received.items():
            if not 0 < amount <= asked.get(number, 0):
                sentence = f"{remittance}: {plain(amount)} received for {number} is more than was asked for"
                yield Discrepancy("remittances", where, sentence)
        wanted = {(number, Account.RECEIVED): amount for number, amount in received.items()}
        wanted |= {(number, Account.RECEIVABLE): part.copy_negate() for number, part in received.items()}
        yield from _compare("remittances", where, remittance, wanted, found)
    for number in sorted(booked):
        yield Discrepancy("remittances", f"settlements_entry of {number}", "there is no such request")


def check_paid_once() -> Iterator[Discrepancy]:
    """Nothing is paid or received of a statement beyond what was due, and no second document runs."""
    for items, counting, name in (
        (PayoutItem.objects, Q(payout__state__in=["approved", "paid"]), "paid"),
        (RemittanceItem.objects, Q(remittance__state="requested", live=True), "asked for"),
    ):
        sums = items.filter(counting).order_by("statement__number").values_list("statement__number")
        for number, total, due in sums.annotate(total=Sum("amount"), due=Max("statement__due_now")):
            if total > due:
                sentence = f"{plain(total)} is {name}, but only {plain(due)} was due"
                yield Discrepancy("paid once", f"settlements_statement {number}", sentence)


def _booked(prefix: str) -> dict[str, Booked]:
    found: dict[str, Booked] = defaultdict(dict)
    rows = Entry.objects.filter(reference__startswith=prefix, account__in=MOVED).order_by("reference")
    sums = rows.values_list("reference", "statement", "account").annotate(total=Sum("amount"))
    for reference, statement, account, total in sums:
        if total:
            found[reference][statement, account] = total
    return found


def _item_faults(document: Payout | Remittance, items: list, running: bool) -> Iterator[str]:
    total = total_of(item.amount for item in items)
    if total != document.amount:
        yield f"{document}: its items sum to {plain(total)}, not to {plain(document.amount)}"
    for item in items:
        number, agreement = item.statement.number, item.statement.agreement
        ours = (document.partner_id, document.partner_id, document.currency)
        if (item.partner_id, agreement.partner_id, item.statement.currency) != ours:
            yield f"{document}: {number} is of another partner or currency"
        if item.live != running:
            yield f"{document}: {number} should {'still' if running else 'no longer'} be held by it"


def _compare(
    check: str, where: str, document: Payout | Remittance, wanted: Booked, found: Booked
) -> Iterator[Discrepancy]:
    for statement, account in sorted(wanted.keys() | found.keys()):
        due, has = (each.get((statement, account), Decimal(0)) for each in (wanted, found))
        if due != has:
            sentence = f"{document}: {account} of {statement} stands at {plain(has)}, not at {plain(due)}"
            yield Discrepancy(check, where, sentence)
