"""Gather what is unpaid into payouts, for somebody else to approve."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from portal.accounts.access import require_staff, staff_with_role
from portal.accounts.give_number import give_number
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.balances.lock_books import lock_books
from settlements.balances.soundness.require_sound_books import require_sound_books
from settlements.engine.exact import plain
from settlements.payouts.dates import today
from settlements.payouts.fingerprint_of import fingerprint_of
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.positions import PAYABLE, Position, positions
from settlements.payouts.reasons import reasons_of
from settlements.statements.models import Statement


@dataclass(frozen=True, slots=True)
class PreparedPayouts:
    """`left_out`: partner, currency, and the sentence why nothing of it is prepared."""

    payouts: list[Payout]
    left_out: list[tuple[Partner, str, str]]


@transaction.atomic
def prepare_payouts(
    *, by: User, partner: Partner | None = None, currency: str | None = None
) -> PreparedPayouts:
    """One payout per partner and currency with something unpaid that is in no other payout.

    Staff of the finance role. Twice, or many at once: no statement enters two payouts. Raises Refused:
    `books_disagree`.
    """
    require_staff(by, StaffRole.FINANCE)
    require_sound_books()
    # All books first, always in the same order: numbers and audit chains are locked after them.
    asked = positions(direction=PAYABLE, partner=partner, currency=currency)
    ready = {each.partner.pk: each.partner for each in asked if each.is_ready}
    for _pk, each in sorted(ready.items()):
        lock_books(partner=each)
    found = positions(direction=PAYABLE, partner=partner, currency=currency)
    payouts = [_prepare(each, by) for each in found if each.is_ready and each.partner.pk in ready]
    for payout in payouts:
        _tell_approvers(payout)
    for payout in sorted(payouts, key=lambda payout: payout.partner_id):
        record_event(
            event="payout.prepared",
            subject=payout.number,
            actor=by,
            partner=payout.partner,
            details={
                "amount": plain(payout.amount),
                "currency": payout.currency,
                "statements": [item.statement.number for item in payout.items.all()],
                "fingerprint": payout.fingerprint,
            },
        )
    left_out = [
        (each.partner, each.currency, " ".join(reasons_of(each))) for each in found if not each.is_ready
    ]
    return PreparedPayouts(payouts, left_out)


def _prepare(position: Position, by: User) -> Payout:
    # What is owed was posted by a statement's first version; a restated one is for reading.
    rows = Statement.objects.filter(number__in=position.ready, version=1).order_by("number")
    payout = Payout(
        number=give_number(prefix="PAY", year=today().year, digits=6),
        partner=position.partner,
        currency=position.currency,
        amount=position.amount,
        prepared_by=by,
    )
    items = [
        PayoutItem(payout=payout, partner=position.partner, statement=row, amount=position.ready[row.number])
        for row in rows.defer("input_document", "result_document")
    ]
    payout.fingerprint = fingerprint_of(payout=payout, items=items)
    payout.save(force_insert=True)
    PayoutItem.objects.bulk_create(items)
    return payout


def _tell_approvers(payout: Payout) -> None:
    notify(
        people=[each for each in staff_with_role(StaffRole.APPROVER) if each.pk != payout.prepared_by_id],
        kind="payout_prepared",
        context={"payout": payout},
        link=reverse("staff_payout", args=[payout.number]),
        partner=payout.partner,
    )
