"""The effect of a dispute (FORMULA section 7), by the engine itself."""

from collections.abc import Sequence
from decimal import Decimal

from settlements.disputes.claims import Claim
from settlements.engine.exact import exact_arithmetic
from settlements.statements.due_with import due_with
from settlements.statements.models import Statement


def effect_of(statement: Statement, claims: Sequence[Claim]) -> Decimal:
    """What is due as issued, less what would be due had the claims been true; in the statement's currency.

    Above zero: so much of what is due is in doubt. Below: so much more would be due. Raises Refused
    (`too_large`).
    """
    due = due_with(statement, [claim.difference for claim in claims])
    with exact_arithmetic():
        return statement.due_now - due
