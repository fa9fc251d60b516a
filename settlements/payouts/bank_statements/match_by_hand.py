"""Say what a line of a bank's statement is about, where its texts do not."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.payouts.bank_statements.match_batch import settle_batch
from settlements.payouts.bank_statements.match_payout import payout_of, settle_payout
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.open_line import open_line
from settlements.payouts.bank_statements.take_statement import ROLES
from settlements.payouts.bank_statements.words import reason_words
from settlements.payouts.models import PayoutBatch


@transaction.atomic
def match_by_hand(*, line: BankLine, number: str, by: User) -> BankLine:
    """With the payout or batch of that number: what follows is what follows when the bank names it.

    Account, currency and amount have to fit all the same, so the bank's word needs no second person here
    either. Staff of the finance or approver role. Raises Refused: `wrong_state`, or a code of `reason_words`.
    """
    require_staff(by, *ROLES)
    row = open_line(line)
    if why := _settle(row, number.strip().upper(), by):
        raise Refused(why, reason_words(why))
    row.state, row.reason = BankLine.State.MATCHED, ""
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "reason", "payout", "batch", "remittance", "decided_by", "decided_at"])
    record_event(
        event="bank_line.matched",
        subject=f"bank statement {row.file_id}",
        actor=by,
        details={
            "line": row.pk,
            "day": row.day.isoformat(),
            "amount": plain(row.amount),
            "currency": row.currency,
            "with": number.strip().upper(),
        },
    )
    return row


def _settle(row: BankLine, number: str, by: User) -> str:
    row.payout = row.batch = row.remittance = None
    if (payout := payout_of(number)) is not None:
        row.payout = payout
        return settle_payout(row, payout, by)
    if (batch := PayoutBatch.objects.filter(number=number).first()) is not None:
        row.batch = batch
        return "batch_back" if row.credit or row.returned else settle_batch(row, batch, by)
    return "unknown_number"
