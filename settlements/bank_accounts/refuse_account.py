"""Refuse a bank account that somebody entered."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.refused import Refused
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.moves import locked, record, require_reason, require_state
from settlements.bank_accounts.tell_people import tell_people
from settlements.bank_accounts.why_not import deciders, require, why_not_decide

State = BankAccount.State


@transaction.atomic
def refuse_account(*, account: BankAccount, by: User, reason: str) -> BankAccount:
    """It stays on record; the one in use stays in use. Whoever may confirm it may refuse it.

    Raises Refused: `no_reason`, `wrong_state`, `own_work`.
    """
    require(by, account.partner, deciders(account.partner))
    reason = require_reason(reason)
    row = locked(account)
    require_state(row, State.PROPOSED)
    if why := why_not_decide(row, by):
        raise Refused("own_work", why)
    BankAccount.objects.filter(pk=row.pk).update(
        state=State.REFUSED, closed_by=by, closed_at=timezone.now(), reason=reason
    )
    row.refresh_from_db()
    tell_people(account=row, kind="bank_account_refused", by=by)
    record(event="bank_account.refused", account=row, by=by, reason=reason)
    return row
