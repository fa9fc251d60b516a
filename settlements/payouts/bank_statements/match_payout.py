"""A line that names a payout: it left our account, or came back to it."""

import re

from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.bank_statements.finding import Finding, is_from
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
    payout = Payout.objects.select_related("partner", "from_account", "batch").filter(number=number).first()
    if payout is None:
        return Finding("unknown_number")
    return Finding(_why_not(line, payout) or _settle(line, payout, by), payout=payout)


def _why_not(line: BankLine, payout: Payout) -> str:
    if not is_from(line, payout):
        return "foreign_account"
    if (line.currency, line.amount) != (payout.currency, payout.amount):
        return "other_amount"
    if line.returned and not line.credit:
        return "taken_back"
    return ""


def _settle(line: BankLine, payout: Payout, by: User) -> str:
    """Why it may not become that, as its row stands under the lock of the act; empty where it did."""
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
    except Refused:
        return why_wrong_state(Payout.objects.get(pk=payout.pk))
    return ""


def reference_of(line: BankLine) -> str:
    """Banks leave it out: then the name of the line says where it stands."""
    return line.bank_reference or line.bank_entry


def why_wrong_state(payout: Payout) -> str:
    if payout.state == STATE.PAID:
        return "paid_already"
    return "returned_before" if payout.state == STATE.RETURNED else "not_sent"
