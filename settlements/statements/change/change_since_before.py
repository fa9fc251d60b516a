"""The change of a settlement against the statement of the period before it."""

from typing import Any, Protocol

from agreements.models import Agreement
from settlements.statements.change.change_of import change_of
from settlements.statements.models import Statement
from usage.models import Period


class Computed(Protocol):
    """A settlement, or a version of a statement, with its documents."""

    agreement: Agreement
    period: Period
    input_document: dict[str, Any]
    result_document: dict[str, Any]


def change_since_before(computed: Computed) -> dict[str, Any] | None:
    """`change_of`, with `number` and `period` of what it is compared with; None of a first period.

    Of a tail neither: it has no usage to compare.
    """
    if computed.period.is_tail:
        return None
    earlier = Statement.objects.filter(
        agreement=computed.agreement, period__from_date__lt=computed.period.from_date
    )
    before = earlier.select_related("period").order_by("-period__from_date", "-version").first()
    if before is None:
        return None
    change = change_of(
        before=(before.input_document, before.result_document),
        after=(computed.input_document, computed.result_document),
    )
    return {"number": before.number, "period": before.period.label, **change}
