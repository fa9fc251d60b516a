"""Find out what one line of a bank's statement is about, and do what follows from it."""

from django.db import transaction

from portal.accounts.models import User
from settlements.payouts.bank_statements.finding import Finding, Matcher
from settlements.payouts.bank_statements.match_batch import match_batch
from settlements.payouts.bank_statements.match_payout import match_payout
from settlements.payouts.bank_statements.models import BankLine

# The first that knows the line decides. What partners pay joins here.
MATCHERS: tuple[Matcher, ...] = (match_batch, match_payout)


@transaction.atomic
def match_line(*, line_id: int) -> None:
    """One transaction, under the line's lock: again, or by two at once, it has one effect."""
    line = (
        BankLine.objects.select_for_update(of=("self",))
        .select_related("file__taken_by", "account")
        .get(pk=line_id)
    )
    if line.state != BankLine.State.WAITING:
        return
    found = _finding(line, line.file.taken_by)
    line.state = BankLine.State.UNMATCHED if found.reason else BankLine.State.MATCHED
    line.reason, line.payout, line.batch = found.reason, found.payout, found.batch
    line.save(update_fields=["state", "reason", "payout", "batch"])


def _finding(line: BankLine, by: User) -> Finding:
    for match in MATCHERS:
        if (found := match(line, by)) is not None:
            return found
    return Finding("other_credit" if line.credit else "other_debit")
