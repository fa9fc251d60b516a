"""End a bank account: nothing is paid until another one is in its place."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.moves import locked, record, require_reason, require_state
from settlements.bank_accounts.tell_payments import tell_payments
from settlements.bank_accounts.tell_people import tell_people
from settlements.bank_accounts.why_not import enders, require

State = BankAccount.State


@transaction.atomic
def end_account(*, account: BankAccount, by: User, reason: str) -> BankAccount:
    """By anybody who enters or decides: stopping needs no second person.

    Raises Refused: `no_reason`, `wrong_state`.
    """
    require(by, account.partner, enders(account.partner))
    reason = require_reason(reason)
    row = locked(account)
    require_state(row, State.CONFIRMED)
    BankAccount.objects.filter(pk=row.pk).update(
        state=State.ENDED, closed_by=by, closed_at=timezone.now(), reason=reason
    )
    row.refresh_from_db()
    tell_payments(account=row)
    tell_people(account=row, kind="bank_account_ended", by=by, before=row)
    record(event="bank_account.ended", account=row, by=by, reason=reason)
    return row
