"""What always holds between adjustments and the statements that took them in."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from settlements.adjustments.in_document import in_document
from settlements.adjustments.models import Adjustment
from settlements.balances.models import Account, Entry
from settlements.balances.verify_books import Discrepancy, row
from settlements.statements.models import Statement


def check_adjustments() -> Iterator[Discrepancy]:
    """Each one taken in is in the input of that statement with its amount, and the other way round."""
    rows = {in_document(each)["id"]: each for each in Adjustment.objects.select_related("agreement")}
    settled = {name: each for name, each in rows.items() if each.settled_in}
    listed: dict[str, dict[str, Any]] = {}
    for pk, number, documents in _inputs({each.settled_in for each in settled.values()}):
        listed[number] = {each["id"]: each for each in documents or []}
        for name, document in listed[number].items():
            if fault := _fault(document, number, rows.get(name)):
                where = f"{row('statement', pk)} ({number})"
                yield Discrepancy("adjustments", where, f"its input takes in {name}, {fault}")
    for name, adjustment in settled.items():
        if name not in listed.get(adjustment.settled_in, {}):
            sentence = f"settled in {adjustment.settled_in}, whose input does not name it"
            yield Discrepancy("adjustments", row("adjustment", adjustment.pk), sentence)
    for adjustment in rows.values():
        agreement = (adjustment.agreement.partner_id, adjustment.agreement.settlement_currency)
        if (adjustment.partner_id, adjustment.currency) != agreement or not adjustment.amount.is_finite():
            sentence = f"its partner, currency or amount does not fit {adjustment.agreement}"
            yield Discrepancy("adjustments", row("adjustment", adjustment.pk), sentence)


def _inputs(numbers: set[str]):
    """Statements that took in adjustments, by what the rows say or by what was posted."""
    posted = Entry.objects.filter(account=Account.ADJUSTMENTS).values_list("statement", flat=True)
    rows = Statement.objects.filter(version=1, number__in=numbers | set(posted)).order_by("pk")
    return rows.values_list("pk", "number", "input_document__adjustments").iterator(100)


def _fault(document: dict[str, Any], number: str, adjustment: Adjustment | None) -> str:
    if adjustment is None:
        return "which nobody made"
    where = row("adjustment", adjustment.pk)
    if adjustment.settled_in != number:
        return f"but {where} is settled in {adjustment.settled_in or 'none'}"
    try:
        same = Decimal(document["amount"]) == adjustment.amount
    except (KeyError, TypeError, InvalidOperation):
        same = False
    return "" if same else f"but {where} has another amount"
