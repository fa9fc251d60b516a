"""The page on which both sides see both sides' figures."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from tests.factories.agreements import make_agreement
from tests.factories.amendments import amend
from tests.factories.usage import body, countered, submitted_report
from tests.scenes import scene
from usage.models import Bucket, Report

pytestmark = pytest.mark.django_db
OCTOBER = "2026-10"


@scene
def compared(hosta, uma, oscar):
    """Three places: equal, half a per cent apart, and one that only Host A has."""
    agreement = make_agreement(hosta, reporter="partner", title="Hosting in Europe")
    amend(agreement, "2026-09-01", tolerance_share="0.01", tolerance_amount="5")
    rows = [{}, {"market": "JP", "quantity": "1000"}, {"market": "ID", "quantity": "3"}]
    submitted_report(agreement, OCTOBER, rows, uma, name="ours.csv")
    theirs = [{}, {"market": "JP", "quantity": "1005"}]
    countered(agreement, OCTOBER, theirs, oscar, name="theirs.csv")
    return agreement


def address(agreement, name="reconciliation", label=OCTOBER) -> str:
    return reverse(name, args=[agreement.number, label])


def test_both_sides_see_the_same(client, compared, vera, oscar):
    client.force_login(vera)
    partners = body(client.get(address(compared)))
    client.force_login(oscar)
    staffs = body(client.get(address(compared, "staff_reconciliation")))
    for page in (partners, staffs):
        for seen in (
            "Host A",
            "Licensor",
            "ours.csv",
            "theirs.csv",
            "1,005",
            "0.5%",
            "Beyond tolerance",
            "whichever is more",
            "The settlement waits",
        ):
            assert seen in page, seen


def test_filtered_searched_ordered(client, compared, vera):
    client.force_login(vera)

    def markets(**query) -> list[str]:
        page = body(client.get(address(compared), query))
        rows = page.partition('class="reconciliation"')[2].partition("</table>")[0]
        found = {name: rows.find(name) for name in ("Germany", "Indonesia", "Japan")}
        return sorted((name for name in found if found[name] >= 0), key=found.get)

    assert markets() == ["Germany", "Indonesia", "Japan"]
    assert markets(show="differences") == ["Indonesia", "Japan"]
    assert markets(show="beyond") == ["Indonesia"]
    assert markets(search="japan") == ["Japan"]
    assert markets(search="output_tokens id") == ["Indonesia"]
    assert markets(search="nowhere") == []
    assert markets(order="apart") == ["Indonesia", "Japan", "Germany"]
    assert markets(show="x", order="x", page="9999") == ["Germany", "Indonesia", "Japan"]


def test_as_csv_in_codes_and_plain_numbers(client, compared, vera):
    client.force_login(vera)
    text = body(client.get(address(compared, "reconciliation_csv"), {"show": "differences"}))
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert [(row["market"], row["measure"], row["other_side"], row["verdict"]) for row in rows] == [
        ("ID", "quantity", "", "beyond"),
        ("ID", "gross_revenue", "", "beyond"),
        ("JP", "quantity", "1005.000000000000", "within"),
        ("JP", "gross_revenue", "100.000000000000", "agrees"),
    ]
    assert rows[1]["currency"] == "USD"
    assert rows[0]["difference"] == "-3.000000000000"


class TestBeforeThereIsAnything:
    def test_each_side_is_told_what_comes_next(self, client, agreement, uma, oscar):
        hand_in = "Hand in figures to compare"
        for person, prefix, may in ((uma, "", False), (oscar, "staff_", True)):
            client.force_login(person)
            page = body(client.get(address(agreement, f"{prefix}reconciliation")))
            assert "Nothing to compare yet" in page
            assert (hand_in in page) is may

    def test_no_such_period(self, client, agreement, vera, ruth):
        client.force_login(vera)
        for label in ("2026-Q4", "2019-01", "soon", "2026-13"):
            assert client.get(address(agreement, label=label)).status_code == 404
        client.force_login(ruth)
        for name in ("reconciliation", "reconciliation_csv"):
            assert client.get(address(agreement, name)).status_code == 404


class TestHandingIn:
    def test_the_upload_page_leads_there(self, client, agreement, oscar):
        client.force_login(oscar)
        query = {"agreement": agreement.number, "period": OCTOBER}
        page = body(client.get(reverse("staff_new_report"), query))
        assert "the partner reports the usage" in page
        assert "counter=1" in page
        form = body(client.get(reverse("staff_new_report"), {**query, "counter": "1"}))
        assert f"{agreement.number}/{OCTOBER}" in form
        assert "These figures settle nothing" in form

    def test_the_whole_way(
        self, client, compared, oscar, uma, inline_tasks, django_capture_on_commit_callbacks
    ):
        client.force_login(oscar)
        content = (
            b"usage_date,application,model,market,unit,quantity\n"
            b"2026-09-05,search,llama-3.1-8b,DE,output_tokens,9\n"
        )
        file = io.BytesIO(content)
        file.name = "own.csv"
        with django_capture_on_commit_callbacks(execute=True):
            sent = client.post(
                reverse("staff_new_report") + "?counter=1",
                {"period": f"{compared.number}/2026-09", "file": file, "counter": "1"},
            )
        report = Report.objects.latest("pk")
        assert sent["Location"] == reverse("staff_report", args=[report.pk])
        page = body(client.get(sent["Location"]))
        assert "counter-figures of the licensor" in page
        assert "Without revenue" in page
        assert "completes_period" not in page
        done = client.post(reverse("staff_submit_report", args=[report.pk]), {"confirm": "on"})
        assert done.status_code == 302
        report.refresh_from_db()
        assert (report.state, report.counter) == ("submitted", True)
        assert "of my side" in report.attestation
        # Both sides' lists say what it is.
        client.force_login(uma)
        listed = body(client.get(reverse("report_list"), {"counter": "1"}))
        assert "own.csv" in listed
        assert "To compare" in listed
        assert "ours.csv" not in listed
        periods = body(client.get(reverse("reports")))
        assert address(compared, label="2026-09") in periods

    def test_not_by_the_side_whose_figures_settle(self, client, agreement, uma, vera):
        for person in (uma, vera):
            client.force_login(person)
            file = io.BytesIO(b"x")
            file.name = "own.csv"
            sent = {"period": f"{agreement.number}/{OCTOBER}", "file": file, "counter": "1"}
            assert client.post(reverse("new_report") + "?counter=1", sent).status_code == 403
        assert not Report.objects.exists()


def test_the_reporter_s_page_leads_to_the_comparison(client, compared, uma):
    client.force_login(uma)
    own = Report.objects.get(file__name="ours.csv")
    assert address(compared) in body(client.get(reverse("report", args=[own.pk])))


def test_as_many_queries_for_many_rows_as_for_few(client, compared, vera, django_assert_max_num_queries):
    client.force_login(vera)
    client.get(address(compared))
    with CaptureQueriesContext(connection) as few:
        client.get(address(compared))
    sample = Bucket.objects.filter(report__file__name="ours.csv").first()
    for number in range(150):
        sample.pk, sample.model = None, f"model-{number}"
        sample.save()
    with django_assert_max_num_queries(len(few)):
        page = body(client.get(address(compared), {"page": "2"}))
    assert "101 to 153 of 153" in strip_tags(page)
