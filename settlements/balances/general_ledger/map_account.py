"""Say which account of the licensor's own ledger one of the portal's is."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.general_ledger.models import CODE, LedgerAccount
from settlements.balances.models import Account


@transaction.atomic
def map_account(*, account: str, currency: str, code: str, name: str, by: User) -> LedgerAccount | None:
    """For every currency, where `currency` is empty; an empty `code` takes the mapping away.

    Staff of the finance role. What it was before is in the audit trail. Raises Refused: `bad_code`,
    `no_name`.
    """
    require_staff(by, StaffRole.FINANCE)
    code, name = code.strip(), " ".join(name.split())
    if code and not re.fullmatch(CODE, code):
        sentence = _("Write the ledger account with letters A to Z, digits, points, dashes and slashes.")
        raise Refused("bad_code", sentence)
    if code and not name:
        raise Refused("no_name", _("Say how the account is called in your ledger."))
    kind = Account(account)
    before = LedgerAccount.objects.select_for_update().filter(account=kind, currency=currency).first()
    was = str(before or "")
    row = None
    if code:
        row, _made = LedgerAccount.objects.update_or_create(
            account=kind, currency=currency, defaults={"code": code, "name": name}
        )
    elif before:
        before.delete()
    if str(row or "") != was:
        record_event(
            event="ledger_account.mapped",
            subject=f"{kind.value} {currency}".strip(),
            actor=by,
            details={"before": was, "after": str(row or "")},
        )
    return row
