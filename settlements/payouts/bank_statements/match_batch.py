"""A line that is one sum for all payments of a part of our bank file."""

import re

from django.db import transaction
from lxml import etree

from portal.accounts.models import User
from portal.refused import Refused
from settlements.bank_files.credit_transfers import NAMESPACE
from settlements.bank_files.payment_batch import PaymentRefused
from settlements.bank_files.safe_xml import read_xml
from settlements.payouts.bank_file import bank_file_of
from settlements.payouts.bank_statements.finding import Finding, is_from, reference_of
from settlements.payouts.bank_statements.match_payout import why_wrong_state
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.models import Payout, PayoutBatch, PayoutOutcome
from settlements.payouts.of_batch import locked, payouts_in
from settlements.payouts.outcome_by_bank import outcome_by_bank
from settlements.payouts.sums import total_of

REFERENCE = re.compile(r"(BAT-\d{4}-\d{1,12})(-\d{1,4})?", re.A)
NAMES = {"p": NAMESPACE}
STATE = Payout.State
WITH_BANK = {STATE.SENT, STATE.PAID, STATE.RETURNED}


def match_batch(line: BankLine, by: User) -> Finding | None:
    named = REFERENCE.fullmatch(line.batch_reference.upper())
    if named is None:
        return None
    batch = PayoutBatch.objects.filter(number=named[1]).first()
    if batch is None:
        return Finding("unknown_number")
    if line.credit or line.returned:
        return Finding("batch_back", batch=batch)
    return Finding(settle_batch(line, batch, by, part=named[0] if named[2] else ""), batch=batch)


def settle_batch(line: BankLine, batch: PayoutBatch, by: User, *, part: str = "") -> str:
    """Pays what is still with the bank of that part of our file (PmtInfId), else of the line's currency.

    Why not, a code of `reason_words`, and then it pays none; empty where it did.
    """
    payouts = _part(locked(batch), part, line.currency)
    if not payouts:
        return "unknown_number"
    if not all(is_from(line, each) for each in payouts):
        return "other_account"
    if total_of(each.amount for each in payouts) != line.amount:
        return "other_sum"
    # What two people said of one before, or what came back at once, was in the sum all the same.
    open_ones = [each for each in payouts if each.state == STATE.SENT]
    if wrong := [each for each in payouts if each.state not in WITH_BANK]:
        return why_wrong_state(wrong[0])
    if not open_ones:
        return why_wrong_state(payouts[0])
    try:
        _pay(line, open_ones, by)
    except Refused:
        # All are under their locks and with the bank: only the day can be wrong.
        return "bad_day"
    return ""


@transaction.atomic
def _pay(line: BankLine, payouts: list[Payout], by: User) -> None:
    for each in payouts:
        outcome_by_bank(
            payout=each,
            kind=PayoutOutcome.Kind.PAID,
            day=line.day,
            reference=reference_of(line),
            entry=f"{line.bank_entry} {each.number}",
            by=by,
        )


def _part(batch: PayoutBatch, part: str, currency: str) -> list[Payout]:
    payouts = [each for each in payouts_in(batch) if each.currency == currency]
    if not part:
        return payouts
    try:
        within = _numbers_in(bank_file_of(batch, payouts_in(batch)), part)
    except (PaymentRefused, ValueError):
        return []
    return [each for each in payouts if each.number in within]


def _numbers_in(content: bytes, part: str) -> set[str]:
    """Numbers of the payouts in a part of our file: the file itself says where each stands."""
    found: set[str] = set()
    for each in read_xml(content).iterfind(".//p:PmtInf", NAMES):
        if each.findtext("p:PmtInfId", namespaces=NAMES) == part:
            found |= {_text(one) for one in each.iterfind(".//p:EndToEndId", NAMES)}
    return found


def _text(element: etree._Element) -> str:
    return element.text or ""
