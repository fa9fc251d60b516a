"""What a partner quotes when it pays a remittance request."""

from settlements.bank_files.creditor_reference import creditor_reference
from settlements.payouts.models import Remittance


def remittance_reference(remittance: Remittance) -> str:
    """The creditor reference (ISO 11649, `RF…`) of the request's number, without spaces."""
    return creditor_reference(remittance.number)
