"""Confirm a bank account: the second pair of eyes. It can be used 48 hours later."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.refused import Refused
from settlements.bank_accounts.models import WAIT, BankAccount
from settlements.bank_accounts.moves import locked, record, require_state
from settlements.bank_accounts.tell_payments import tell_payments
from settlements.bank_accounts.tell_people import finance_contacts, tell_people
from settlements.bank_accounts.why_not import deciders, own_ids, require, why_not_decide

State = BankAccount.State


@transaction.atomic
def confirm_account(*, account: BankAccount, by: User, at: datetime | None = None) -> BankAccount:
    """Takes the place of the one in use at once: until it may be used itself, nothing is paid.

    Finance or an administrator of the partner, or staff finance; of the licensor's, an approver or
    administrator; never who entered it, nor their deputy. `at`: for history brought in. Raises Refused:
    `wrong_state`, `own_work`.
    """
    require(by, account.partner, deciders(account.partner))
    row, now = locked(account), at or timezone.now()
    require_state(row, State.PROPOSED)
    if why := why_not_decide(row, by):
        raise Refused("own_work", why)
    same = BankAccount.objects.filter(partner=row.partner, currency=row.currency)
    before = same.filter(state=State.CONFIRMED).first()
    if before:
        same.filter(pk=before.pk).update(state=State.REPLACED, closed_by=by, closed_at=now)
    changed = (
        same.filter(pk=row.pk, state=State.PROPOSED)
        .exclude(proposed_by__in=own_ids(by, row.partner))
        .update(
            state=State.CONFIRMED,
            confirmed_by=by,
            confirmed_at=now,
            usable_from=now + WAIT,
            contacts=finance_contacts(row.partner),
        )
    )
    row.refresh_from_db()
    if not changed:
        require_state(row, State.PROPOSED)
    tell_payments(account=row)
    tell_people(account=row, kind="bank_account_confirmed", by=by, before=before)
    replaces = {"replaces": before.mask} if before else {}
    record(
        event="bank_account.confirmed",
        account=row,
        by=by,
        usable_from=row.usable_from.isoformat(),
        **replaces,
    )
    return row
