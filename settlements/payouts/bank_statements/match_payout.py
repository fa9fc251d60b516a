"""A line that names a payout: it left our account, or came back to it."""

import re

from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.bank_statements.finding import Finding, is_from, reference_of
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.return_reasons import reason_in_words
from settlements.payouts.models import Payout, PayoutOutcome
from settlements.payouts.outcome_by_bank import outcome_by_bank

NUMBER = re.compile(r"PAY-\d{4}-\d{1,12}", re.A)
STATE = Payout.State


def match_payout(line: BankLine, by: User) -> Finding | None:
    number = line.end_to_end_id.upper()
    if not NUMBER.fullmatch(number):
        return None
    payout = payout_of(number)
    if payout is None:
        return Finding("unknown_number")
    return Finding(_why_doubtful(line, payout) or settle_payout(line, payout, by), payout=payout)


def payout_of(number: str) -> Payout | None:
    rows = Payout.objects.select_related("partner", "from_account", "batch")
    return rows.filter(number=number).first()


def settle_payout(line: BankLine, payout: Payout, by: User) -> str:
    """A debit pays it, a credit brings it back. Why not, a code of `reason_words`; empty where it did.

    What decides is the payout's row as it stands under the lock of the act.
    """
    if not is_from(line, payout):
        return "other_account"
    if (line.currency, line.amount) != (payout.currency, payout.amount):
        return "other_amount"
    if line.returned and not line.credit:
        return "taken_back"
    kind = PayoutOutcome.Kind.RETURNED if line.credit else PayoutOutcome.Kind.PAID
    try:
        outcome_by_bank(
            payout=payout,
            kind=kind,
            day=line.day,
            reference=reference_of(line),
            entry=line.bank_entry,
            by=by,
            reason=reason_in_words(line.return_reason) if line.credit else "",
        )
    except Refused as refusal:
        return "bad_day" if refusal.code == "bad_date" else why_wrong_state(Payout.objects.get(pk=payout.pk))
    return ""


def why_wrong_state(payout: Payout) -> str:
    if payout.state == STATE.PAID:
        return "paid_already"
    return "returned_before" if payout.state == STATE.RETURNED else "not_sent"


def _why_doubtful(line: BankLine, payout: Payout) -> str:
    """What comes back makes the payout payable anew, so it has to be beyond doubt."""
    if not line.credit:
        return ""
    if not line.returned:
        return "no_return"
    twice = BankLine.objects.filter(payout=payout, credit=False).exclude(pk=line.pk)
    return "left_twice" if twice.exclude(state=BankLine.State.MATCHED).exists() else ""
