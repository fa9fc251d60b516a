"""Find out what one line of a bank's statement is about, and do what follows from it."""

import logging

from django.db import InterfaceError, OperationalError, transaction

from portal.accounts.access import is_staff
from portal.accounts.models import User
from settlements.payouts.bank_statements.finding import Finding, Matcher
from settlements.payouts.bank_statements.match_batch import match_batch
from settlements.payouts.bank_statements.match_payout import match_payout
from settlements.payouts.bank_statements.match_remittance import match_remittance
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.naming import seen_before
from settlements.payouts.bank_statements.take_statement import ROLES

# The first that knows the line decides.
MATCHERS: tuple[Matcher, ...] = (match_batch, match_payout, match_remittance)
log = logging.getLogger(__name__)


def match_line(*, line_id: int) -> None:
    """One transaction, under the line's lock: again, or by two at once, it has one effect.

    What nobody foresaw is told of the line, and stops no other; a broken connection is tried again later.
    """
    try:
        _match(line_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("a booking could not be matched", extra={"bank_line": line_id})
        waiting = BankLine.objects.filter(pk=line_id, state=BankLine.State.WAITING)
        waiting.update(state=BankLine.State.UNMATCHED, reason="failed")


@transaction.atomic
def _match(line_id: int) -> None:
    rows = BankLine.objects.select_for_update(of=("self",)).select_related("file__taken_by", "account")
    line = rows.get(pk=line_id)
    if line.state != BankLine.State.WAITING:
        return
    found = _finding(line, line.file.taken_by)
    line.state = BankLine.State.UNMATCHED if found.reason else BankLine.State.MATCHED
    line.reason = found.reason
    line.payout, line.batch, line.remittance = found.payout, found.batch, found.remittance
    line.save(update_fields=["state", "reason", "payout", "batch", "remittance"])


def _finding(line: BankLine, by: User) -> Finding:
    if not is_staff(by, *ROLES):
        return Finding("not_allowed")
    if seen_before(line):
        return Finding("seen_before")
    for match in MATCHERS:
        if (found := match(line, by)) is not None:
            return found
    if line.credit:
        return Finding("other_credit")
    return Finding("taken_back" if line.returned else "other_debit")
