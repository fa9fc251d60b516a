"""An agreement that has ended, and what its tails came to."""

from decimal import Decimal

from agreements.models import Agreement
from agreements.term.end_terms import end_terms
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import submitted_report
from tests.settlements.adjustments.test_make_adjustment import made
from tests.settlements.runs.steps import issued_run

MARCH, APRIL, MAY = "2026-03", "2026-04", "2026-05"


def ended(partner, fiona, april, **members) -> Agreement:
    """In March only, settled; then it expired."""
    terms = make_terms(
        "2026-03-01",
        share("0.20", accumulate="term"),
        withholding_rate="0.10",
        payout_threshold="100.00",
        minimum_guarantee={"amount": "400.00", "per": "quarter"},
    )
    told = {"reporter": "partner", "starts": "2026-03-01", "ends": "2026-04-01", "terms": [terms], **members}
    agreement = make_agreement(partner, **told)
    submitted_report(agreement, MARCH, [{"usage_date": "2026-03-05", "gross_revenue": "3000"}])
    issued_run(MARCH, fiona, april, agreement)
    end_terms()
    agreement.refresh_from_db()
    return agreement


def corrected(agreement, fiona, amount: str, reference: str = "DSP-2026-0001"):
    return made(agreement, fiona, amount, reference=reference)


def statement_of(agreement, label: str) -> Statement:
    return Statement.objects.get(agreement=agreement, period__label=label)


def ladder_of(agreement, label: str) -> dict[str, str]:
    """Its rungs other than zero."""
    ladder = statement_of(agreement, label).result_document["ladder"]
    return {name: amount for name, amount in ladder.items() if Decimal(amount)}
