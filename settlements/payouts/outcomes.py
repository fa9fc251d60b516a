"""What a confirmed outcome does: to the payout, to the journal, to the partner who is told."""

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from portal.accounts.access import people_with_role
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.post import post
from settlements.engine.exact import plain
from settlements.payouts.cancel_payout import hold_what_is_doubted
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Payout, PayoutOutcome
from settlements.payouts.moved import moved, with_statements

PAID, RETURNED = PayoutOutcome.Kind.PAID, PayoutOutcome.Kind.RETURNED
CAUSES = {PAID: JournalTransaction.Cause.PAYOUT_PAID, RETURNED: JournalTransaction.Cause.PAYOUT_RETURNED}


def locked_payout(payout: Payout) -> Payout:
    """Its row, read again under the lock of its partner's books and its own."""
    lock_books(partner=payout.partner)
    return Payout.objects.select_for_update(of=("self",)).select_related("partner").get(pk=payout.pk)


def settle_outcome(payout: Payout, outcome: PayoutOutcome, *, by: User) -> None:
    """`payout` is locked. Raises Refused (`wrong_state`) where it may not become that."""
    require_move(payout, outcome.kind)
    source = Account.PAID if payout.state == Payout.State.PAID else Account.IN_TRANSIT
    target = Account.PAID if outcome.kind == PAID else Account.PAYABLE
    items = with_statements(payout.items.all())
    cash = _standing(payout, source)
    outcome.state, outcome.decided_by, outcome.decided_at = PayoutOutcome.State.CONFIRMED, by, timezone.now()
    outcome.save()
    payout.state, payout.version = outcome.kind, payout.version + 1
    if outcome.kind == PAID:
        payout.paid_date, payout.bank_reference = outcome.day, outcome.bank_reference
        payout.marked_by, payout.marked_at = outcome.told_by, outcome.decided_at
    payout.save()
    payout.items.filter(live=True).update(live=False)
    post(
        partner=payout.partner,
        cause=CAUSES[outcome.kind],
        subject=payout.number,
        key=f"payout {payout.number} {outcome.kind}",
        currency=payout.currency,
        entries=moved(
            payout.number,
            [
                (item.statement, cash[item.statement.number])
                for item in items
                if item.statement.number in cash
            ],
            debit=source,
            credit=target,
        ),
        by=by,
    )
    if outcome.kind == RETURNED:
        hold_what_is_doubted(payout, items, by, key=f"{payout.number} returned")
    _tell(payout, outcome, by)


def _standing(payout: Payout, account: Account) -> dict:
    """Statement → what of the payout stands on the account, positive."""
    rows = Entry.objects.filter(reference=payout.number, account=account).order_by("statement")
    sums = rows.values_list("statement").annotate(total=Sum("amount"))
    return {number: total.copy_abs() for number, total in sums if total}


def _tell(payout: Payout, outcome: PayoutOutcome, by: User) -> None:
    kind = "payout_paid" if outcome.kind == PAID else "payout_returned"
    notify(
        people=people_with_role(payout.partner, PartnerRole.FINANCE),
        kind=kind,
        context={"payout": payout, "outcome": outcome},
        link=reverse("payout", args=[payout.number]),
        partner=payout.partner,
    )
    record_event(
        event="payout.marked_paid" if outcome.kind == PAID else "payout.returned",
        subject=payout.number,
        actor=by,
        partner=payout.partner,
        details={
            "amount": plain(payout.amount),
            "currency": payout.currency,
            "day": outcome.day.isoformat(),
            "reference": outcome.bank_reference,
            "told_by": outcome.told_by.pk,
            **({"reason": outcome.reason} if outcome.reason else {}),
            **({"bank_entry": outcome.bank_entry} if outcome.bank_entry else {}),
        },
    )
