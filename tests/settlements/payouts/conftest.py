"""Host A's September, issued: 20.00 USD to be paid to it, 50.00 USD that it owes."""

from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.bank_accounts import usable_accounts
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import issued_run

SEPTEMBER = "2026-09"


@scene
def bank(hosta):
    """Host A and the licensor have accounts for US dollars."""
    usable_accounts(hosta)


@scene
def hosted(hosta, bank):
    """The licensor collects and pays Host A 20 %."""
    return make_agreement(hosta, collected_by="licensor", reporter="partner", starts="2026-09-01")


@scene
def remitting(hosta):
    """Host A collects and owes 10 %."""
    return make_agreement(
        hosta,
        collected_by="partner",
        starts="2026-09-01",
        terms=[make_terms("2026-09-01", share("0.10"))],
        title="Own customers",
    )


@scene
def payable(hosted, fiona, april) -> Statement:
    """20.00 USD of September, unpaid."""
    submitted_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-05"}])
    issued_run(SEPTEMBER, fiona, april, hosted)
    return Statement.objects.get(agreement=hosted)


@scene
def receivable(remitting, fiona, april) -> Statement:
    """50.00 USD of September, owed."""
    submitted_report(remitting, SEPTEMBER, [{"usage_date": "2026-09-05", "gross_revenue": "500"}])
    issued_run(SEPTEMBER, fiona, april, remitting)
    return Statement.objects.get(agreement=remitting)
