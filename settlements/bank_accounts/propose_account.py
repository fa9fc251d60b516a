"""Enter a bank account; a second person confirms it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.refused import Refused
from settlements.bank_accounts.check_account import Checked, Given, check_account
from settlements.bank_accounts.models import BankAccount
from settlements.bank_accounts.moves import PEOPLE, lock_owner, record
from settlements.bank_accounts.sealed_details import open_details, seal_details
from settlements.bank_accounts.tell_people import tell_people
from settlements.bank_accounts.why_not import proposers, require

State = BankAccount.State


@transaction.atomic
def propose_account(
    *, owner: Partner | None, given: Given, by: User, at: datetime | None = None
) -> BankAccount:
    """The row, in state proposed; the one that stands where the same person entered the same.

    Finance of the partner, or, of the licensor's own (`owner` None), of staff. `at`: for history brought
    in. Raises Refused: `bad_account` (BadAccount), `waits_already`, `same_account`.
    """
    require(by, owner, proposers(owner))
    checked = check_account(given)
    lock_owner(owner)
    live = (State.PROPOSED, State.CONFIRMED)
    rows = BankAccount.objects.filter(partner=owner, currency=given.currency, state__in=live)
    standing = {row.state: row for row in rows.select_related(*PEOPLE)}
    if waiting := standing.get(State.PROPOSED):
        if waiting.proposed_by_id == by.pk and _says(waiting, checked):
            return waiting
        raise Refused(
            "waits_already",
            _("An account for %(currency)s waits already. Have it confirmed, refused or withdrawn first.")
            % {"currency": given.currency},
        )
    used = standing.get(State.CONFIRMED)
    if used and _says(used, checked):
        raise Refused("same_account", _("This is the account that is in use already. Nothing was changed."))
    sealed, digest = seal_details(checked.account)
    row = BankAccount.objects.create(
        partner=owner,
        sealed=sealed,
        digest=digest,
        proposed_by=by,
        proposed_at=at or timezone.now(),
        **checked.columns,
    )
    tell_people(account=row, kind="bank_account_proposed", by=by, before=used)
    record(event="bank_account.proposed", account=row, by=by)
    return row


def _says(row: BankAccount, checked: Checked) -> bool:
    same = all(getattr(row, name) == value for name, value in checked.columns.items())
    return same and open_details(row.sealed, row.digest) == checked.account
