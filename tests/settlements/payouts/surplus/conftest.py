"""Host A owed 50.00 of September and paid 62.50; then it owes 20.00 of October."""

from decimal import Decimal

from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipt_by_bank import receipt_by_bank
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.payouts.conftest import receivable, remitting  # noqa: F401
from tests.settlements.payouts.steps import DAY, requested
from tests.settlements.runs.steps import issued_run


@scene
def too_much(receivable, fiona) -> RemittanceReceipt:  # noqa: F811
    facts = {"day": DAY, "reference": "NTRF 7", "entry": "acc/7/1", "by": fiona}
    return receipt_by_bank(remittance=requested(fiona), amount=Decimal("62.50"), **facts)


@scene
def october(too_much, remitting, fiona, april) -> Remittance:  # noqa: F811
    submitted_report(remitting, "2026-10", [{"usage_date": "2026-10-05", "gross_revenue": "200"}])
    issued_run("2026-10", fiona, april, remitting)
    return requested(fiona)
