"""Many at once: one estimate, of the newest figures, and nobody else waits for it."""

import pytest
from django.db import connection, transaction

from settlements.runs.estimates.make_estimate import make_estimate
from settlements.statements.estimates.models import Estimate
from tests.factories.usage import checked_report, reporter_of, submitted_report
from tests.settlements.runs.test_at_once import at_once
from usage.models import Period, Report
from usage.withdraw_report import withdraw_report

SEPTEMBER = "2026-09"


@pytest.mark.django_db(transaction=True)
def test_many_make_one(hosted):
    checked_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-05"}])
    outcomes = at_once([lambda: make_estimate(agreement_id=hosted.pk, label=SEPTEMBER)] * 4)
    assert outcomes == [None] * 4
    assert Estimate.objects.get().earned == 20


@pytest.mark.django_db(transaction=True)
def test_the_last_word_is_of_the_newest_figures(hosted):
    """Each estimates after its own act; whoever comes last has seen both."""
    first = submitted_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-05"}], completes_period=False)
    make_estimate(agreement_id=hosted.pk)
    by = reporter_of(hosted)

    def add():
        checked_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-06", "source_ref": "b"}], by=by)
        make_estimate(agreement_id=hosted.pk, label=SEPTEMBER)

    def take_back():
        withdraw_report(report=Report.objects.get(pk=first.pk), by=by)
        make_estimate(agreement_id=hosted.pk, label=SEPTEMBER)

    assert at_once([add, take_back]) == [None, None]
    found = Estimate.objects.get()
    assert found.earned == 20
    assert list(found.reports.values_list("state", flat=True)) == ["checked"]


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_no_row_that_an_act_holds(hosted):
    """A submission, a run or a payout may hold agreement, period and partner as long as it likes."""
    checked_report(hosted, SEPTEMBER, [{"usage_date": "2026-09-05"}])

    def estimate():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        make_estimate(agreement_id=hosted.pk)

    with transaction.atomic():
        type(hosted).objects.select_for_update(no_key=True).get(pk=hosted.pk)
        type(hosted.partner).objects.select_for_update(no_key=True).get(pk=hosted.partner_id)
        Period.objects.select_for_update(no_key=True).get(agreement=hosted)
        assert at_once([estimate]) == [None]
    assert Estimate.objects.get().earned == 20
