"""Say what a line of a bank's statement is about, where its texts do not."""

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.bank_statements.decided import locked_line, record_decision
from settlements.payouts.bank_statements.finding import Finding
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.settle_by_hand import settle_by_hand
from settlements.payouts.bank_statements.take_statement import ROLES
from settlements.payouts.bank_statements.words import reason_words


@transaction.atomic
def match_by_hand(*, line: BankLine, number: str, by: User) -> BankLine:
    """With the payout, batch or request of that number. Nothing moves until somebody else confirms it.

    Staff of the finance or approver role. Raises Refused: `wrong_state`, or a code of `reason_words`.
    """
    require_staff(by, *ROLES)
    row = locked_line(line, BankLine.State.UNMATCHED)
    found = _would_be(row, number.strip().upper(), by)
    if found.reason:
        raise Refused(found.reason, reason_words(found.reason))
    row.state, row.told_by = BankLine.State.TOLD, by
    row.payout, row.batch, row.remittance = found.payout, found.batch, found.remittance
    row.save(update_fields=["state", "told_by", "payout", "batch", "remittance"])
    record_decision(event="bank_line.told", line=row, by=by)
    return row


def _would_be(row: BankLine, number: str, by: User) -> Finding:
    """What would come of it now: done, looked at, and undone."""
    with transaction.atomic():
        found = settle_by_hand(row, number, by)
        transaction.set_rollback(True)
    return found
