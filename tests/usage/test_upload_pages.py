"""Uploading over HTTP: the plain form, and files made to hurt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories.agreements import make_agreement
from tests.factories.usage import body_bytes, checked_report, csv_bytes, submitted_report
from usage.formats.write import ENDINGS
from usage.models import Declaration, Report
from usage.periods.open_period import open_period

pytestmark = pytest.mark.django_db


def test_a_file_goes_the_whole_way_over_http(upload, client):
    page = upload(csv_bytes({}, {"market": "JP"})).content.decode()
    report = Report.objects.get()
    assert "All 2 rows are right" in page.replace("<bdi>", "").replace("</bdi>", "")
    confirmed = {"confirm": "on", "completes_period": "on"}
    client.post(reverse("submit_report", args=[report.pk]), confirmed)
    report.refresh_from_db()
    assert report.state == Report.State.SUBMITTED


def test_the_page_says_rules_and_limits_before_a_file_is_chosen(client, agreement, uma):
    client.force_login(uma)
    query = {"agreement": agreement.number, "period": "2026-10"}
    page = client.get(reverse("new_report"), query).content.decode()
    for text in ("usage_date", "source_ref", "llama-3.1-8b", "output_tokens", "2.1 GB", "time zone UTC"):
        assert text in page.replace("<bdi>", "").replace("</bdi>", "").replace("\xa0", " ")
    assert 'value="AGR-2026-0001/2026-10" selected' in page


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_template_file_is_itself_a_right_report(client, agreement, uma, ending):
    client.force_login(uma)
    content = body_bytes(client.get(reverse("report_template"), {"format": ending}))
    report = checked_report(agreement, f"{timezone.now():%Y-%m}", content, by=uma)
    assert (report.format, report.accepted, report.rejected) == (ENDINGS[ending], 2, 0)


def test_there_is_no_template_of_another_format(client, uma):
    client.force_login(uma)
    assert client.get(reverse("report_template"), {"format": "docx"}).status_code == 404


def test_a_duplicate_is_answered_with_a_sentence_and_counted_once(upload):
    upload(csv_bytes(), "first.csv")
    again = upload(csv_bytes(), "second.csv")
    assert again.status_code == 422
    assert "“first.csv”" in again.content.decode()
    assert Report.objects.count() == 1


def test_a_file_replaces_the_report_it_was_chosen_for(upload, client, agreement, uma):
    old = submitted_report(agreement, "2026-10", by=uma)
    query = f"?agreement={agreement.number}&period=2026-10&replaces={old.pk}"
    assert "takes the place of report" in client.get(reverse("new_report") + query).content.decode()
    upload(csv_bytes({"quantity": "2"}), query=query)
    assert Report.objects.get(replaces=old).state == Report.State.CHECKED


def test_other_peoples_reports_cannot_be_replaced(upload, rival, client, uma):
    theirs = submitted_report(make_agreement(rival, reporter="partner"), "2026-10")
    assert upload(csv_bytes({"quantity": "2"}), query=f"?replaces={theirs.pk}").status_code == 404
    for nonsense in ("x", "²", "9" * 40, "9" * 5000):
        assert client.get(reverse("new_report"), {"replaces": nonsense}).status_code == 404


def test_who_may_not_upload_is_told_why_and_refused(client, agreement, vera, ruth):
    query = f"?agreement={agreement.number}&period=2026-10"
    client.force_login(vera)
    assert "Uploader" in client.get(reverse("new_report") + query).content.decode()
    sent = {"period": f"{agreement.number}/2026-10", "file": SimpleUploadedFile("a.csv", csv_bytes())}
    assert client.post(reverse("new_report"), sent).status_code == 403
    client.force_login(ruth)
    assert client.get(reverse("new_report") + query).status_code == 404
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "period", ["", "AGR-2026-0001/2031-10", "AGR-9999-0001/2026-10", "x", "AGR-2026-0001"]
)
def test_a_period_that_is_not_offered_is_refused(upload, period):
    assert upload(csv_bytes(), period=period).status_code == 422
    assert not Report.objects.exists()


def test_no_file_is_told(client, agreement, uma):
    client.force_login(uma)
    answer = client.post(reverse("new_report"), {"period": f"{agreement.number}/2026-10"})
    assert answer.status_code == 422


def test_no_usage_is_declared_on_a_page(client, agreement, uma, vera):
    url = reverse("declare_period") + f"?agreement={agreement.number}&period=2026-10"
    client.force_login(vera)
    assert client.post(url, {"confirm": "on"}).status_code == 403
    client.force_login(uma)
    assert client.post(url, {}).status_code == 422
    client.post(url, {"confirm": "on"})
    declaration = Declaration.objects.get()
    assert declaration.kind == "nil"
    assert "no usage under agreement AGR-2026-0001 in October 2026" in declaration.attestation
    assert (
        client.get(reverse("declare_period") + "?agreement=AGR-2026-0001&period=1999-01").status_code == 404
    )


def test_a_period_with_submitted_reports_is_declared_complete(client, agreement, uma):
    report = submitted_report(agreement, "2026-10", by=uma, completes_period=False)
    client.force_login(uma)
    url = reverse("declare_period") + f"?agreement={agreement.number}&period=2026-10"
    assert url.replace("&", "&amp;") in client.get(reverse("reports")).content.decode()
    client.post(url, {"confirm": "on"})
    declaration = Declaration.objects.get(period=report.period)
    assert declaration.kind == "complete"
    assert "together, complete" in declaration.attestation


def test_no_usage_is_refused_with_a_sentence_where_there_are_reports(client, agreement, uma):
    checked_report(agreement, "2026-10", by=uma)
    client.force_login(uma)
    url = reverse("declare_period") + f"?agreement={agreement.number}&period=2026-10"
    assert "Withdraw them first" in client.post(url, {"confirm": "on"}).content.decode()


def test_the_limit_is_told_with_its_figure(upload, settings):
    settings.USAGE_MAX_BYTES = 1000
    answer = upload(b"x" * 2000)
    assert answer.status_code == 422
    assert "Split it into several reports" in answer.content.decode()


def test_a_period_opens_with_its_first_upload(upload, agreement):
    upload(csv_bytes())
    assert Report.objects.get().period == open_period(agreement=agreement, label="2026-10")
