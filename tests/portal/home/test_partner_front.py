"""A partner's first page, with the real way behind it: reports, a run, statements."""

import pytest

from agreements.models import Agreement
from portal.home.partner_front import partner_front
from tests.factories.agreements import make_agreement
from tests.factories.usage import checked_report, submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@scene
def hosted(hosta) -> Agreement:
    """Two months, both over; the licensor collects, Host A reports."""
    return make_agreement(
        hosta, reporter="partner", starts="2026-09-01", ends="2026-11-01", title="Chat in Europe"
    )


def to_do(user, partner) -> list[tuple]:
    return [(each.text, each.badge, each.act) for each in partner_front(user=user, partner=partner).to_do]


def september(*amounts: str) -> list[dict]:
    return [
        {"usage_date": "2026-09-05", "gross_revenue": amount, "source_ref": f"{n}"}
        for n, amount in enumerate(amounts)
    ]


def test_periods_without_figures_wait_for_the_uploader(hosted, hosta, uma):
    assert to_do(uma, hosta) == [
        ("Usage of September 2026", "Due", "Upload"),
        ("Usage of October 2026", "Due", "Upload"),
    ]


def test_others_see_what_waits_and_for_whom(hosted, hosta, vera):
    reports = [each for each in partner_front(user=vera, partner=hosta).to_do if "Uploader" in each.why_not]
    assert reports
    assert {each.act for each in reports} == {""}


def test_the_next_step_follows_the_report(hosted, hosta, uma):
    report = checked_report(hosted, SEPTEMBER, september("10"), by=uma)
    first = partner_front(user=uma, partner=hosta).to_do[0]
    assert (first.badge, first.act) == ("To be submitted", "Review and submit")
    assert first.url == f"/reports/{report.pk}/"


def test_every_way_from_the_first_page_exists(hosted, hosta, uma, client):
    checked_report(hosted, SEPTEMBER, september("10"), by=uma)
    submitted_report(hosted, OCTOBER, by=uma, completes_period=False)
    client.force_login(uma)
    for each in partner_front(user=uma, partner=hosta).to_do:
        assert client.get(each.url).status_code == 200, each
    assert client.get("/").status_code == 200


def test_the_newest_period_stands_above_all(hosted, hosta, uma, client, fiona, april):
    for label, rows in ((SEPTEMBER, september("100", "50")), (OCTOBER, None)):
        submitted_report(hosted, label, rows, by=uma)
        issued_run(label, fiona, april, hosted)
    front = partner_front(user=uma, partner=hosta)
    (due,) = front.due
    assert (due.title, due.amount, due.currency, due.label) == ("You will receive", 20, "USD", OCTOBER)
    assert [each.period.label for each in front.statements] == [OCTOBER, SEPTEMBER]
    client.force_login(uma)
    page = client.get("/").content.decode()
    assert '<span class="figure"><bdi>$20.00</bdi></span>' in page
    assert "Nothing waits for you." in page


def test_who_owes_reads_so(hosta, uma, fiona, april, client):
    agreement = make_agreement(
        hosta, collected_by="partner", reporter="partner", starts="2026-10-01", ends="2026-11-01"
    )
    submitted_report(agreement, OCTOBER, by=uma)
    issued_run(OCTOBER, fiona, april, agreement)
    client.force_login(uma)
    assert "You owe" in client.get("/").content.decode()


def test_nothing_of_it_is_for_a_rival(hosted, hosta, uma, ruth, fiona, april):
    submitted_report(hosted, SEPTEMBER, september("100"), by=uma)
    issued_run(SEPTEMBER, fiona, april, hosted)
    front = partner_front(user=ruth, partner=hosta)
    assert not front.has_agreements
    assert not front.statements
    assert not front.reports
    assert not front.due


def test_what_the_licensor_reports_does_not_wait_for_the_partner(hosta, uma):
    make_agreement(hosta, reporter="licensor", starts="2026-09-01", ends="2026-11-01")
    assert to_do(uma, hosta) == []
