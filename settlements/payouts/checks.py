"""What always holds between payouts, remittance requests and the journal."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Max, Q, Sum

from settlements.balances.models import Account, Entry
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.payouts.bank_file import bank_file_sha256
from settlements.payouts.fingerprint_of import batch_fingerprint, fingerprint_of
from settlements.payouts.models import Payout, PayoutBatch, PayoutItem, Remittance, RemittanceItem
from settlements.payouts.moved import with_statements
from settlements.payouts.of_batch import payouts_in
from settlements.payouts.sums import total_of

CHUNK = 500
MOVED = (
    *(Account.PAYABLE, Account.IN_TRANSIT, Account.PAID, Account.NETTED),
    *(Account.RECEIVABLE, Account.RECEIVED),
)
# Where what left `payable` stands; nowhere once the bank sent it back.
STANDS_ON = {
    "approved": Account.IN_TRANSIT,
    "sent": Account.IN_TRANSIT,
    "paid": Account.PAID,
    "returned": None,
}
STATES_IN = {
    "prepared": {"prepared"},
    "approved": {"approved"},
    "exported": {"sent", "paid", "returned"},
    "cancelled": set(),
}
Booked = dict[tuple[str, str], Decimal]
"""(statement, account) → what stands there for one document."""


def check_payouts() -> Iterator[Discrepancy]:
    """Items sum to the amount, the fingerprint is theirs, and the journal has just what the state says."""
    booked = _booked("PAY-")
    for payout in Payout.objects.select_related("partner").order_by("pk").iterator(CHUNK):
        items, where = with_statements(payout.items.all()), row("payout", payout.pk)
        for sentence in _item_faults(payout, items, payout.state in Payout.RUNNING):
            yield Discrepancy("payouts", where, sentence)
        if fingerprint_of(payout=payout, items=items) != payout.fingerprint:
            yield Discrepancy("payouts", where, f"{payout}: its fingerprint is not that of what it pays")
        found = booked.pop(payout.number, {})
        yield from _compare("payouts", where, payout, _wanted(payout, items, found), found)
    for number in sorted(booked):
        yield Discrepancy("payouts", f"settlements_entry of {number}", "there is no such payout")


def _wanted(payout: Payout, items: list[PayoutItem], found: Booked) -> Booked:
    """What the journal has to say of it; which statement took what was netted, only the journal knows."""
    wanted: Booked = {}
    for item in items if payout.state in STANDS_ON else ():
        number, account = item.statement.number, STANDS_ON[payout.state]
        if item.amount < 0:
            wanted[number, Account.RECEIVABLE] = item.amount
            wanted[number, Account.NETTED] = item.amount.copy_negate()
            continue
        netted = found.get((number, Account.NETTED), Decimal(0))
        wanted[number, Account.NETTED] = netted
        cash = total_of([item.amount, netted])
        wanted[number, Account.PAYABLE] = item.amount if account else netted.copy_abs()
        if account:
            wanted[number, account] = cash.copy_negate()
    return wanted


def check_batches() -> Iterator[Discrepancy]:
    """A batch's payouts are where it is, its fingerprint is theirs, and enough others approved it."""
    for batch in PayoutBatch.objects.order_by("pk").iterator(CHUNK):
        where, payouts = row("payoutbatch", batch.pk), payouts_in(batch)
        if strays := [each.number for each in payouts if each.state not in STATES_IN[batch.state]]:
            yield Discrepancy("batches", where, f"{batch} is {batch.state}, but not {', '.join(strays)}")
        if batch.state == "cancelled":
            continue
        if batch_fingerprint(batch, payouts) != batch.fingerprint:
            yield Discrepancy("batches", where, f"{batch}: its fingerprint is not that of its payouts")
        given = batch.approvals.filter(fingerprint=batch.fingerprint).exclude(by=batch.prepared_by_id)
        if batch.state != "prepared" and given.count() < batch.approvals_needed:
            yield Discrepancy("batches", where, f"{batch} is {batch.state} with too few approvals")


def check_bank_files() -> Iterator[Discrepancy]:
    """Each batch still makes the very bank file that was approved."""
    for batch in PayoutBatch.objects.exclude(state="cancelled").order_by("pk").iterator(CHUNK):
        if bank_file_sha256(batch, payouts_in(batch)) != batch.file_sha256:
            sentence = f"{batch}: its bank file is not the one that was approved"
            yield Discrepancy("bank files", row("payoutbatch", batch.pk), sentence)


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
        total = remittance.received_amount or Decimal(0)
        if total_of(received.values()) != total:
            sentence = f"{remittance}: received is {plain(total)}, the journal has another amount"
            yield Discrepancy("remittances", where, sentence)
        receipts = remittance.receipts.filter(state="confirmed").values_list("amount", "surplus")
        told = total_of(part for amount, surplus in receipts for part in (amount, surplus.copy_negate()))
        # Before there were receipts, a request was received at once.
        if receipts and told != total:
            sentence = f"{remittance}: received is {plain(total)}, its receipts come to {plain(told)}"
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
        (PayoutItem.objects, Q(payout__state__in=["approved", "sent", "paid"], amount__gt=0), "paid"),
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
