"""A claim beyond a statement, beside the books."""

from decimal import Decimal

from agreements.models import Agreement
from settlements.balances.models import ContingentClaim


def claim_beside(
    *, agreement: Agreement, statement: str, reference: str, amount: Decimal, currency: str
) -> ContingentClaim:
    """What the dispute `reference` claims beyond `statement`; once per dispute.

    Inside the act's transaction. Raises RuntimeError where it stands with something else.
    """
    told = {"agreement_id": agreement.pk, "statement": statement, "currency": currency, "amount": amount}
    claim, made = ContingentClaim.objects.get_or_create(
        reference=reference, defaults={"partner_id": agreement.partner_id, **told}
    )
    if not made and any(getattr(claim, name) != value for name, value in told.items()):
        raise RuntimeError(f"{reference} claims something else already.")
    return claim
