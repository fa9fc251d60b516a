"""The steps of a payment, as the pages do them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from portal.accounts.models import User
from portal.refused import Refused
from settlements.balances.place_hold import place_hold
from settlements.balances.release_hold import release_hold
from settlements.balances.verify_books import verify_books
from settlements.payouts.approve_batch import approve_batch
from settlements.payouts.cancel_payout import cancel_payout
from settlements.payouts.confirm_outcome import confirm_outcome
from settlements.payouts.confirm_receipt import confirm_receipt
from settlements.payouts.export_batch import export_batch
from settlements.payouts.models import Payout, PayoutBatch, Remittance, RemittanceReceipt
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances
from settlements.payouts.sums import total_of
from settlements.payouts.tell_outcome import tell_outcome
from settlements.payouts.tell_receipt import tell_receipt
from settlements.payouts.what_is_due import what_is_due
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
    """Its batch: what is shown is what is approved."""
    approve_whole(PayoutBatch.objects.get(pk=payout.batch_id), by)
    return Payout.objects.get(pk=payout.pk)


def approve_whole(batch: PayoutBatch, by: User) -> PayoutBatch:
    return approve_batch(batch_id=batch.pk, by=by, version=batch.version, fingerprint=batch.fingerprint)


def sent(payout: Payout, by: User) -> Payout:
    export_batch(batch=payout.batch, by=by)
    return Payout.objects.get(pk=payout.pk)


def told(payout: Payout, by: User, kind: str = "paid", **facts):
    facts = {"day": DAY, "reference": "SEPA 1", "reason": "" if kind == "paid" else "Account closed", **facts}
    return tell_outcome(payout=payout, kind=kind, by=by, **facts)


def paid(payout: Payout, by: User, **facts) -> Payout:
    """Sent to the bank and said so by one person; whoever approved it confirms it."""
    at_bank = sent(payout, by) if payout.state == "approved" else payout
    confirm_outcome(outcome=told(at_bank, by, **facts), by=payout.approved_by)
    return Payout.objects.get(pk=payout.pk)


def returned(payout: Payout, by: User, **facts) -> Payout:
    confirm_outcome(outcome=told(payout, by, "returned", **facts), by=payout.approved_by)
    return Payout.objects.get(pk=payout.pk)


def cancelled(payout: Payout, by: User) -> Payout:
    return cancel_payout(payout=payout, by=by, reason="wrong day")


def requested(by: User, **whom) -> Remittance:
    [remittance] = request_remittances(by=by, **whom).remittances
    return remittance


def receipt_told(remittance: Remittance, by: User, amount: str = "", **facts) -> RemittanceReceipt:
    """All that is due, where no amount is said."""
    due = total_of(part.due for part in what_is_due(remittance)) or Decimal(1)
    facts = {"day": DAY, "reference": "HOSTA 1", **facts}
    return tell_receipt(remittance=remittance, amount=Decimal(amount or due), by=by, **facts)


def received(remittance: Remittance, by: User, confirmer: User, amount: str = "", **facts) -> Remittance:
    confirm_receipt(receipt=receipt_told(remittance, by, amount, **facts), by=confirmer)
    return Remittance.objects.get(pk=remittance.pk)


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


@transaction.atomic
def release(reference: str = "DSP-2026-000001") -> Decimal:
    return release_hold(reference=reference, amount=None, key="withdrawn", by=None)


def discrepancies() -> list:
    """What the books' checks find; the disputes of these tests are mere names."""
    return [each for each in verify_books() if each.check != "disputes"]
