"""The second person's word on what a line of a bank's statement is about."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, require_staff
from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.bank_statements.decided import locked_line, named_in, record_decision
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.settle_by_hand import settle_by_hand
from settlements.payouts.bank_statements.take_statement import ROLES
from settlements.payouts.bank_statements.words import reason_words


@transaction.atomic
def confirm_match(*, line: BankLine, by: User) -> BankLine:
    """Now what it is matched with is paid, come back or received, and the partner is told.

    Staff of the finance or approver role, never who matched it, nor their deputy. Raises Refused: `own_work`,
    `wrong_state`, or a code of `reason_words` where it fits no more.
    """
    require_staff(by, *ROLES)
    row = locked_line(line, BankLine.State.TOLD)
    if why := why_own_match(row, by):
        raise Refused("own_work", why)
    found = settle_by_hand(row, named_in(row), by)
    if found.reason:
        raise Refused(found.reason, reason_words(found.reason))
    row.state, row.reason = BankLine.State.MATCHED, ""
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record_decision(event="bank_line.matched", line=row, by=by)
    return row


def why_own_match(line: BankLine, user: User) -> str:
    """The sentence where the person, or whom they stand in for, matched it; else empty."""
    if line.told_by_id in acting_ids(user, *ROLES):
        return _("You matched it, so somebody else has to confirm it.")
    return ""
