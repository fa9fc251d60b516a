import pytest
from celery import current_app

from tests.factories.agreements import make_agreement, make_terms, share
from tests.scenes import scene


@scene
def hosted(hosta):
    """The licensor collects and pays Host A 20 % in USD; Host A reports."""
    return make_agreement(hosta, collected_by="licensor", reporter="partner", starts="2026-09-01")


@scene
def running_on(hosta):
    """20 % up to 1,500.00 in a year, then 10 %, with a guarantee, an advance and a threshold."""
    terms = make_terms(
        "2026-03-01",
        share(("1500", "0.20"), "0.10", accumulate="year"),
        minimum_guarantee={"amount": "600.00", "per": "quarter"},
        cap={"amount": "850.00", "per": "year"},
        advance={"amount": "300.00", "recoup_rate": "0.5"},
        payout_threshold="120.00",
    )
    return make_agreement(hosta, reporter="partner", starts="2026-03-01", terms=[terms])


@scene
def remitted(rival):
    """Rival Cloud collects and owes the licensor 15 %, in EUR."""
    terms = make_terms("2026-09-01", share("0.15"))
    return make_agreement(
        rival, collected_by="partner", settlement_currency="EUR", starts="2026-09-01", terms=[terms]
    )


@pytest.fixture
def celery_inline():
    """Tasks run where they are called."""
    before = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = before
