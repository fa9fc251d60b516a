"""The staff's queue: what waits for whom, and why somebody may not."""

import pytest
from django.http import Http404

from agreements.import_terms import import_terms
from agreements.negotiation.propose_version import propose_version
from portal.home.staff_queue import SHOWN, staff_queue
from settlements.openings.enter_opening import enter_opening
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms
from tests.factories.usage import checked_report, submitted_report
from tests.scenes import scene
from tests.settlements.openings.steps import only_balance
from tests.settlements.runs.steps import issued_run, settle_all, settled_run
from usage.submit_report import submit_report

pytestmark = pytest.mark.django_db

OCTOBER = "2026-10"


@scene
def hosted(hosta):
    return make_agreement(hosta, reporter="partner", starts="2026-10-01", ends="2026-11-01")


def section(user, title: str):
    return next(each for each in staff_queue(user=user) if each.title == title)


def titles(user) -> set[str]:
    return {each.title for each in staff_queue(user=user)}


def test_sections_are_for_the_roles_that_need_them(oscar, fiona, adam):
    deployments = "Deployments to answer"
    beside_money = {"Overdue obligations", "Open incidents"}
    erasures = "Erasures asked for"
    assert titles(oscar) == {"Late reports", "Figures still missing", deployments, erasures} | beside_money
    amounts = {
        "Settlement runs",
        "Agreements to approve",
        "Terms that end",
        "Received, to confirm",
        "Paid too much",
        "Overdue remittances",
    }
    amounts |= {"Payouts to approve", "Payouts for the bank", "Payouts to confirm", "Payouts to ask about"}
    amounts |= {"Books", "Bank bookings to match", "Questions to answer", "Disputes without a proposal"}
    amounts |= {"Contributions and goals to answer", "Corrections to approve"}
    assert titles(fiona) == titles(adam) == (titles(oscar) - {deployments, erasures}) | amounts


def test_outsiders_find_no_queue(finn):
    with pytest.raises(Http404):
        staff_queue(user=finn)


def test_ended_periods_without_figures_are_missing(hosted, oscar, uma):
    (missing,) = section(oscar, "Figures still missing").items
    assert missing.text == f"{hosted.number}, October 2026"
    assert missing.sub == "Host A"
    submitted_report(hosted, OCTOBER, by=uma)
    assert section(oscar, "Figures still missing").items == []


def test_a_long_queue_is_cut_and_says_so(hosta, oscar):
    for _ in range(SHOWN + 1):
        make_agreement(hosta, reporter="partner", starts="2026-10-01", ends="2026-11-01")
    missing = section(oscar, "Figures still missing")
    assert len(missing.items) == SHOWN
    assert missing.more


def test_a_run_that_waits_for_approval_waits_for_a_second_person(hosted, uma, fiona, april, client):
    submitted_report(hosted, OCTOBER, by=uma)
    request_approval(run=settled_run(OCTOBER, fiona, hosted), by=fiona)
    (own,) = section(fiona, "Settlement runs").items
    (others,) = section(april, "Settlement runs").items
    assert own.why_not
    assert own.act == "Open"
    assert (others.badge, others.act) == ("Approval requested", "Review and approve")
    client.force_login(april)
    assert client.get(others.url).status_code == 200


def test_a_run_in_review_counts_its_open_blockers(hosted, fiona):
    settle_all(open_run(label=OCTOBER, by=fiona, agreements=[hosted]))
    (run,) = section(fiona, "Settlement runs").items
    assert "1 agreement" in run.sub
    assert "1 open blocker" in run.sub


def test_issued_runs_wait_for_nobody(hosted, uma, fiona, april):
    submitted_report(hosted, OCTOBER, by=uma)
    issued_run(OCTOBER, fiona, april, hosted)
    assert section(fiona, "Settlement runs").items == []


def test_a_proposal_waits_for_somebody_who_did_not_prepare_it(hosta, carla, april, client):
    agreement = make_draft_agreement(hosta, by=carla)
    [draft] = import_terms(agreement=agreement, document=[make_terms()], by=carla)
    assert [each.act for each in section(carla, "Agreements to approve").items] == ["Go on"]
    propose_version(version=draft, by=carla)
    (own,) = section(carla, "Agreements to approve").items
    (others,) = section(april, "Agreements to approve").items
    assert (own.act, others.act) == ("Open", "Review and approve")
    for person, each in ((carla, own), (april, others)):
        client.force_login(person)
        assert agreement.number in each.text
        assert client.get(each.url).status_code == 200


def test_a_report_for_a_closed_period_waits_for_a_decision(hosted, uma, fiona, april, oscar):
    submitted_report(hosted, OCTOBER, by=uma)
    late = checked_report(hosted, OCTOBER, [{"source_ref": "late"}], by=uma, name="late.csv")
    issued_run(OCTOBER, fiona, april, hosted)
    submit_report(report=late, by=uma, attestation="Right.", completes_period=False)
    (waiting,) = section(oscar, "Late reports").items
    assert (waiting.text, waiting.badge) == ("late.csv", "Late")
    assert waiting.url == f"/staff/reports/{late.pk}/"


def test_opening_balances_wait_for_a_second_person(hosta, carla, fiona, april):
    agreement = make_agreement(hosta, starts="2026-09-01")
    assert "Opening balances to confirm" not in titles(april)
    enter_opening(agreement=agreement, figures=only_balance("1.00"), by=fiona)
    [item] = section(april, "Opening balances to confirm").items
    assert item.act == "Compare and confirm"
    [own] = section(fiona, "Opening balances to confirm").items
    assert "somebody else has to confirm it" in own.why_not
