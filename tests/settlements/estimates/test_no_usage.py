"""A period declared without usage: a guarantee or a carried balance may still make it an amount."""

from decimal import Decimal

import pytest
from django.urls import reverse

from portal.config.subscriptions import SUBSCRIPTIONS
from portal.notices.models import OutboxEvent
from settlements.runs.estimates.make_estimate import make_estimate
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Statement
from settlements.tasks import estimate_agreement, refresh_estimates
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import body, checked_report, reporter_of, submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import issued_run
from tests.settlements.statements.test_pages import words
from tests.usage.periods.no_usage import declare_none
from usage.periods.open_period import open_period

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@scene
def guaranteed(hosta):
    """20 %, at least 50.00 a month and at most 5000 a year; what is below 60.00 is carried forward."""
    terms = make_terms(
        "2026-09-01",
        share("0.20"),
        minimum_guarantee={"amount": "50.00", "per": "period"},
        cap={"amount": "5000.00", "per": "year"},
        payout_threshold="60.00",
    )
    return make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=[terms])


def nothing_used(agreement, label: str):
    period = open_period(agreement=agreement, label=label)
    declare_none(period, reporter_of(agreement))
    return period


def estimated(period) -> Estimate:
    """As the task of the declaration's event does it."""
    event = OutboxEvent.objects.filter(event="period.declared_nil").latest("pk")
    assert event.args == [period.agreement_id, period.label]
    assert SUBSCRIPTIONS[event.event] == [estimate_agreement.name]
    estimate_agreement(*event.args)
    return Estimate.objects.get(period=period)


def test_it_is_the_statement_that_would_be_issued(guaranteed, fiona, april):
    """The shortfall alone is carried; with the next month's it is paid."""
    first = estimated(nothing_used(guaranteed, SEPTEMBER))
    assert (first.earned, first.net_due, first.due_now) == (Decimal(0), Decimal(50), Decimal(0))
    second = estimated(nothing_used(guaranteed, OCTOBER))
    assert (second.assumed["opening"], second.due_now) == ("estimated", Decimal(100))
    for estimate in (first, second):
        issued_run(estimate.period.label, fiona, april, guaranteed)
        statement = Statement.objects.get(period=estimate.period)
        assert (estimate.digest, estimate.due_now) == (statement.digest, statement.due_now)


def test_usage_that_turns_up_takes_its_place(guaranteed):
    period = nothing_used(guaranteed, SEPTEMBER)
    assert not estimated(period).reports_counted
    submitted_report(guaranteed, SEPTEMBER, [{"usage_date": "2026-09-05", "gross_revenue": "400"}])
    make_estimate(agreement_id=guaranteed.pk)
    found = Estimate.objects.get()
    assert (found.earned, found.reports_counted) == (Decimal(80), 1)


def test_a_report_complete_says_nothing_of_no_usage(guaranteed):
    submitted_report(guaranteed, SEPTEMBER, [{"usage_date": "2026-09-05"}])
    assert not OutboxEvent.objects.filter(event="period.declared_nil").exists()


def test_what_was_declared_before_is_found_at_night(guaranteed, celery_inline):
    nothing_used(guaranteed, SEPTEMBER)
    refresh_estimates()
    assert Estimate.objects.get().net_due == Decimal(50)


def test_both_sides_read_why(client, vera, adam, guaranteed):
    estimated(nothing_used(guaranteed, SEPTEMBER))
    for person, name in ((vera, "estimate"), (adam, "staff_estimate")):
        client.force_login(person)
        text = words(body(client.get(reverse(name, args=[guaranteed.number, SEPTEMBER]))))
        assert "Reports counted None: no usage was declared" in text
        assert "There was no usage to share in this period, so there are no lines." in text
        assert "$50.00" in text


def test_a_report_that_is_checked_meanwhile_is_what_is_shown(client, vera, guaranteed):
    """It is not submitted, so the declaration still stands."""
    period = nothing_used(guaranteed, SEPTEMBER)
    checked_report(guaranteed, SEPTEMBER, [{"usage_date": "2026-09-05", "gross_revenue": "400"}])
    assert estimated(period).earned == Decimal(80)
    client.force_login(vera)
    text = words(body(client.get(reverse("estimate", args=[guaranteed.number, SEPTEMBER]))))
    assert "no usage was declared" not in text
