"""The steps of a payment, as the pages do them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from portal.accounts.models import User
from portal.refused import Refused
from settlements.balances.place_hold import place_hold
from settlements.balances.verify_books import verify_books
from settlements.payouts.approve_payout import approve_payout
from settlements.payouts.cancel_payout import cancel_payout
from settlements.payouts.mark_paid import mark_paid
from settlements.payouts.models import Payout, Remittance
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances
from settlements.statements.models import Statement

DAY = date(2026, 10, 20)


def code_of(act, *args, **arguments) -> str:
    """What the act refuses with."""
    with pytest.raises(Refused) as refusal:
        act(*args, **arguments)
    return refusal.value.code


def prepared(by: User, **whom) -> Payout:
    [payout] = prepare_payouts(by=by, **whom).payouts
    return payout


def approve(payout: Payout, by: User) -> Payout:
    """What is shown is what is approved."""
    return approve_payout(payout_id=payout.pk, by=by, version=payout.version, fingerprint=payout.fingerprint)


def paid(payout: Payout, by: User, **facts) -> Payout:
    return mark_paid(payout=payout, by=by, **{"paid_date": DAY, "reference": "SEPA 1", **facts})


def cancelled(payout: Payout, by: User) -> Payout:
    return cancel_payout(payout=payout, by=by, reason="wrong day")


def requested(by: User, **whom) -> Remittance:
    [remittance] = request_remittances(by=by, **whom).remittances
    return remittance


@transaction.atomic
def hold(statement: Statement, amount: str, reference: str = "DSP-2026-000001") -> Decimal:
    return place_hold(
        agreement=statement.agreement,
        statement=statement.number,
        direction=statement.direction,
        reference=reference,
        amount=Decimal(amount),
        currency=statement.currency,
        by=None,
    )


def discrepancies() -> list:
    """What the books' checks find; the disputes of these tests are mere names."""
    return [each for each in verify_books() if each.check != "disputes"]
