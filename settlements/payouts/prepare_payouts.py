"""Gather what is unpaid into a batch of payouts, for somebody else to approve."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff, staff_with_role
from portal.accounts.give_number import give_number
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.balances.soundness.require_sound_books import require_sound_books
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.usable_account import licensor_account, usable_account
from settlements.engine.exact import plain
from settlements.payouts.bank_file import why_no_file
from settlements.payouts.dates import today
from settlements.payouts.fingerprint_of import fingerprint_of
from settlements.payouts.models import Payout, PayoutBatch, PayoutItem
from settlements.payouts.netting import owed_to_net
from settlements.payouts.positions import PAYABLE, RECEIVABLE, Position, positions
from settlements.payouts.reasons import later_told, no_account, reasons_of
from settlements.payouts.seal_batch import seal_batch
from settlements.payouts.sums import total_of
from settlements.statements.models import Statement


@dataclass(frozen=True, slots=True)
class PreparedPayouts:
    """`left_out`: partner, currency, and the sentence why nothing of it is prepared.

    `later`: the same of those of whom something is prepared, with what is due later.
    """

    batch: PayoutBatch | None
    payouts: list[Payout]
    left_out: list[tuple[Partner, str, str]] = field(default_factory=list)
    later: list[tuple[Partner, str, str]] = field(default_factory=list)


@transaction.atomic
def prepare_payouts(
    *,
    by: User,
    partner: Partner | None = None,
    currency: str | None = None,
    pay_date: date | None = None,
    due_until: date | None = None,
    also_later: bool = False,
) -> PreparedPayouts:
    """One batch with one payout per partner and currency that has something unpaid that is in no other.

    Staff of the finance role. To be paid on the day said, else today. Of statements whose agreement names
    payment days, those due until the day said, else until the day to pay; `also_later`: all of them. Whoever
    has no account that may be paid to is left out. Twice, or many at once: no statement enters two payouts.
    Raises Refused: `books_disagree`, `bad_date`.
    """
    require_staff(by, StaffRole.FINANCE)
    require_sound_books()
    day = pay_date or today()
    if day < today():
        raise Refused("bad_date", _("The day to pay is over. Choose today or a later one."))
    asked = _Asked(partner, currency, None if also_later else due_until or day)
    # All books first, always in the same order: numbers and audit chains are locked after them.
    wanted = {each.partner.pk: each.partner for each in asked.positions(PAYABLE) if each.is_ready}
    for _pk, each in sorted(wanted.items()):
        lock_books(partner=each)
    found = asked.positions(PAYABLE)
    ready, left_out = [], []
    for each in found:
        why = no_account(each) or _why_no_file(each) if each.is_ready else " ".join(reasons_of(each))
        if why:
            left_out.append((each.partner, each.currency, why))
        elif each.partner.pk in wanted:
            ready.append(each)
    if not ready:
        return PreparedPayouts(None, [], left_out)
    batch = PayoutBatch(
        number=give_number(prefix="BAT", year=today().year, digits=6),
        pay_date=day,
        prepared_by=by,
        prepared_at=timezone.now(),
    )
    batch.save(force_insert=True)
    owed = {(each.partner.pk, each.currency): each for each in asked.positions(RECEIVABLE)}
    payouts = [_prepare(each, owed.get((each.partner.pk, each.currency)), batch) for each in ready]
    seal_batch(batch, payouts)
    _tell_approvers(batch)
    for payout in sorted(payouts, key=lambda payout: payout.partner_id):
        record_event(
            event="payout.prepared",
            subject=payout.number,
            actor=by,
            partner=payout.partner,
            details={
                "batch": batch.number,
                "amount": plain(payout.amount),
                "currency": payout.currency,
                "statements": [item.statement.number for item in payout.items.all()],
                "fingerprint": payout.fingerprint,
            },
        )
    later = [(each.partner, each.currency, " ".join(later_told(each))) for each in ready if each.later]
    return PreparedPayouts(batch, payouts, left_out, later)


@dataclass(frozen=True, slots=True)
class _Asked:
    """`until`: what is due later stays out, on both sides; None: nothing does."""

    partner: Partner | None
    currency: str | None
    until: date | None

    def positions(self, direction: str) -> list[Position]:
        found = positions(direction=direction, partner=self.partner, currency=self.currency)
        return found if self.until is None else [each.due_until(self.until) for each in found]


def _why_no_file(position: Position) -> str:
    account, ours = _accounts(position)
    return why_no_file(position, account, ours) if account and ours else ""


def _accounts(position: Position) -> tuple[BankAccount | None, BankAccount | None]:
    """To which it is paid, and from which."""
    code = position.currency
    account = usable_account(partner=position.partner, currency=code, at=timezone.now())
    return account, licensor_account(currency=code)


def _prepare(position: Position, owed: Position | None, batch: PayoutBatch) -> Payout:
    amounts = dict(position.ready)
    for number, amount in owed_to_net(position, owed).items():
        amounts[number] = amount.copy_negate()
    # What is owed was posted by a statement's first version; a restated one is for reading.
    rows = Statement.objects.filter(number__in=amounts, version=1).order_by("number")
    account, ours = _accounts(position)
    payout = Payout(
        number=give_number(prefix="PAY", year=today().year, digits=6),
        partner=position.partner,
        batch=batch,
        account=account,
        from_account=ours,
        currency=position.currency,
        amount=total_of(amounts.values()),
        prepared_by=batch.prepared_by,
    )
    items = [
        PayoutItem(payout=payout, partner=position.partner, statement=row, amount=amounts[row.number])
        for row in rows.defer("input_document", "result_document")
    ]
    payout.fingerprint = fingerprint_of(payout=payout, items=items)
    payout.save(force_insert=True)
    PayoutItem.objects.bulk_create(items)
    return payout


def _tell_approvers(batch: PayoutBatch) -> None:
    notify(
        people=[each for each in staff_with_role(StaffRole.APPROVER) if each.pk != batch.prepared_by_id],
        kind="batch_prepared",
        context={"batch": batch},
        link=reverse("payout_batch", args=[batch.number]),
    )
