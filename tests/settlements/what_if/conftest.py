"""Host A's settled months, on terms whose counters, guarantee, cap and advance run on from month to month."""

from agreements.import_terms import import_terms
from agreements.models import Agreement, Version
from tests.factories.agreements import make_agreement, make_terms, preparer, share
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import issued_run

MONTHS = ("2026-03", "2026-04", "2026-05", "2026-06")


def settle_months(agreement, fiona, april, months, gross="1000.00", **members) -> None:
    for number, label in enumerate(months, 1):
        row = {"usage_date": f"{label}-05", "gross_revenue": gross, "source_ref": f"{number}", **members}
        submitted_report(agreement, label, [row])
        issued_run(label, fiona, april, agreement)


def propose(agreement: Agreement, *rules: dict, start: str = "2026-12-01", **members) -> Version:
    """A draft of version 2 from a coming day."""
    terms = make_terms(start, *rules, number=2, **members)
    return import_terms(agreement=agreement, document=[terms], by=preparer())[0]


@scene
def simple(hosta, fiona, april):
    """20 % of 1,000.00 in each of March and April."""
    agreement = make_agreement(hosta, reporter="partner", starts="2026-03-01")
    settle_months(agreement, fiona, april, MONTHS[:2])
    return agreement


@scene
def running_on(hosta, fiona, april):
    """Four months of 1,000.00: 20 % up to 1,500.00 in a year, then 10 %; all limits there are."""
    terms = make_terms(
        "2026-03-01",
        share(("1500", "0.20"), "0.10", accumulate="year"),
        minimum_guarantee={"amount": "600.00", "per": "quarter"},
        cap={"amount": "850.00", "per": "year"},
        advance={"amount": "300.00", "recoup_rate": "0.5"},
        payout_threshold="120.00",
    )
    agreement = make_agreement(hosta, reporter="partner", starts="2026-03-01", terms=[terms])
    settle_months(agreement, fiona, april, MONTHS)
    return agreement
