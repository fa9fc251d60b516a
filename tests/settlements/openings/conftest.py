"""An agreement of 2025 that was settled elsewhere up to the end of August 2026."""

from agreements.models import Agreement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.scenes import scene

TERMS = make_terms(
    "2025-01-01",
    share(("1000", "0.20"), "0.10", accumulate="year"),
    cap={"amount": "500.00", "per": "year"},
    advance={"amount": "100.00", "recoup_rate": "0.5"},
)


@scene
def moved(hosta) -> Agreement:
    """20 % up to 1000 of the year, then 10 %; at most 500 a year; an advance of 100, half of it recouped."""
    return make_agreement(
        hosta, collected_by="licensor", reporter="partner", starts="2025-01-01", terms=[TERMS]
    )


@scene
def remitting(hosta) -> Agreement:
    """The partner collects and owes 10 %."""
    terms = make_terms("2025-01-01", share("0.10"))
    return make_agreement(hosta, collected_by="partner", starts="2025-01-01", terms=[terms])
