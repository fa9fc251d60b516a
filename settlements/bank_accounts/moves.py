"""What the acts on bank accounts share: the lock, the refusal, what is recorded."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.access import licensor
from portal.accounts.models import Licensor, Partner, User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.bank_accounts.models import BankAccount

State = BankAccount.State
PEOPLE = ("partner", "proposed_by", "confirmed_by", "closed_by")


def lock_owner(owner: Partner | None) -> None:
    """One act on an owner's accounts at a time; approving a payment waits for the partner's too."""
    if owner:
        lock_books(partner=owner)
    else:
        Licensor.objects.select_for_update(no_key=True).get()


def locked(account: BankAccount) -> BankAccount:
    """The row as it stands, its owner locked."""
    lock_owner(account.partner)
    return BankAccount.objects.select_related(*PEOPLE).get(pk=account.pk)


def require_state(account: BankAccount, state: str) -> None:
    """Raises Refused: `wrong_state`."""
    if account.state != state:
        sentence = _("This account is “%(state)s” by now, which does not allow this. Load the page again.")
        raise Refused("wrong_state", sentence % {"state": account.get_state_display()})


def require_reason(reason: str) -> str:
    """Raises Refused: `no_reason`."""
    if not reason.strip():
        raise Refused("no_reason", _("Say why, in a sentence."))
    return reason.strip()


def record(*, event: str, account: BankAccount, by: User, **more: Any) -> None:
    """In the owner's chain; of the numbers nothing but the mask."""
    record_event(
        event=event,
        subject=account.partner.code if account.partner else licensor().code,
        actor=by,
        partner=account.partner,
        details={
            "currency": account.currency,
            "account": account.mask,
            "holder": account.holder,
            "bank": account.bank_name,
            **more,
        },
    )
