"""The partner's pages, by those who may, those who may only look, and those who may not know."""

import re

import pytest
from django.db.models import F
from django.urls import reverse

from tests.factories.usage import body, checked_report, received_report, submitted_report
from usage.models import Declaration, Period, Report
from usage.periods.open_period import open_period

pytestmark = pytest.mark.django_db

PAGES = [
    "report",
    "report_progress",
    "report_errors",
    "report_problems_csv",
    "report_failed_rows",
    "report_file",
]
ACTS = ["submit_report", "withdraw_report"]
CONFIRMED = {"confirm": "on", "completes_period": "on"}


@pytest.mark.parametrize("name", PAGES)
def test_members_see_a_report_outsiders_find_nothing(client, report, vera, ruth, oscar, name):
    url = reverse(name, args=[report.pk])
    assert client.get(url).status_code == 302, "anonymous people log in first"
    client.force_login(vera)
    assert client.get(url).status_code in (200, 286)
    for outsider in (ruth, oscar):
        client.force_login(outsider)
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_for_uploaders(client, report, vera, ruth, name):
    url = reverse(name, args=[report.pk])
    client.force_login(vera)
    assert client.post(url, CONFIRMED).status_code == 403
    client.force_login(ruth)
    assert client.post(url, CONFIRMED).status_code == 404
    report.refresh_from_db()
    assert report.state == Report.State.CHECKED


def test_the_grid_says_what_is_due_and_what_is_there(
    client, agreement, licensor_agreement, report, uma, rival
):
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-01"}], by=uma, name="september.csv")
    open_period(agreement=agreement, label="2026-08")
    client.force_login(uma)
    page = body(client.get(reverse("reports")))
    for text in ("Hosting in Europe", "October 2026", "To be submitted", "september.csv", "Received", "Due"):
        assert text in page
    assert "the licensor reports the usage" in page
    assert reverse("new_report") + "?agreement=AGR-2026-0001&amp;period=2026-08" in page
    filtered = body(client.get(reverse("reports"), {"status": "to_submit"}))
    assert "october.csv" in filtered
    assert "september.csv" not in filtered


def test_a_viewer_sees_the_grid_without_acts(client, agreement, report, vera):
    client.force_login(vera)
    page = body(client.get(reverse("reports")))
    assert "october.csv" in page
    assert reverse("new_report") not in page
    assert "Uploader" in page, "who may"


def test_the_list_of_files_is_the_partners_own(client, agreement, report, uma, ruth):
    client.force_login(uma)
    assert "october.csv" in body(client.get(reverse("report_list")))
    exported = body(client.get(reverse("report_list"), {"format": "csv", "search": "october"}))
    assert "october.csv" in exported
    client.force_login(ruth)
    assert "october.csv" not in body(client.get(reverse("report_list")))


def test_the_progress_page_follows_the_check_and_ends(client, agreement, uma):
    waiting = received_report(agreement, "2026-10", by=uma)
    client.force_login(uma)
    url = reverse("report_progress", args=[waiting.pk])
    first = client.get(url)
    assert (first.status_code, "hx-get" in body(first)) == (200, True)
    page = body(client.get(reverse("report", args=[waiting.pk])))
    assert '<noscript><meta http-equiv="refresh"' in page
    checking = {
        "state": "checking",
        "rows_seen": 1234,
        "bytes_seen": 10,
        "check_started_at": waiting.uploaded_at,
    }
    Report.objects.filter(pk=waiting.pk).update(**checking)
    assert "1,234 rows" in body(client.get(url)).replace("<bdi>", "").replace("</bdi>", "")
    done = checked_report(agreement, "2026-10", [{"quantity": "2"}], by=uma)
    last = client.get(reverse("report_progress", args=[done.pk]))
    assert (last.status_code, "hx-get" in body(last)) == (286, False)
    assert "The one row is right" in body(last)


def test_totals_stand_beside_the_period_before(client, agreement, uma):
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-01", "gross_revenue": "200"}], by=uma)
    rows = [{"gross_revenue": "150"}, {"currency": "EUR", "gross_revenue": "7.5"}]
    now = checked_report(agreement, "2026-10", rows, by=uma)
    client.force_login(uma)
    page = body(client.get(reverse("report", args=[now.pk])))
    for text in ("$150.00", "$200.00", "-25%", "€7.50", "September 2026", "Llama 3.1 8B"):
        assert text in page


def test_a_report_is_submitted_with_the_words_that_were_confirmed(client, report, uma):
    client.force_login(uma)
    url = reverse("submit_report", args=[report.pk])
    missing = client.post(url, CONFIRMED)
    assert missing.status_code == 422
    assert "I know that 2 rejected rows are left out." in body(missing)
    done = client.post(url, {**CONFIRMED, "leave_out_rejected": "on"}, follow=True)
    assert "Your report is submitted" in body(done)
    report.refresh_from_db()
    assert report.state == Report.State.SUBMITTED
    for words in (
        "true and complete",
        "2 rejected rows are left out",
        "figures for October 2026 are complete",
    ):
        assert words in report.attestation
    assert Declaration.objects.get().attestation == report.attestation


def test_what_was_not_on_the_page_is_not_confirmed(client, report, uma):
    """Between look and click the report was checked again, with another number of rejected rows."""
    client.force_login(uma)
    url = reverse("report", args=[report.pk])
    seal = re.search(r'name="shown" value="(\w+)"', body(client.get(url)))[1]
    Report.objects.filter(pk=report.pk).update(rejected=3, rows=F("accepted") + 3)
    sent = {**CONFIRMED, "leave_out_rejected": "on", "shown": seal}
    refused = client.post(f"{url}submit/", sent)
    assert refused.status_code == 422
    assert "has changed since you opened the page" in body(refused)
    again = re.search(r'name="shown" value="(\w+)"', body(refused))[1]
    assert client.post(f"{url}submit/", {**sent, "shown": again}).status_code == 302


def test_submitting_twice_says_so_instead_of_failing(client, report, uma):
    client.force_login(uma)
    url = reverse("submit_report", args=[report.pk])
    client.post(url, {**CONFIRMED, "leave_out_rejected": "on"})
    again = client.post(url, {**CONFIRMED, "leave_out_rejected": "on"})
    assert again.status_code == 422
    assert Report.objects.get(pk=report.pk).state == Report.State.SUBMITTED


def test_a_closed_period_is_told_before_and_after(client, report, uma):
    Period.objects.update(state=Period.State.CLOSED)
    client.force_login(uma)
    assert "it waits as late" in body(client.get(reverse("report", args=[report.pk])))
    confirmed = {**CONFIRMED, "leave_out_rejected": "on"}
    done = client.post(reverse("submit_report", args=[report.pk]), confirmed, follow=True)
    assert "kept as late" in body(done)


def test_a_report_is_withdrawn_after_asking(client, report, uma):
    client.force_login(uma)
    url = reverse("withdraw_report", args=[report.pk])
    assert "october.csv" in body(client.get(url))
    assert "The report is withdrawn" in body(client.post(url, follow=True))
    assert Report.objects.get().state == Report.State.WITHDRAWN
    assert "cannot be withdrawn" in body(client.post(url, follow=True))


@pytest.mark.parametrize("number", ["0", "99999999999999999999999999"])
def test_unknown_reports_are_not_found(client, uma, number):
    client.force_login(uma)
    assert client.get(f"/reports/{number}/").status_code == 404
