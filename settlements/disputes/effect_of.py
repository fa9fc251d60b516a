"""The effect of a dispute (FORMULA section 7), by the engine itself."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.money.currencies import exponent
from portal.refused import Refused
from settlements.disputes.claims import Claim
from settlements.engine import InvalidInput, settle_document
from settlements.engine.exact import exact_arithmetic
from settlements.statements.models import Statement


def effect_of(statement: Statement, claims: Sequence[Claim]) -> Decimal:
    """What is due as issued, less what would be due had the claims been true; in the statement's currency.

    Above zero: so much of what is due is in doubt. Below: so much more would be due. Raises Refused
    (`too_large`).
    """
    document = {
        **statement.input_document,
        "adjustments": [*statement.input_document["adjustments"], *_adjustments(statement, claims)],
    }
    try:
        due = Decimal(settle_document(document)["ladder"]["due_now"])
    except InvalidInput as fault:
        raise Refused("too_large", _("The amounts are too large to compute with.")) from fault
    with exact_arithmetic():
        return statement.due_now - due


def _adjustments(statement: Statement, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    step = Decimal(1).scaleb(-exponent(statement.currency))
    with exact_arithmetic():
        return [
            {"id": f"claim {number}", "kind": "dispute", "amount": f"{claim.difference.quantize(step):f}"}
            for number, claim in enumerate(claims, start=1)
            if claim.difference
        ]
