"""A line that names a remittance request: the partner's money arrived."""

import re

from portal.accounts.models import User
from portal.refused import Refused
from settlements.bank_files.creditor_reference import is_creditor_reference, references_in
from settlements.payouts.bank_statements.finding import Finding, reference_of
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.dates import today
from settlements.payouts.models import Remittance
from settlements.payouts.receipt_by_bank import receipt_by_bank

NUMBER = re.compile(r"(?<![A-Z0-9])REM-(\d{4})-(\d{1,12})(?!\d)", re.A)
REFERENCE = re.compile(r"RF\d\dREM(\d{4})(\d{1,12})", re.A)


def match_remittance(line: BankLine, by: User) -> Finding | None:
    if not line.credit or line.returned:
        return None
    named = numbers_in(line)
    found = list(Remittance.objects.select_related("partner").filter(number__in=named))
    if not found:
        return Finding("unknown_request") if named else None
    if len(named) > 1:
        return Finding("several_requests", remittance=found[0])
    return Finding(settle_remittance(line, found[0], by), remittance=found[0])


def remittance_of(number: str) -> Remittance | None:
    return Remittance.objects.select_related("partner").filter(number=number).first()


def settle_remittance(line: BankLine, remittance: Remittance, by: User) -> str:
    """The amount is received, in part or whole. Why not, a code of `reason_words`; empty where it is."""
    if not line.credit or line.returned or not line.amount:
        return "no_receipt"
    if line.currency != remittance.currency:
        return "other_currency"
    if line.day > today():
        return "bad_day"
    try:
        receipt_by_bank(
            remittance=remittance,
            amount=line.amount,
            day=line.day,
            reference=reference_of(line),
            entry=line.bank_entry,
            by=by,
        )
    except Refused as refusal:
        return "nothing_due" if refusal.code == "nothing_due" else "request_over"
    return ""


def numbers_in(line: BankLine) -> set[str]:
    """Of requests, written as they are or as a creditor reference whose check digits are right.

    A reference in its own place says what is paid, whatever the text says beside it.
    """
    if is_creditor_reference(line.creditor_reference) and (found := _numbers([line.creditor_reference])):
        return found
    said = f"{line.end_to_end_id} {line.creditor_reference} {line.text}"
    written = {f"REM-{year}-{number}" for year, number in NUMBER.findall(said.upper())}
    return written | _numbers(references_in(said))


def _numbers(references: tuple[str, ...] | list[str]) -> set[str]:
    parts = [REFERENCE.fullmatch(each) for each in references]
    return {f"REM-{part[1]}-{part[2]}" for part in parts if part}
