"""A tail on the pages: no figures are asked for, staff are led to it, its statement says what it is."""

from decimal import Decimal

import pytest
from django.urls import reverse

from portal.home.staff_queue import staff_queue
from portal.refused import Refused
from settlements.runs.estimates.accruals import accruals
from settlements.runs.open_run import open_run
from settlements.statements.pdf.content_of import content_of
from tests.settlements.runs.pages import page_of
from tests.settlements.runs.steps import blocker_kinds, issued_run, settled_run
from tests.settlements.runs.tails import APRIL, MARCH, MAY, corrected, statement_of
from usage.models import Period
from usage.periods.open_period import open_period
from usage.periods.status import status_of_periods


@pytest.mark.django_db
class TestNoFigures:
    def test_none_are_asked_for(self, over, fiona, finn, client):
        corrected(over, fiona, "20.00")
        run = settled_run(APRIL, fiona)
        assert blocker_kinds(run) == []
        assert [each.due.label for each in status_of_periods(over)] == [MARCH]
        with pytest.raises(Refused) as refused:
            open_period(agreement=over, label=APRIL)
        assert refused.value.code == "bad_period"
        client.force_login(finn)
        assert "April 2026" not in page_of(client, "reports")

    def test_accrued_once_under_its_own_month(self, over, fiona):
        corrected(over, fiona, "20.00")
        [found] = accruals(user=fiona, label=APRIL)
        assert (found.source, found.earned, found.due_now) == ("estimated", 0, Decimal("18.00"))
        assert accruals(user=fiona, label=MAY) == []
        assert not Period.objects.filter(label=APRIL).exists()


@pytest.mark.django_db
class TestPages:
    def test_staff_are_led_to_it(self, over, fiona, client):
        corrected(over, fiona, "20.00")
        [section] = [each for each in staff_queue(user=fiona) if "Ended agreements" in each.title]
        [item] = section.items
        client.force_login(fiona)
        assert over.number in client.get(item.url).content.decode()
        open_run(label=APRIL, by=fiona)
        assert not [each for each in staff_queue(user=fiona) if "Ended agreements" in each.title]

    def test_the_accruals_page(self, over, fiona, client):
        corrected(over, fiona, "20.00")
        client.force_login(fiona)
        assert "18.00" in page_of(client, "accrual", APRIL)

    def test_the_statement_says_what_it_is(self, over, fiona, april, finn, client):
        corrected(over, fiona, "20.00")
        run = issued_run(APRIL, fiona, april)
        number = statement_of(over, APRIL).number
        client.force_login(finn)
        shown = page_of(client, "statement", number)
        assert "The agreement had ended before this period, so nothing was earned in it." in shown
        assert "so the statement has no lines" in shown
        assert "version 1" in shown, "whose tax rate it is"
        for rung in ("earned", "guarantee_shortfall", "adjustments", "withholding", "due_now"):
            page_of(client, "statement_rung", number, rung)
        client.force_login(fiona)
        assert "had ended before" in page_of(client, "settlement", run.pk, over.number)
        told = content_of(statement=statement_of(over, APRIL))
        assert "had ended before this period" in told["headline"]["why"]
        assert "had ended before this period" in told["lines"]["empty"]
        assert client.get(reverse("staff_statement", args=[number])).status_code == 200
