"""Whether the terms allow references to customers that name them."""

from datetime import date

from agreements.models import Agreement, OperationalTerms
from agreements.operations.operations_on import operations_on


def may_name_customers(agreement: Agreement, day: date) -> bool:
    """In reports of a period that begins on the day: only what the terms, after their privacy clause, say."""
    return operations_on(agreement, day).customer_refs == OperationalTerms.CustomerRefs.PERSONAL
