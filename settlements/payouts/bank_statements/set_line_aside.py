"""Set a line aside that is about nothing the portal knows."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.bank_statements.decided import locked_line, record_decision
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.take_statement import ROLES


@transaction.atomic
def set_line_aside(*, line: BankLine, note: str, by: User) -> BankLine:
    """It stays on record with the note. Staff of the finance or approver role. Raises Refused: `no_note`,
    `wrong_state`."""
    require_staff(by, *ROLES)
    said = note.strip()
    if not said:
        raise Refused("no_note", _("Write what this booking is, so that nobody has to ask again."))
    row = locked_line(line, BankLine.State.UNMATCHED)
    row.state, row.note = BankLine.State.SET_ASIDE, said
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "note", "decided_by", "decided_at"])
    record_decision(event="bank_line.set_aside", line=row, by=by, note=said)
    return row
