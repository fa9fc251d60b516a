"""Every act that changes what a period comes to has its estimate made anew: one task for each agreement."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from celery.signals import task_prerun

from agreements.contributions.accept_contribution import accept_contribution
from agreements.contributions.accept_end import accept_end
from agreements.contributions.propose_end import propose_end
from agreements.import_terms import import_terms
from agreements.term.terminate_agreement import terminate_agreement
from portal.accounts.roles import PartnerRole
from portal.notices.deliver_event import deliver_event
from portal.notices.models import OutboxEvent
from settlements.corrections.approve_correction import approve_correction
from settlements.corrections.propose_correction import propose_correction
from settlements.fx.enter_rate import enter_rate
from settlements.fx.import_ecb_rates import import_ecb_rates
from settlements.fx.withdraw_rate import withdraw_rate
from settlements.runs.estimates.make_estimate import make_estimate
from settlements.statements.estimates.models import Estimate
from settlements.tasks import estimate_after_rates, estimate_agreement
from tests.factories.accounts import make_member
from tests.factories.agreements import bring_into_force, make_agreement, make_terms, preparer, share
from tests.factories.contributions import filed, offer
from tests.factories.usage import checked_report, submitted_report
from tests.settlements.disputes.steps import dispute, issued, resolve
from tests.settlements.openings.steps import carried_over, only_balance
from tests.settlements.restate.steps import approve, requested

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("celery_inline")]
SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@pytest.fixture
def tasks():
    """Agreements that were estimated, in the order of the tasks."""
    begun: list[int] = []

    def note(args=(), **_more):
        begun.append(args[0])

    task_prerun.connect(note, sender=estimate_agreement, weak=False)
    yield begun
    task_prerun.disconnect(note, sender=estimate_agreement)


@pytest.fixture
def after(tasks):
    """What the month comes to once an act stands and its events are delivered: in one task, also if twice."""

    def follow(act: Callable, label: str = OCTOBER) -> Decimal | None:
        OutboxEvent.objects.update(delivered_at="2026-01-01T00:00Z")
        act()
        tasks.clear()
        for row in OutboxEvent.objects.filter(delivered_at=None).order_by("pk"):
            deliver_event(event_id=row.pk)
        estimate = Estimate.objects.get(period__label=label)
        assert tasks == [estimate.agreement_id]
        estimate_agreement(estimate.agreement_id)
        again = Estimate.objects.get(period__label=label)
        assert (again.pk, again.digest) == (estimate.pk, estimate.digest)
        return estimate.due_now

    return follow


def row(label: str, gross: str = "100.00", **members) -> dict[str, str]:
    return {"usage_date": f"{label}-05", "gross_revenue": gross, "source_ref": label + gross, **members}


def estimated(agreement, label: str, *rows: dict[str, str]) -> Decimal | None:
    checked_report(agreement, label, list(rows))
    make_estimate(agreement_id=agreement.pk)
    return Estimate.objects.get(period__label=label).due_now


def test_terms_that_come_into_force(hosted, after):
    assert estimated(hosted, OCTOBER, row(OCTOBER)) == Decimal("20.00")
    document = [make_terms("2026-10-01", share("0.30"), number=2)]
    made = import_terms(agreement=hosted, document=document, by=preparer())
    assert after(lambda: bring_into_force(made[0])) == Decimal("30.00")


def test_an_end_that_moves(hosted, finn, after):
    """The last period pays what the threshold would have carried."""
    terms = make_terms("2026-09-01", share("0.20"), payout_threshold="50.00")
    agreement = make_agreement(hosted.partner, reporter="partner", starts="2026-09-01", terms=[terms])
    assert estimated(agreement, OCTOBER, row(OCTOBER)) == Decimal("0.00")
    notice = {"agreement": agreement, "last_day": date(2026, 10, 31), "reason": "We part.", "by": finn}
    assert after(lambda: terminate_agreement(**notice)) == Decimal("20.00")


def test_a_contribution_accepted_and_ended(hosted, hosta, carla, after):
    alma = make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)
    assert estimated(hosted, OCTOBER, row(OCTOBER)) == Decimal("20.00")
    made = filed(hosted, alma, offer("0.05", start="2026-10-01"))
    assert after(lambda: accept_contribution(by=carla, contribution=made, version=made.version)) == Decimal(
        "25.00"
    )
    made.refresh_from_db()
    ending = {"ending_date": date(2026, 10, 3), "reason": "It is done."}
    made = propose_end(by=carla, contribution=made, version=made.version, **ending)
    assert after(lambda: accept_end(by=alma, contribution=made, version=made.version)) == Decimal("20.00")


def test_the_outcome_of_a_dispute(hosted, fiona, finn, dora, after):
    """Two lines corrected are two adjustments and one task."""
    september = issued(hosted, fiona, "1000.00", "500.00")
    assert estimated(hosted, OCTOBER, row(OCTOBER, "1000.00")) == Decimal("200.00")
    doubt = dispute(september, finn, DE="150.00", ID="90.00")
    assert after(lambda: resolve(doubt, dora, finn, "170.00", "95.00")) == Decimal("165.00")
    assert hosted.adjustments.count() == 2


def test_a_correction(hosted, fiona, april, after):
    september = issued(hosted, fiona, "1000.00")
    assert estimated(hosted, OCTOBER, row(OCTOBER)) == Decimal("20.00")
    made = propose_correction(
        by=fiona, statement=september, amount=Decimal("-12.50"), line=None, reason="A day counted twice."
    )
    assert after(lambda: approve_correction(correction=made, by=april)) == Decimal("7.50")


def test_a_restatement(hosted, fiona, april, after):
    """September becomes 300.00 instead of 200.00: October takes in the rest."""
    september = issued(hosted, fiona, "1000.00")
    assert estimated(hosted, OCTOBER, row(OCTOBER)) == Decimal("20.00")
    first = september.sources.get().report
    submitted_report(hosted, SEPTEMBER, [row(SEPTEMBER, "1500.00")], replaces=first)
    restated = requested(hosted, SEPTEMBER, fiona)
    assert after(lambda: approve(restated, april)) == Decimal("120.00")


def test_an_opening_balance(hosted, carla, april, after):
    agreement = make_agreement(hosted.partner, reporter="partner", starts="2026-01-01")
    assert estimated(agreement, SEPTEMBER, row(SEPTEMBER)) == Decimal("20.00")
    assert after(lambda: carried_over(agreement, carla, april, only_balance("12.34")), SEPTEMBER) == Decimal(
        "32.34"
    )


def test_a_rate_entered_and_withdrawn(hosted, fiona, after):
    assert estimated(hosted, OCTOBER, row(OCTOBER, currency="EUR")) is None
    entered = {"base": "EUR", "quote": "USD", "date": date(2026, 10, 31), "reason": "The bank's own."}
    rates = []
    assert after(lambda: rates.append(enter_rate(by=fiona, rate=Decimal("1.25"), **entered))) == Decimal(
        "25.00"
    )
    assert after(lambda: withdraw_rate(rate=rates[0], by=fiona, reason="Misread.")) is None


ECB = b"Date,USD,JPY,IDR,\n2026-10-30,1.25,175.68,19000.00,\n2026-10-29,1.20,175.92,19000.00,\n"


def take_in(content: bytes = ECB) -> None:
    import_ecb_rates(file=io.BytesIO(content))


def test_a_whole_file_of_rates_is_one_event(hosted, after):
    assert estimated(hosted, OCTOBER, row(OCTOBER, currency="EUR"), row(OCTOBER, "9", currency="JPY")) is None
    assert after(take_in) == Decimal("25.01")
    assert OutboxEvent.objects.filter(event="fx_rates.imported").count() == 1
    take_in()
    assert OutboxEvent.objects.filter(event="fx_rates.imported").count() == 1


def test_rates_estimate_those_only_that_they_concern(hosted, remitted, tasks):
    """Not who needs no rate, nor one of other currencies, nor one whose days they come after."""
    estimated(hosted, SEPTEMBER, row(SEPTEMBER))
    estimated(remitted, OCTOBER, row(OCTOBER, currency="JPY"))
    tasks.clear()
    estimate_after_rates(["EUR", "USD"], "2026-10-30", "2026-10-30")
    estimate_after_rates(["EUR", "JPY"], "2026-11-02", "2026-11-02")
    estimate_after_rates(["EUR", "JPY"], "2025-09-01", "2025-09-01")
    assert tasks == []
    estimate_after_rates(["EUR", "JPY", "USD"], "2026-10-30", "2026-10-30")
    assert tasks == [remitted.pk]
