"""Correct an issued statement: the next one takes the amount in."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.money.amount import Amount
from portal.refused import Refused
from settlements.adjustments.models import Adjustment


def make_adjustment(
    *,
    agreement: Agreement,
    kind: Adjustment.Kind,
    reference: str,
    statement: str,
    line_key: str,
    clause: str,
    amount: Decimal,
    currency: str,
    reason: str,
    by: User,
    reverses: Adjustment | None = None,
) -> Adjustment:
    """Lay an amount, signed as the statement's own, before the next run. `line_key` is empty for no line.
    `reverses`: what it takes back.

    Once per kind, reference and line: made again the same, the row that stands. The caller asked who may.
    Raises Refused (`bad_amount`), and RuntimeError where another amount stands.
    """
    _check(agreement, amount, currency)
    told = {
        "agreement_id": agreement.pk,
        "statement": statement,
        "currency": currency,
        "amount": amount,
        "reverses_id": reverses.pk if reverses else None,
    }
    with transaction.atomic():
        adjustment, made = Adjustment.objects.get_or_create(
            kind=kind,
            reference=reference,
            line_key=line_key,
            defaults={
                "partner_id": agreement.partner_id,
                "clause": clause,
                "reason": reason,
                "made_by": by,
                **told,
            },
        )
        if not made:
            if any(getattr(adjustment, name) != value for name, value in told.items()):
                raise RuntimeError(f"{reference} adjusts “{line_key}” already, to something else.")
            return adjustment
        record_event(
            event="adjustment.made",
            subject=reference,
            actor=by,
            partner=agreement.partner,
            details={
                "agreement": agreement.number,
                "statement": statement,
                "line": line_key,
                "amount": f"{amount:f}",
                "currency": currency,
            },
        )
    return adjustment


def _check(agreement: Agreement, amount: Decimal, currency: str) -> None:
    if currency != agreement.settlement_currency:
        raise RuntimeError(f"{agreement} settles in {agreement.settlement_currency}, not in {currency}.")
    try:
        wrong = not Amount(amount, currency).minor_units
    except (TypeError, ValueError):
        wrong = True
    if wrong:
        sentence = _("An adjustment needs an amount other than zero, with the decimals of %(currency)s.")
        raise Refused("bad_amount", sentence % {"currency": currency})
