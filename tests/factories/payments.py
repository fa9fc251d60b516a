"""Payouts and remittance requests, made by the portal's own acts."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from portal.accounts.models import Partner, User
from portal.files.store_evidence import store_evidence
from settlements.payouts.models import Remittance
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.proofs.models import RemittanceProof
from settlements.payouts.receipt_by_bank import receipt_by_bank
from settlements.payouts.request_remittances import request_remittances
from settlements.tax.propose_rate import propose_rate
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import bank_account_samples, usable_accounts
from tests.factories.usage import submitted_report
from tests.settlements.payouts.bank_statements.steps import handed_in, row
from tests.settlements.runs.steps import issued_run


def payment_samples(partner: Partner, finance: User, approver: User) -> dict[str, Any]:
    """URL argument → value: a payout to approve, a request, bank accounts, a statement of the bank."""
    usable_accounts(partner)
    owing = make_agreement(partner, collected_by="partner", starts="2026-09-01", title="Own customers")
    submitted_report(owing, "2026-09", [{"usage_date": "2026-09-03"}])
    issued_run("2026-09", finance, approver, owing)
    [payout] = prepare_payouts(by=finance, partner=partner).payouts
    [remittance] = request_remittances(by=finance, partner=partner).remittances
    rate = propose_rate(
        partner=partner,
        from_date=date(2026, 10, 1),
        country="DE",
        default_rate=Decimal("0.15"),
        source="§ 50a EStG",
        by=finance,
    )
    account = {"currency": "USD", "account": "payable"}
    numbers = {"batch": payout.batch.number, "payout": payout.number, "remittance": remittance.number}
    statement = handed_in(finance, row("3.00", credit=False))
    numbers |= {"file_id": statement.pk, "line_id": statement.lines.get().pk}
    numbers["rate"] = rate.pk
    numbers |= _paid_too_much(remittance, finance)
    return numbers | account | bank_account_samples(partner)


def _paid_too_much(remittance: Remittance, by: User) -> dict[str, Any]:
    """With a file that shows the payment."""
    partner = remittance.partner
    file = store_evidence(file=ContentFile(b"Transfer", "transfer.txt"), partner=partner, by=by)
    proof = RemittanceProof.objects.create(partner=partner, remittance=remittance, file=file, added_by=by)
    facts = {"day": date(2026, 10, 20), "reference": "NTRF 7", "entry": "account/7/1", "by": by}
    receipt = receipt_by_bank(remittance=remittance, amount=remittance.amount + 1, **facts)
    return {"proof": proof.pk, "receipt": receipt.pk}
