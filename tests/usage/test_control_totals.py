"""What the sender says a file comes to: read strictly, compared exactly, never passed over unseen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.models import Alias
from portal.refused import Refused
from tests.factories.usage import ATTESTATION, body, checked_report, csv_bytes
from usage.control_totals import ControlTotals, compared_totals, read_control_totals
from usage.models import Report
from usage.submit_report import submit_report

pytestmark = pytest.mark.django_db
OCTOBER = "2026-10"
ROWS = [{}, {"quantity": "500", "gross_revenue": "0.50", "currency": "EUR"}]


def given(partner, rows="", revenue="", quantity="") -> ControlTotals:
    return read_control_totals(partner=partner, rows=rows, revenue=revenue, quantity=quantity)


class TestReading:
    def test_as_people_type_them(self, hosta):
        Alias.objects.create(partner=hosta, kind="unit", alias="Tokens out", code="output_tokens")
        found = given(hosta, " 2 ", "USD 100.00\n\n  EUR 0.50\n", "Tokens out 1500")
        assert found.as_json() == {
            "rows": 2,
            "revenue": {"USD": "100.00", "EUR": "0.50"},
            "quantity": {"output_tokens": "1500"},
        }
        assert given(hosta).as_json() == {}

    @pytest.mark.parametrize(
        "typed",
        [
            {"rows": "2.0"},
            {"rows": "-2"},
            {"rows": "٢"},
            {"revenue": "100.00"},
            {"revenue": "USD 100,00"},
            {"revenue": "USD 1,000.00"},
            {"revenue": "USD 1e3"},
            {"revenue": "XXX 1"},
            {"revenue": "usd 1"},
            {"revenue": "USD 1\nUSD 2"},
            {"quantity": "stones 5"},
            {"quantity": "output_tokens"},
            {"quantity": "output_tokens +5"},
            {"quantity": "\n".join(["output_tokens 5"] * 61)},
        ],
    )
    def test_strictly(self, hosta, typed):
        with pytest.raises(Refused) as refusal:
            given(hosta, **typed)
        assert refusal.value.code == "bad_control_totals"


def verdicts(report) -> list[tuple]:
    return [(each.kind, each.of, each.given, each.found, each.agreed) for each in compared_totals(report)]


class TestComparing:
    def test_agreed(self, agreement, hosta):
        totals = given(hosta, "2", "EUR 0.5\nUSD 100", "output_tokens 1500.000")
        report = checked_report(agreement, OCTOBER, ROWS, control_totals=totals)
        assert verdicts(report) == [
            ("rows", "", 2, 2, True),
            ("revenue", "EUR", Decimal("0.5"), Decimal("0.5"), True),
            ("revenue", "USD", 100, 100, True),
            ("quantity", "output_tokens", 1500, 1500, True),
        ]
        submit(report)

    def test_what_is_not_named_was_not_expected(self, agreement, hosta):
        report = checked_report(agreement, OCTOBER, ROWS, control_totals=given(hosta, "", "USD 100\nGBP 3"))
        assert verdicts(report) == [
            ("revenue", "EUR", 0, Decimal("0.5"), False),
            ("revenue", "GBP", 3, 0, False),
            ("revenue", "USD", 100, 100, True),
        ]

    def test_a_rejected_row_is_a_row_but_no_sum(self, agreement, hosta):
        rows = [*ROWS, {"market": "XX", "gross_revenue": "7"}]
        report = checked_report(
            agreement, OCTOBER, rows, control_totals=given(hosta, "3", "EUR 0.5\nUSD 107")
        )
        assert [each[4] for each in verdicts(report)] == [True, True, False]

    def test_without_any_nothing_is_compared(self, agreement):
        assert compared_totals(checked_report(agreement, OCTOBER, ROWS)) == []


def submit(report, **says) -> Report:
    return submit_report(
        report=report, by=report.uploaded_by, attestation=ATTESTATION, completes_period=True, **says
    )


class TestSubmitting:
    @pytest.fixture
    def report(self, agreement, hosta, uma) -> Report:
        return checked_report(agreement, OCTOBER, ROWS, by=uma, control_totals=given(hosta, "3"))

    def test_a_difference_does_not_pass_unseen(self, report):
        with pytest.raises(Refused) as refusal:
            submit(report)
        assert refusal.value.code == "control_totals"
        assert submit(report, despite_control_totals=True).state == "submitted"

    def test_on_the_page_it_must_be_confirmed(self, client, report, uma):
        client.force_login(uma)
        page = body(client.get(reverse("report", args=[report.pk])))
        assert "Does not match" in page
        url = reverse("submit_report", args=[report.pk])
        assert client.post(url, {"confirm": "on"}).status_code == 422
        assert client.post(url, {"confirm": "on", "despite_control_totals": "on"}).status_code == 302
        report.refresh_from_db()
        assert "control totals" in report.attestation


class TestUpload:
    def test_given_with_the_file(self, upload):
        fields = {"control_rows": "1", "control_revenue": "USD 100", "control_quantity": "output_tokens 9"}
        page = body(upload(csv_bytes(), **fields))
        report = Report.objects.get()
        assert report.control_totals == {
            "rows": 1,
            "revenue": {"USD": "100"},
            "quantity": {"output_tokens": "9"},
        }
        assert page.count("Matches") == 2
        assert page.count("Does not match") == 1

    def test_what_cannot_be_read_keeps_the_file_out(self, upload):
        response = upload(csv_bytes(), control_revenue="a hundred dollars", follow=False)
        assert response.status_code == 422
        assert "is no control total" in body(response)
        assert not Report.objects.exists()
