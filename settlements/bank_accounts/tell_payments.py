"""What the rooms that pay hear of a bank account."""

from portal.notices.put_event import put_event
from settlements.bank_accounts.models import BankAccount


def tell_payments(*, account: BankAccount) -> None:
    """Approvals that pay to (of the licensor's: from) this owner's account in the currency are void.

    To the outbox, in the act's transaction; portal/config/subscriptions.py says who follows it.
    """
    put_event(
        event="bank_account.changed",
        args=[account.partner_id, account.currency],
        partner=account.partner,
    )
