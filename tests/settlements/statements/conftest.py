"""Two issued statements of October, one in each direction, made through the whole way."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, price, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import ecb, issued_run


@pytest.fixture(autouse=True)
def _english():
    """A page read in Arabic leaves its language behind."""
    with translation.override("en"):
        yield


OCTOBER = "2026-10"


def usage(gross: str, currency: str = "USD", **members) -> dict:
    values = {"gross_revenue": gross, "currency": currency, "deductions": "0", **members}
    return {"usage_date": "2026-10-05", **values, "source_ref": f"{values}"}


ROWS = [
    usage("1000.10", deductions="0.10"),
    usage("333.333333", usage_date="2026-10-06"),
    usage("2000.123456", "EUR", market="ID"),
    usage("70", application="customer_service", unit="gpu_hours", quantity="12.5"),
]


@scene
def payable(hosta, fiona, april) -> Statement:
    """Host A is paid: tiers, an exclusive right, contributions of both sides, a price, an advance, tax."""
    terms = make_terms(
        "2026-10-01",
        share(("1000", "0.20"), "0.15", clause="4.1", accumulate="year"),
        price("0.40", unit="gpu_hours", id="gpu", clause="4.3"),
        exclusivity=[{"id": "x1", "clause": "6.2", "market": "ID", "from": "2026-10-01", "uplift": "0.02"}],
        advance={"amount": "100.00", "recoup_rate": "0.5"},
        withholding_rate="0.10",
        payout_threshold="50.00",
    )
    agreement = make_agreement(
        hosta,
        collected_by="licensor",
        reporter="partner",
        starts="2026-10-01",
        terms=[terms],
        contributions=[
            {"id": "c1", "party": "partner", "from_date": date(2026, 10, 1), "points": Decimal("0.01")},
            {"id": "c2", "party": "licensor", "from_date": date(2026, 10, 1), "amount": Decimal("12.50")},
        ],
    )
    ecb("2026-10-30", USD="1.0857")
    submitted_report(agreement, OCTOBER, ROWS, name="october.csv")
    issued_run(OCTOBER, fiona, april, agreement)
    return Statement.objects.get(agreement=agreement)


@scene
def receivable(hosta, fiona, april) -> Statement:
    """Host A collects and owes 10 %."""
    agreement = make_agreement(
        hosta,
        collected_by="partner",
        reporter="partner",
        starts="2026-10-01",
        terms=[make_terms("2026-10-01", share("0.10"))],
    )
    submitted_report(agreement, OCTOBER, [usage("500")], name="own.csv")
    issued_run(OCTOBER, fiona, april, agreement)
    return Statement.objects.get(agreement=agreement)
