"""What would be due had a statement taken in other adjustments too, by the engine itself."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.money.currencies import exponent
from portal.refused import Refused
from settlements.engine import InvalidInput, settle_document
from settlements.engine.exact import exact_arithmetic
from settlements.statements.models import Statement


def due_with(statement: Statement, amounts: Sequence[Decimal]) -> Decimal:
    """`due_now` of the issued input with the amounts as adjustments beside its own. Raises Refused
    (`too_large`).
    """
    step = Decimal(1).scaleb(-exponent(statement.currency))
    with exact_arithmetic():
        added = [
            {"id": f"claim {number}", "kind": "dispute", "amount": f"{amount.quantize(step):f}"}
            for number, amount in enumerate(amounts, start=1)
            if amount
        ]
    document = statement.input_document
    try:
        result = settle_document({**document, "adjustments": [*document["adjustments"], *added]})
    except InvalidInput as fault:
        raise Refused("too_large", _("The amounts are too large to compute with.")) from fault
    return Decimal(result["ladder"]["due_now"])
