"""Take back what somebody said a line of a bank's statement is about."""

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from settlements.payouts.bank_statements.decided import locked_line, record_decision
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.take_statement import ROLES


@transaction.atomic
def drop_match(*, line: BankLine, by: User) -> BankLine:
    """It waits again. Staff of the finance or approver role, whoever matched it.

    Raises Refused: `wrong_state`.
    """
    require_staff(by, *ROLES)
    row = locked_line(line, BankLine.State.TOLD)
    record_decision(event="bank_line.dropped", line=row, by=by)
    row.state, row.told_by = BankLine.State.UNMATCHED, None
    row.save(update_fields=["state", "told_by"])
    return row
