"""A name for each booking of our accounts: the same whichever file brings it, and how often."""

import hashlib
from collections import Counter

from settlements.payouts.bank_statements.models import BankLine

NO_REFERENCE = frozenset({"", "NONREF", "NOTPROVIDED"})
"""What banks write where a booking has no reference of its own."""


class Names:
    """Of the bookings of one statement.

    A booking's name is a digest of what the bank says of it. With the bank's own reference the statement does
    not count: a day's and a month's statement bring the same booking. Without one it does, and `seen_before`
    asks a person. Bookings of one statement that are equal in everything are counted: two equal charges are
    two.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def name(self, line: BankLine, bank_reference: str) -> str:
        """`bank_reference` is that of the whole booking, which statements with and without details share."""
        named = bank_reference.upper() not in NO_REFERENCE
        said = (
            *(line.account_id, line.day, f"{line.amount.normalize():f}", line.currency, line.credit),
            *(line.returned, line.end_to_end_id, line.creditor_reference, line.batch_reference),
            *(line.text, bank_reference if named else "", "" if named else line.statement_id),
        )
        digest = hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:32]
        self._seen[digest] += 1
        return f"account {line.account_id} {line.day} {digest} {self._seen[digest]}"


def seen_before(line: BankLine) -> bool:
    """Whether another statement has what may be the same booking, and no reference to tell."""
    alike = BankLine.objects.filter(
        account=line.account_id, day=line.day, amount=line.amount, currency=line.currency, credit=line.credit
    )
    if line.bank_reference.upper() not in NO_REFERENCE:
        alike = alike.filter(bank_reference__in=[*NO_REFERENCE, line.bank_reference])
    # Whoever ordered the payments numbered them apart.
    if line.end_to_end_id:
        alike = alike.filter(end_to_end_id__in=["", line.end_to_end_id])
    return alike.exclude(statement_id=line.statement_id).filter(pk__lt=line.pk).exists()
