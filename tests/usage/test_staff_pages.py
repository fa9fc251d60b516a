"""Staff see every partner's reports, and report where the licensor does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.agreements import make_agreement, make_draft_agreement
from tests.factories.usage import checked_report, csv_bytes, submitted_report
from usage.models import Period, Report

pytestmark = pytest.mark.django_db


def test_the_matrix_shows_every_partner_and_period(client, agreement, rival, uma, adam):
    submitted_report(agreement, "2026-10", by=uma)
    other = make_agreement(rival, reporter="partner", starts="2026-09-01")
    make_draft_agreement(rival, title="Not yet agreed")
    client.force_login(adam)
    page = client.get(reverse("staff_reports")).content.decode()
    for text in ("Host A", "Rival Cloud", "October 2026", "Received", "Due", other.number):
        assert text in page
    assert "AGR-2026-0003" not in page
    found = client.get(reverse("staff_reports"), {"search": "rival"}).content.decode()
    assert "Rival Cloud" in found
    assert "Host A" not in found
    earlier = client.get(reverse("staff_reports"), {"before": "2026-06"}).content.decode()
    assert "May 2026" in earlier
    assert "October 2026" not in earlier
    for nonsense in ({"before": "x"}, {"length": "day"}, {"page": "9" * 30}, {"search": "%'"}):
        assert client.get(reverse("staff_reports"), nonsense).status_code == 200


def test_agreements_by_quarter_have_a_matrix_of_their_own(client, agreement, hosta, adam):
    make_agreement(hosta, period_length="quarter")
    client.force_login(adam)
    page = client.get(reverse("staff_reports"), {"length": "quarter"}).content.decode()
    assert "Q3 2026" in page
    assert "October 2026" not in page


def test_staff_pages_are_for_staff(client, agreement, uma, ruth):
    report = checked_report(agreement, "2026-10", by=uma)
    pages = [
        reverse("staff_reports"),
        reverse("staff_report_list"),
        reverse("staff_report", args=[report.pk]),
    ]
    for person in (uma, ruth):
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_staff_read_a_partners_report_and_learn_why_they_may_not_submit_it(client, agreement, uma, oscar):
    report = checked_report(agreement, "2026-10", [{}, {"market": "XX"}], by=uma)
    client.force_login(oscar)
    page = client.get(reverse("staff_report", args=[report.pk])).content.decode()
    assert "the partner reports the usage" in page
    assert reverse("staff_submit_report", args=[report.pk]) not in page
    confirmed = {"confirm": "on", "leave_out_rejected": "on"}
    assert client.post(reverse("staff_submit_report", args=[report.pk]), confirmed).status_code == 403
    assert client.get(reverse("staff_report_errors", args=[report.pk])).status_code == 200


def test_operations_report_where_the_licensor_does_and_the_partner_reads_it(
    client, licensor_agreement, oscar, adam, vera, inline_tasks, django_capture_on_commit_callbacks
):
    client.force_login(adam)
    sent = {
        "period": f"{licensor_agreement.number}/2026-10",
        "file": SimpleUploadedFile("a.csv", csv_bytes()),
    }
    assert client.post(reverse("staff_new_report"), sent).status_code == 403
    client.force_login(oscar)
    sent["file"] = SimpleUploadedFile("a.csv", csv_bytes())
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("staff_new_report"), sent).status_code == 302
    report = Report.objects.get()
    client.post(reverse("staff_submit_report", args=[report.pk]), {"confirm": "on", "completes_period": "on"})
    report.refresh_from_db()
    assert (report.state, report.reporter, report.submitted_by) == ("submitted", "licensor", oscar)
    client.force_login(vera)
    page = client.get(reverse("report", args=[report.pk])).content.decode()
    assert "a.csv" in page
    assert reverse("withdraw_report", args=[report.pk]) not in page


def test_operations_let_a_late_report_count(client, agreement, uma, oscar, adam):
    Period.objects.all().delete()
    report = checked_report(agreement, "2026-10", by=uma)
    Period.objects.update(state=Period.State.CLOSED)
    late = submitted_report(agreement, "2026-10", [{"quantity": "2"}], by=uma)
    url = reverse("staff_admit_late_report", args=[late.pk])
    client.force_login(adam)
    assert client.post(url).status_code == 403
    client.force_login(oscar)
    assert "still closed" in client.post(url, follow=True).content.decode()
    Period.objects.update(state=Period.State.OPEN)
    assert "Let it count" in client.get(reverse("staff_report", args=[late.pk])).content.decode()
    assert "The report counts now" in client.post(url, follow=True).content.decode()
    report.refresh_from_db()
    assert report.state == Report.State.CHECKED
