"""By when statements are to be paid, by the terms; of many at once."""

from collections.abc import Iterable
from datetime import date

from agreements.models import Agreement
from agreements.operations.operations_on import with_operations
from settlements.statements.models import Statement
from settlements.statements.payment_due import payment_due


def due_dates(numbers: Iterable[str]) -> dict[str, date]:
    """Statement → the day, of those whose agreement names one; the others are due at once."""
    rows = Statement.objects.filter(number__in=list(numbers), version=1).select_related("period")
    rows = list(rows.defer("input_document", "result_document"))
    wanted = {row.agreement_id for row in rows}
    agreements = with_operations(Agreement.objects.filter(pk__in=wanted)).in_bulk()
    found = {}
    for row in rows:
        row.agreement = agreements[row.agreement_id]
        if (day := payment_due(row)) is not None:
            found[row.number] = day
    return found
