"""Which agreements a run takes, and what it says about the others."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from portal.refused import Refused
from settlements.runs.cancel_run import cancel_run
from settlements.runs.hindrances import candidates
from settlements.runs.models import Settlement, SettlementRun
from settlements.runs.open_run import open_run
from tests.factories.agreements import make_agreement, make_draft_agreement
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import issued_run


def refusal(**arguments) -> Refused:
    with pytest.raises(Refused) as refused:
        open_run(**arguments)
    return refused.value


@pytest.mark.django_db
class TestOpen:
    def test_all_that_have_the_period(self, hosted, remitted, rival, fiona):
        make_agreement(rival, starts="2026-10-01")
        make_agreement(rival, starts="2026-07-01", period_length="quarter")
        make_draft_agreement(rival, starts="2026-09-01")
        run = open_run(label="2026-09", by=fiona)
        assert {each.agreement for each in run.settlements.all()} == {hosted, remitted}
        assert run.state == SettlementRun.State.SETTLING

    def test_only_those_chosen(self, hosted, remitted, fiona):
        run = open_run(label="2026-09", by=fiona, agreements=[remitted])
        assert [each.agreement for each in run.settlements.all()] == [remitted]

    def test_quarters(self, rival, fiona):
        quarterly = make_agreement(rival, starts="2026-08-10", period_length="quarter")
        run = open_run(label="2026-Q3", by=fiona)
        period = run.settlements.get(agreement=quarterly).period
        assert (str(period.from_date), str(period.to_date)) == ("2026-08-10", "2026-10-01")

    def test_finance_only(self, hosted, april, uma):
        with pytest.raises(PermissionDenied):
            open_run(label="2026-09", by=april)
        with pytest.raises(Http404):
            open_run(label="2026-09", by=uma)

    @pytest.mark.parametrize(
        "label", ["2026-13", "September", "2026-9", "", "0000-01", "0001-01", "9999-12", "2026-Q5"]
    )
    def test_labels_that_are_none(self, hosted, fiona, label):
        assert refusal(label=label, by=fiona).code == "bad_period"


@pytest.mark.django_db
class TestHindrances:
    def hindrance(self, label, agreement, **when) -> str:
        [candidate] = candidates(label=label, agreements=[agreement], **when)
        return candidate.hindrance

    def test_earlier_periods_come_first(self, hosted, fiona, april):
        refused = refusal(label="2026-10", by=fiona, agreements=[hosted])
        assert refused.code == "cannot_settle"
        assert refused.sentence == f"{hosted.number}: 2026-09 comes first: its statement is not issued yet."
        assert refusal(label="2026-10", by=fiona).code == "nothing_to_settle"
        submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}])
        issued_run("2026-09", fiona, april)
        assert open_run(label="2026-10", by=fiona)

    def test_one_live_run_of_a_period(self, hosted, fiona):
        run = open_run(label="2026-09", by=fiona)
        assert self.hindrance("2026-09", hosted) == f"It is in run {run.pk} already."
        cancel_run(run=run, by=fiona, reason="opened by mistake")
        assert open_run(label="2026-09", by=fiona)

    def test_the_database_holds_to_it(self, hosted, fiona):
        first = open_run(label="2026-09", by=fiona).settlements.get()
        other = SettlementRun.objects.create(label="2026-09", opened_by=fiona)
        with pytest.raises(IntegrityError), transaction.atomic():
            Settlement.objects.create(
                run=other, agreement=hosted, period=first.period, partner=hosted.partner
            )

    def test_not_before_it_is_over_where_the_agreement_lives(self, rival):
        tokyo = make_agreement(rival, starts="2026-10-01", time_zone="Asia/Tokyo")
        evening = datetime(2026, 10, 31, 14, 59, tzinfo=UTC)
        assert "not over yet" in self.hindrance("2026-10", tokyo, now=evening)
        assert self.hindrance("2026-10", tokyo, now=evening.replace(hour=15)) == ""

    def test_each_reason_has_its_sentence(self, hosted, rival, fiona, april):
        draft = make_draft_agreement(rival)
        assert "draft" in self.hindrance("2026-09", draft)
        assert "other periods" in self.hindrance("2026-Q3", hosted)
        assert "outside its term" in self.hindrance("2026-08", hosted)
        submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}])
        issued_run("2026-09", fiona, april)
        assert "issued already" in self.hindrance("2026-09", hosted)
