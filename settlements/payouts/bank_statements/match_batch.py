"""A line that is one sum for all payments of a part of our bank file."""

import re

from lxml import etree

from portal.accounts.models import User
from settlements.bank_files.credit_transfers import NAMESPACE
from settlements.bank_files.payment_batch import PaymentRefused
from settlements.bank_files.safe_xml import read_xml
from settlements.payouts.bank_file import bank_file_of
from settlements.payouts.bank_statements.finding import Finding, is_from
from settlements.payouts.bank_statements.match_payout import reference_of, why_wrong_state
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.models import Payout, PayoutBatch, PayoutOutcome
from settlements.payouts.of_batch import locked, payouts_in
from settlements.payouts.outcome_by_bank import outcome_by_bank
from settlements.payouts.sums import total_of

REFERENCE = re.compile(r"(BAT-\d{4}-\d{1,12})(-\d{1,4})?", re.A)
NAMES = {"p": NAMESPACE}


def match_batch(line: BankLine, by: User) -> Finding | None:
    """Pays all of that part (or, where the bank names the whole file, of the currency) or nothing."""
    named = REFERENCE.fullmatch(line.batch_reference.upper())
    if line.credit or line.returned or named is None:
        return None
    batch = PayoutBatch.objects.filter(number=named[1]).first()
    if batch is None:
        return Finding("unknown_number")
    batch = locked(batch)
    return Finding(_why_not(line, _part(batch, named[0] if named[2] else "", line.currency), by), batch=batch)


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


def _why_not(line: BankLine, payouts: list[Payout], by: User) -> str:
    if not payouts:
        return "unknown_number"
    if not all(is_from(line, each) for each in payouts):
        return "foreign_account"
    if total_of(each.amount for each in payouts) != line.amount:
        return "other_sum"
    if wrong := [each for each in payouts if each.state != Payout.State.SENT]:
        return why_wrong_state(wrong[0])
    for each in payouts:
        outcome_by_bank(
            payout=each,
            kind=PayoutOutcome.Kind.PAID,
            day=line.day,
            reference=reference_of(line),
            entry=f"{line.bank_entry} {each.number}",
            by=by,
        )
    return ""
