"""What a confirmed receipt does: to the request, to the journal, to the partner who is told."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import people_with_role
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from portal.web import formats
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import post
from settlements.engine.exact import plain
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.moved import moved
from settlements.payouts.sums import total_of
from settlements.payouts.what_is_due import Asked, what_is_due
from settlements.statements.models import Statement


def locked_remittance(remittance: Remittance) -> Remittance:
    """Its row, read again under the lock of its partner's books and its own."""
    lock_books(partner=remittance.partner)
    return Remittance.objects.select_for_update(of=("self",)).select_related("partner").get(pk=remittance.pk)


def due_of(remittance: Remittance) -> Decimal:
    """What is due of it now. Raises Refused: `wrong_state`, `nothing_due`."""
    require_move(remittance, Remittance.State.RECEIVED)
    if due := total_of(part.due for part in what_is_due(remittance)):
        return due
    sentence = _("All of %(number)s is held for disputes: nothing is due now. Cancel it, or wait.")
    raise Refused("nothing_due", sentence % {"number": remittance.number})


def require_at_most(amount: Decimal, due: Decimal, currency: str) -> None:
    """Raises Refused: `too_much`."""
    if amount > due:
        sentence = _(
            "Only %(due)s is due. Enter at most that, and pay the rest back to the partner or agree on it."
        )
        raise Refused("too_much", sentence % {"due": formats.money(due, currency)})


def settle_receipt(remittance: Remittance, receipt: RemittanceReceipt, *, by: User) -> None:
    """`remittance` is locked and the amount less the surplus is due of it: oldest statements first.

    Once nothing of it is due the request is received; what is held is asked for anew once that is decided.
    """
    parts = what_is_due(remittance)
    amount = receipt.amount - receipt.surplus
    receipt.state, receipt.decided_by, receipt.decided_at = receipt.State.CONFIRMED, by, timezone.now()
    receipt.save()
    remittance.received_amount = total_of([remittance.received_amount or Decimal(0), amount])
    remittance.received_date, remittance.bank_reference = receipt.day, receipt.bank_reference
    remittance.marked_by, remittance.marked_at = receipt.told_by, receipt.decided_at
    if amount == total_of(part.due for part in parts):
        remittance.state = Remittance.State.RECEIVED
    remittance.save()
    if remittance.state == Remittance.State.RECEIVED:
        remittance.items.update(live=False)
    post(
        partner=remittance.partner,
        cause=JournalTransaction.Cause.REMITTANCE_RECEIVED,
        subject=remittance.number,
        key=f"remittance {remittance.number} receipt {receipt.pk}",
        currency=remittance.currency,
        entries=moved(
            remittance.number, _shares(parts, amount), debit=Account.RECEIVED, credit=Account.RECEIVABLE
        ),
        by=by,
    )
    _tell(remittance, receipt, by)


def _shares(parts: Iterable[Asked], amount: Decimal) -> list[tuple[Statement, Decimal]]:
    shares = []
    for part in parts:
        share = min(part.due, amount)
        if share:
            shares.append((part.item.statement, share))
            amount = total_of([amount, share.copy_negate()])
    return shares


def _tell(remittance: Remittance, receipt: RemittanceReceipt, by: User) -> None:
    left = total_of(part.due for part in what_is_due(remittance))
    notify(
        people=people_with_role(remittance.partner, PartnerRole.FINANCE),
        kind="remittance_received",
        context={"remittance": remittance, "receipt": receipt, "left": left},
        link=reverse("remittance", args=[remittance.number]),
        partner=remittance.partner,
    )
    record_event(
        event="remittance.marked_received",
        subject=remittance.number,
        actor=by,
        partner=remittance.partner,
        details={
            "amount": plain(receipt.amount),
            "surplus": plain(receipt.surplus),
            "left": plain(left),
            "currency": remittance.currency,
            "received_date": receipt.day.isoformat(),
            "reference": receipt.bank_reference,
        },
    )
