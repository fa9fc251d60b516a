"""What keeps a run from approval, and the ways past it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agreements.models import Version
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.fx.enter_rate import enter_rate
from settlements.runs.models import Blocker
from settlements.runs.request_approval import request_approval
from settlements.runs.resettle import resettle
from settlements.runs.waive_blocker import waive_blocker
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import checked_report, submitted_report
from tests.settlements.runs.steps import (
    acknowledge_all,
    blocker_kinds,
    blockers_of,
    ecb,
    settle_all,
    settled_run,
    settlement_of,
)

SEPTEMBER = "2026-09"


def usage(**members) -> dict:
    return {"usage_date": "2026-09-05", **members}


def code_of(act, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    assert str(refusal.value)
    return refusal.value.code


@pytest.mark.django_db
class TestMissingReport:
    def test_until_declared_complete(self, hosted, fiona):
        submitted_report(hosted, SEPTEMBER, [usage()], completes_period=False)
        run = settled_run(SEPTEMBER, fiona, hosted)
        assert run.state == "review"
        blocker = blockers_of(run).get()
        details = {"reporter": "partner", "reports": 1, "unsubmitted": 0}
        assert (blocker.kind, blocker.details) == ("missing_report", details)
        assert settlement_of(run, hosted).result_document["ladder"]["earned"] == "20.00"
        assert code_of(request_approval, run=run, by=fiona) == "open_blockers"

    def test_an_upload_that_was_not_submitted_is_told(self, hosted, fiona):
        checked_report(hosted, SEPTEMBER, [usage()])
        blocker = blockers_of(settled_run(SEPTEMBER, fiona, hosted)).get()
        assert blocker.details == {"reporter": "partner", "reports": 0, "unsubmitted": 1}

    def test_waived_by_name_with_a_reason(self, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona, hosted)
        blocker = blockers_of(run).get()
        assert code_of(waive_blocker, blocker=blocker, by=fiona, reason=" ") == "no_reason"
        waive_blocker(blocker=blocker, by=fiona, reason="Host A had no customers yet")
        event = AuditEvent.objects.get(event="blocker.waived")
        assert (event.actor, event.partner) == (fiona, hosted.partner)
        assert event.details["reason"] == "Host A had no customers yet"
        assert code_of(waive_blocker, blocker=blocker, by=fiona, reason="again") == "waived_already"
        request_approval(run=run, by=fiona)

    def test_finance_only(self, hosted, fiona, april, oscar):
        blocker = blockers_of(settled_run(SEPTEMBER, fiona, hosted)).get()
        for person in (april, oscar):
            with pytest.raises(PermissionDenied):
                waive_blocker(blocker=blocker, by=person, reason="because")

    def test_not_once_approval_is_requested(self, hosted, remitted, fiona):
        run = settled_run(SEPTEMBER, fiona)
        first, second = blockers_of(run)
        for blocker in (first, second):
            waive_blocker(blocker=blocker, by=fiona, reason="nothing to report")
        request_approval(run=run, by=fiona)
        Blocker.objects.filter(pk=second.pk).update(waived_by=None, waived_at=None, reason="")
        assert code_of(waive_blocker, blocker=second, by=fiona, reason="late") == "wrong_state"


@pytest.mark.django_db
class TestWaiversWhenSettledAgain:
    def test_stays_where_nothing_changed(self, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona, hosted)
        waive_blocker(blocker=blockers_of(run).get(), by=fiona, reason="nothing to report")
        resettle(run=run, by=fiona)
        settle_all(run)
        assert blockers_of(run).get().reason == "nothing to report"

    def test_falls_where_the_details_changed(self, hosted, fiona):
        run = settled_run(SEPTEMBER, fiona, hosted)
        waived = blockers_of(run).get()
        waive_blocker(blocker=waived, by=fiona, reason="nothing to report")
        submitted_report(hosted, SEPTEMBER, [usage()], completes_period=False)
        resettle(run=run, by=fiona)
        settle_all(run)
        blocker = blockers_of(run).get()
        assert blocker.waived_by is None
        assert blocker.details["reports"] == 1
        assert code_of(waive_blocker, blocker=waived, by=fiona, reason="stale page") == "blocker_gone"


@pytest.mark.django_db
class TestMissingRate:
    @pytest.fixture
    def run(self, hosted, fiona):
        submitted_report(hosted, SEPTEMBER, [usage(currency="EUR"), usage(currency="TWD"), usage()])
        ecb("2026-09-22", USD="1.1")
        return settled_run(SEPTEMBER, fiona, hosted)

    def test_nothing_settles(self, run, hosted):
        settlement = settlement_of(run, hosted)
        assert settlement.state == "failed"
        assert settlement.result_document["ladder"] is None
        assert blockers_of(run).get().details == {
            "settlement_currency": "USD",
            "missing": [
                {"currency": "EUR", "date": "2026-09-30", "buckets": 1},
                {"currency": "TWD", "date": "2026-09-30", "buckets": 1},
            ],
        }

    def test_never_waived(self, run, fiona):
        blocker = blockers_of(run).get()
        assert code_of(waive_blocker, blocker=blocker, by=fiona, reason="guess") == "not_waivable"
        with pytest.raises(IntegrityError), transaction.atomic():
            Blocker.objects.update(waived_by=fiona, waived_at="2026-11-21T00:00Z", reason="raw")

    def test_cleared_by_a_rate_seven_days_old_and_a_manual_one(self, run, hosted, fiona):
        ecb("2026-09-23", USD="1.1")
        enter_rate(
            by=fiona, base="TWD", quote="USD", date=date(2026, 9, 30), rate=Decimal("0.03"), reason="CBC"
        )
        resettle(run=run, by=fiona, agreements=[hosted])
        settle_all(run)
        assert blocker_kinds(run) == []
        # 100 × 1.1 + 100 × 0.03 + 100, of which 20 %
        assert settlement_of(run, hosted).result_document["ladder"]["earned"] == "42.60"
        acknowledge_all(run, fiona)
        request_approval(run=run, by=fiona)


@pytest.mark.django_db
def test_unrated_usage_is_named_and_can_be_waived(hosta, fiona):
    terms = make_terms("2026-09-01", share("0.2", application="search"))
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=[terms])
    other = usage(application="accessibility", quantity="7", gross_revenue="1.50")
    submitted_report(agreement, SEPTEMBER, [usage(), other, {**other, "usage_date": "2026-09-06"}])
    run = settled_run(SEPTEMBER, fiona, agreement)
    blocker = blockers_of(run).get()
    assert blocker.kind == "unrated_usage"
    [named] = blocker.details["usage"]
    assert (named["application"], named["quantity"], named["gross_revenue"]) == ("accessibility", "14", "3")
    waive_blocker(blocker=blocker, by=fiona, reason="free of charge in the pilot")
    request_approval(run=run, by=fiona)


@pytest.mark.django_db
def test_unrated_usage_is_named_to_the_last_digit(hosta, fiona):
    terms = make_terms("2026-09-01", share("0.2", application="search"))
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=[terms])
    largest = usage(application="accessibility", quantity="9" * 15 + "." + "9" * 12)
    submitted_report(agreement, SEPTEMBER, [largest] * 11)
    [named] = blockers_of(settled_run(SEPTEMBER, fiona, agreement)).get().details["usage"]
    assert named["quantity"] == "10999999999999999.999999999989"


@pytest.mark.django_db
def test_what_the_engine_refuses_is_shown_with_its_path(hosted, fiona):
    submitted_report(hosted, SEPTEMBER, [usage()])
    Version.objects.filter(agreement=hosted).update(to_date="2026-09-15")
    run = settled_run(SEPTEMBER, fiona, hosted)
    blocker = blockers_of(run).get()
    assert blocker.kind == "not_computed"
    assert all(fault["path"] and fault["message"] for fault in blocker.details["faults"])
    assert settlement_of(run, hosted).state == "failed"
    assert code_of(waive_blocker, blocker=blocker, by=fiona, reason="hm") == "not_waivable"
    assert code_of(request_approval, run=run, by=fiona) == "open_blockers"
