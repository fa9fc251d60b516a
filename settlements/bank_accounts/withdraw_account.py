"""Take back a bank account that nobody confirmed yet."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.moves import locked, record, require_state
from settlements.bank_accounts.tell_people import tell_people
from settlements.bank_accounts.why_not import proposers, require

State = BankAccount.State


@transaction.atomic
def withdraw_account(*, account: BankAccount, by: User) -> BankAccount:
    """By whoever may enter one. Raises Refused: `wrong_state`."""
    require(by, account.partner, proposers(account.partner))
    row = locked(account)
    require_state(row, State.PROPOSED)
    BankAccount.objects.filter(pk=row.pk).update(
        state=State.WITHDRAWN, closed_by=by, closed_at=timezone.now()
    )
    row.refresh_from_db()
    tell_people(account=row, kind="bank_account_withdrawn", by=by)
    record(event="bank_account.withdrawn", account=row, by=by)
    return row
