"""Payouts and remittance requests, made by the portal's own acts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole
from settlements.payouts.add_payment_proof import add_payment_proof
from settlements.payouts.models import Remittance
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances
from settlements.payouts.tell_receipt import tell_receipt
from tests.factories.accounts import make_member
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import bank_account_samples, usable_accounts
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import issued_run

MONTH = timedelta(days=31)


def payment_samples(partner: Partner, finance: User, approver: User) -> dict[str, Any]:
    """URL argument → value: a payout that waits for approval, a request for money, bank accounts."""
    usable_accounts(partner)
    owing = make_agreement(partner, collected_by="partner", starts="2026-09-01", title="Own customers")
    submitted_report(owing, "2026-09", [{"usage_date": "2026-09-03"}])
    issued_run("2026-09", finance, approver, owing)
    [payout] = prepare_payouts(by=finance, partner=partner).payouts
    [remittance] = request_remittances(by=finance, partner=partner).remittances
    account = {"currency": "USD", "account": "payable"}
    receipt = tell_receipt(
        remittance=remittance, amount=Decimal(1), day=remittance.due_date - MONTH, reference="1", by=finance
    )
    numbers = {"batch": payout.batch.number, "payout": payout.number, "remittance": remittance.number}
    numbers |= {"receipt": receipt.pk, "proof": _proof(remittance, partner)}
    return numbers | account | bank_account_samples(partner)


def _proof(remittance: Remittance, partner: Partner) -> int:
    payer = make_member("paul@hosta.example", "Paul Pays", partner, PartnerRole.FINANCE)
    file = ContentFile(b"%PDF-1.7 paid", "transfer.pdf")
    return add_payment_proof(remittance=remittance, file=file, by=payer).pk
