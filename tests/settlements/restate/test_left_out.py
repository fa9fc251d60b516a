"""Who opens a restatement chooses which late reports are taken in; the rest keeps waiting. By hand:

January came to 120.00 of 600. Late come 3000.50 in its place, and for February 100 more, which adds up.

both taken in     January 400.05, February 600 × 10 % = 60.00
without January's January 120.00, February 400 × 20 % + 200 × 10 % = 100.00
"""

from decimal import Decimal

import pytest

from portal.refused import Refused
from settlements.runs.restate.compute_restatement import compute_restatement
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.open_restatement import open_restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.restate.conftest import FEBRUARY, JANUARY, row
from tests.settlements.restate.steps import REASON, approve, computed, versions
from tests.settlements.runs.pages import page_of, post
from usage.models import Report


@scene
def added(quarter, corrected):
    """A second file for February."""
    return submitted_report(quarter, FEBRUARY, [row(FEBRUARY, "100")])


def without(agreement, by, *reports: Report) -> Restatement:
    found = open_restatement(
        agreement=agreement, period_label=JANUARY, reason=REASON, by=by, left_out=reports
    )
    compute_restatement(restatement_id=found.pk)
    found.refresh_from_db()
    return found


def earned(found: Restatement) -> list[str]:
    rows = found.periods.order_by("period__from_date")
    return [each.result_document["ladder"]["earned"] for each in rows]


@pytest.mark.django_db
class TestLeftOut:
    def test_all_by_default(self, quarter, corrected, added, fiona):
        assert earned(computed(quarter, JANUARY, fiona)) == ["400.05", "60.00", "50.00"]

    def test_one_waits_on(self, quarter, corrected, added, fiona, april):
        found = without(quarter, fiona, corrected)
        assert earned(found) == ["120.00", "100.00", "50.00"]
        approve(request_restatement_approval(restatement=found, by=fiona), april)
        corrected.refresh_from_db()
        added.refresh_from_db()
        assert (corrected.state, added.state) == (Report.State.LATE, Report.State.SUBMITTED)
        assert corrected.replaces.state == Report.State.SUBMITTED
        assert len(versions(quarter, JANUARY)) == 1
        assert earned(computed(quarter, JANUARY, fiona)) == ["400.05", "60.00", "50.00"], "the next takes it"

    def test_one_that_replaces_what_is_left_out(self, quarter, corrected, fiona):
        newer = submitted_report(quarter, JANUARY, [row(JANUARY, "700")], replaces=corrected)
        found = without(quarter, fiona, corrected)
        january = found.periods.get(period__label=JANUARY)
        assert list(january.reports.all()) == [newer]
        assert january.delta == Decimal("20.00"), "700 × 20 %, once"

    def test_only_what_is_late(self, quarter, corrected, fiona):
        with pytest.raises(Refused) as refused:
            without(quarter, fiona, corrected.replaces)
        assert refused.value.code == "not_late"

    def test_chosen_on_the_page(self, client, quarter, corrected, added, fiona):
        client.force_login(fiona)
        shown = page_of(client, "open_restatement", quarter.number, JANUARY)
        assert corrected.file.name in shown
        assert "Late reports to leave waiting" in shown
        post(client, "open_restatement", quarter.number, JANUARY, reason=REASON, left_out=[corrected.pk])
        found = Restatement.objects.get()
        assert found.left_out_ids() == [corrected.pk]
        assert "Late reports left waiting" in page_of(client, "restatement", found.pk)

    def test_without_late_reports_nothing_is_asked(self, client, quarter, fiona):
        client.force_login(fiona)
        shown = page_of(client, "open_restatement", quarter.number, JANUARY)
        assert "Late reports to leave waiting" not in shown
