"""What the payer quotes, so that the bank's statement tells which request is paid."""

from settlements.bank_files.creditor_reference import creditor_reference
from settlements.payouts.models import Remittance


def remittance_reference(remittance: Remittance) -> str:
    """By ISO 11649: RF, two check digits, the request's number without its hyphens."""
    return creditor_reference(remittance.number)
