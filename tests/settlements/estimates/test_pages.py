"""What both sides read of an estimate, and what finance takes from all of them."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from settlements.runs.estimates.accruals import accruals, accrued
from settlements.runs.estimates.make_estimate import make_estimate
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement
from tests.factories.usage import body, checked_report, submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import issued_run
from tests.settlements.statements.test_pages import words

pytestmark = pytest.mark.django_db
SEPTEMBER = "2026-09"
USAGE = {"usage_date": "2026-09-05"}


@scene
def figures(hosted):
    """100.00 in September, one row rejected, checked and not yet submitted."""
    report = checked_report(hosted, SEPTEMBER, [USAGE, {**USAGE, "market": "ZZ", "source_ref": "b"}])
    make_estimate(agreement_id=hosted.pk)
    return report


@scene
def owed(remitted):
    submitted_report(remitted, SEPTEMBER, [{**USAGE, "currency": "EUR", "gross_revenue": "200"}])
    make_estimate(agreement_id=remitted.pk)
    return remitted


def page(client, user, name: str, *args, query: str = "") -> str:
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    return words(body(response))


def rows_of(client, user, query: str) -> list[dict[str, str]]:
    client.force_login(user)
    response = client.get(reverse("accrual", args=[SEPTEMBER]) + query)
    return list(csv.DictReader(io.StringIO(body(response).lstrip("\ufeff"))))


def test_the_partner_reads_the_whole_statement_marked_estimated(client, vera, hosted, figures):
    text = page(client, vera, "estimate", hosted.number, SEPTEMBER)
    assert "Estimated, as of" in text
    assert "It has no number, moves no money, and may change until the statement is issued." in text
    assert "You will receive $20.00" in text
    assert "1 report counted here is checked and not submitted yet." in text
    assert "1 rejected row is left out." in text
    assert "1 line together $20.00" in text
    assert "STM-" not in text


def test_staff_read_the_same_and_it_is_on_record(client, adam, hosted, figures):
    assert "Host A will receive $20.00" in page(client, adam, "staff_estimate", hosted.number, SEPTEMBER)
    look = AuditEvent.objects.get(event="estimate.viewed")
    assert (look.partner, look.actor, look.subject) == (hosted.partner, adam, f"{hosted.number} {SEPTEMBER}")


def test_outsiders_find_nothing(client, ruth, vera, oscar, hosted, figures):
    args = [hosted.number, SEPTEMBER]
    for person, name, status in (
        (ruth, "estimate", 404),
        (ruth, "staff_estimate", 404),
        (vera, "staff_estimate", 404),
        (oscar, "estimate", 404),
        (oscar, "staff_estimate", 403),
    ):
        client.force_login(person)
        assert client.get(reverse(name, args=args)).status_code == status, (person, name)
    assert not AuditEvent.objects.filter(event="estimate.viewed").exists()
    for person, status in ((vera, 404), (oscar, 403)):
        client.force_login(person)
        assert client.get(reverse("accrual", args=[SEPTEMBER])).status_code == status


def test_what_is_missing_stands_in_the_place_of_an_amount(client, vera, hosted):
    checked_report(hosted, SEPTEMBER, [{**USAGE, "currency": "EUR"}])
    make_estimate(agreement_id=hosted.pk)
    text = page(client, vera, "estimate", hosted.number, SEPTEMBER)
    assert "No exchange rate of EUR is known for Sep 30, 2026 or the year before it." in text
    assert "You will receive" not in text
    assert "Could not be estimated" in page(client, vera, "statements")


def test_a_period_without_an_estimate_says_so(client, vera, hosted):
    checked_report(hosted, SEPTEMBER, [USAGE])
    assert "No estimate yet" in page(client, vera, "estimate", hosted.number, SEPTEMBER)
    for label in ("2026-10", "nonsense", "2026-13"):
        assert client.get(reverse("estimate", args=[hosted.number, label])).status_code == 404


def test_it_is_found_from_the_report_the_statements_and_the_first_page(client, vera, ruth, hosted, figures):
    url = f'href="{reverse("estimate", args=[hosted.number, SEPTEMBER])}"'
    client.force_login(vera)
    for address in (reverse("report", args=[figures.pk]), reverse("statements"), "/"):
        assert url in body(client.get(address)), address
    client.force_login(ruth)
    for address in (reverse("statements"), "/"):
        assert url not in body(client.get(address)), address


def test_staff_who_need_no_amounts_are_shown_no_link(client, oscar, adam, hosted, figures):
    url = f'href="{reverse("staff_estimate", args=[hosted.number, SEPTEMBER])}"'
    for person, linked in ((oscar, False), (adam, True)):
        client.force_login(person)
        assert (url in body(client.get(reverse("staff_report", args=[figures.pk])))) == linked


def test_a_statement_shows_itself_against_the_last_estimate(client, vera, hosted, figures, fiona, april):
    submitted_report(
        hosted, SEPTEMBER, [{**USAGE, "gross_revenue": "150", "source_ref": "c"}], replaces=figures
    )
    issued_run(SEPTEMBER, fiona, april, hosted)
    number = Statement.objects.get().number
    text = page(client, vera, "statement", number)
    assert ": $20.00 ; difference $10.00 " in text
    assert "Earned $20.00 $30.00 $10.00" in text
    response = client.get(reverse("estimate", args=[hosted.number, SEPTEMBER]))
    assert response.headers["Location"] == reverse("statement", args=[number])
    assert "Estimates" not in page(client, vera, "statements")


def test_accruals_by_partner_and_currency(client, adam, fiona, april, hosted, figures, owed):
    assert [
        (row["partner"], row["currency"], row["direction"], row["earned"], row["source"])
        for row in rows_of(client, adam, "?format=csv")
    ] == [
        (hosted.partner.code, "USD", "payable", "20.0000", "estimated"),
        (owed.partner.code, "EUR", "receivable", "30.0000", "estimated"),
    ]
    issued_run(SEPTEMBER, fiona, april, owed)
    rows = rows_of(client, adam, "?format=csv")
    assert [(row["source"], bool(row["statement"])) for row in rows] == [
        ("estimated", False),
        ("issued", True),
    ]
    text = page(client, adam, "accrual", SEPTEMBER)
    assert "The licensor pays USD 1 1 $20.00 $20.00 $20.00" in text
    assert "The partner pays EUR 1 0 €30.00 €30.00 €30.00" in text


def test_totals_foot_exactly_and_name_what_is_not_known(client, adam, hosta, hosted, figures, owed):
    second = make_agreement(hosta, collected_by="licensor", reporter="partner", starts="2026-09-01")
    silent = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    checked_report(second, SEPTEMBER, [{**USAGE, "gross_revenue": "33.335"}])
    make_estimate(agreement_id=second.pk)
    rows = rows_of(client, adam, "?format=csv")
    [total] = [each for each in rows_of(client, adam, "?format=csv&by=partner") if each["currency"] == "USD"]
    of_host_a = [row for row in rows if row["partner"] == hosta.code and row["earned"]]
    assert sum(Decimal(row["earned"]) for row in of_host_a) == Decimal(total["earned"]) == Decimal("26.67")
    assert (total["agreements"], total["estimated"]) == ("2", "2")
    [unknown] = [row for row in rows if row["agreement"] == silent.number]
    assert (unknown["source"], unknown["earned"]) == ("no_figures", "")
    assert "1 agreement has no amount yet" in page(client, adam, "accrual", SEPTEMBER)
    whole = accrued(accruals(user=adam, label=SEPTEMBER), by_partner=False)
    assert {each.currency: each.sums["earned"] for each in whole} == {
        "USD": Decimal("26.67"),
        "EUR": Decimal("30.00"),
    }


@pytest.mark.parametrize("label", ["nonsense", "2026-13", "a/b", "%00"])
def test_a_period_that_is_none_is_not_found(client, adam, label):
    client.force_login(adam)
    assert client.get(reverse("accrual_periods"), {"period": label}).status_code == 404


def test_a_period_is_chosen(client, adam, figures):
    client.force_login(adam)
    answer = client.get(reverse("accrual_periods"), {"period": SEPTEMBER})
    assert answer.headers["Location"] == reverse("accrual", args=[SEPTEMBER])
    assert client.get(reverse("accrual_periods")).status_code == 302
