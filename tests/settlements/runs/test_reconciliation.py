"""Counter-figures beyond tolerance keep a run waiting until they agree or finance waives it by name."""

import pytest

from agreements.operations.edit_operations import edit_operations
from portal.refused import Refused
from settlements.runs.approve_run import approve_run
from settlements.runs.changed_since_settled import changed_since_settled
from settlements.runs.request_approval import request_approval
from settlements.runs.resettle import resettle
from settlements.runs.waive_blocker import waive_blocker
from tests.factories.agreements import make_agreement, preparer
from tests.factories.amendments import amend
from tests.factories.usage import body, countered, submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import blocker_kinds, blockers_of, settle_all, settled_run
from usage.reconciliation.reconcile import reconcile
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db
SEPTEMBER = "2026-09"


def usage(**members) -> list[dict]:
    return [{"usage_date": "2026-09-05", **members}]


def two_percent(version) -> None:
    edit_operations(version=version, operations={"tolerance_share": "0.02"}, by=preparer())


@scene
def host(hosta):
    """Host A's agreement: 2 % of difference tolerated; 1000 tokens and 100 USD reported for September."""
    found = make_agreement(hosta, reporter="partner", starts="2026-09-01", say=two_percent)
    submitted_report(found, SEPTEMBER, usage())
    return found


@pytest.fixture
def theirs(host, oscar):
    """The licensor counts 3 % more revenue."""
    return countered(host, SEPTEMBER, usage(quantity="1010", gross_revenue="103.00"), oscar)


def again(run, fiona) -> list[str]:
    resettle(run=run, by=fiona)
    settle_all(run)
    return blocker_kinds(run)


class TestWithinTolerance:
    def test_nothing_waits(self, host, fiona, oscar):
        countered(host, SEPTEMBER, usage(quantity="1020", gross_revenue="98.00"), oscar)
        assert blocker_kinds(settled_run(SEPTEMBER, fiona, host)) == []

    def test_nor_where_nobody_compares(self, host, fiona):
        assert blocker_kinds(settled_run(SEPTEMBER, fiona, host)) == []

    def test_the_terms_of_the_period_s_first_day_say_what_is_tolerated(self, host, oscar, fiona, theirs):
        amend(host, "2026-09-15", tolerance_share="0.5")
        assert blocker_kinds(settled_run(SEPTEMBER, fiona, host)) == ["reconciliation"]


class TestBeyondTolerance:
    def test_the_blocker_says_what_is_apart_and_leads_there(self, client, host, theirs, fiona):
        run = settled_run(SEPTEMBER, fiona, host)
        details = blockers_of(run).get().details
        assert details == {
            "reporter": "partner",
            "rows": 1,
            "totals": [
                {
                    "measure": "gross_revenue",
                    "of": "USD",
                    "reported": "100",
                    "countered": "103",
                    "apart": "3",
                    "limit": "2",
                }
            ],
            "digest": reconcile(period=theirs.period).digest,
        }
        # The reporter's figures settle all the same.
        assert run.settlements.get().result_document["ladder"]["earned"] == "20.00"
        client.force_login(fiona)
        page = body(client.get(f"/staff/runs/{run.pk}/"))
        assert f"/staff/reports/reconciliation/{host.number}/{SEPTEMBER}/" in page
        assert "Figures of both sides differ beyond tolerance" in page

    def test_waived_by_name_it_passes(self, host, theirs, fiona, april):
        run = settled_run(SEPTEMBER, fiona, host)
        with pytest.raises(Refused) as refusal:
            request_approval(run=run, by=fiona)
        assert refusal.value.code == "open_blockers"
        waive_blocker(blocker=blockers_of(run).get(), by=fiona, reason="Their clock is a day ahead")
        run = request_approval(run=run, by=fiona)
        assert approve_run(run=run, by=april, fingerprint=run.fingerprint).state == "approved"

    def test_a_waiver_holds_for_these_figures_and_no_others(self, host, theirs, fiona, oscar):
        run = settled_run(SEPTEMBER, fiona, host)
        waive_blocker(blocker=blockers_of(run).get(), by=fiona, reason="Their clock is a day ahead")
        assert again(run, fiona) == ["reconciliation"]
        assert blockers_of(run).get().waived_by == fiona
        # As far apart in total, but elsewhere.
        other = usage(quantity="1009", gross_revenue="103.00")
        countered(host, SEPTEMBER, other, oscar, replaces=theirs)
        assert again(run, fiona) == ["reconciliation"]
        assert blockers_of(run).get().waived_by is None

    def test_gone_once_they_agree_or_are_withdrawn(self, host, theirs, fiona, oscar):
        run = settled_run(SEPTEMBER, fiona, host)
        assert blocker_kinds(run) == ["reconciliation"]
        withdraw_report(report=theirs, by=oscar)
        assert again(run, fiona) == []


class TestFiguresThatComeLater:
    def test_before_the_request_they_want_settling_again(self, host, fiona, oscar):
        run = settled_run(SEPTEMBER, fiona, host)
        countered(host, SEPTEMBER, usage(quantity="1500", gross_revenue="150.00"), oscar)
        assert changed_since_settled(run=run) == [host.number]
        with pytest.raises(Refused) as refusal:
            request_approval(run=run, by=fiona)
        assert refusal.value.code == "changed_since_settled"
        assert again(run, fiona) == ["reconciliation"]

    def test_before_the_approval_they_void_it(self, host, fiona, april, oscar):
        run = request_approval(run=settled_run(SEPTEMBER, fiona, host), by=fiona)
        countered(host, SEPTEMBER, usage(quantity="1500", gross_revenue="150.00"), oscar)
        with pytest.raises(Refused) as refusal:
            approve_run(run=run, by=april, fingerprint=run.fingerprint)
        assert refusal.value.code == "changed_since_settled"

    def test_within_tolerance_they_change_nothing(self, host, fiona, april, oscar):
        run = request_approval(run=settled_run(SEPTEMBER, fiona, host), by=fiona)
        countered(host, SEPTEMBER, usage(quantity="1010", gross_revenue="101.00"), oscar)
        assert approve_run(run=run, by=april, fingerprint=run.fingerprint).state == "approved"


def test_usage_that_the_reporter_says_there_was_none_of(hosta, fiona, oscar):
    """What is missing altogether differs too, though a missing report is waived."""
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    countered(agreement, SEPTEMBER, usage(), oscar)
    run = settled_run(SEPTEMBER, fiona, agreement)
    assert blocker_kinds(run) == ["missing_report", "reconciliation"]
