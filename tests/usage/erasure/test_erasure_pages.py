"""What people see of erasing, and what they may do."""

import pytest
from django.urls import reverse

from tests.factories.usage import body, submitted_report
from tests.usage.erasure.steps import settle, stored_of
from usage.erasure.ask_erasure import ask_erasure
from usage.erasure.erase_report import erase_report
from usage.erasure.finish_erasure import finish_erasure
from usage.models import Erasure, Report

pytestmark = pytest.mark.django_db
FILES = ["report_file", "report_failed_rows", "report_problems_csv", "report_errors"]


@pytest.fixture
def settled(agreement, uma) -> Report:
    rows = [{"customer_ref": "nordwind"}, {"market": "Nordwind-Land"}]
    report = submitted_report(agreement, "2026-10", rows, by=uma, leave_out_rejected=True, name="october.csv")
    settle(report.period)
    return report


def test_an_administrator_asks_and_operations_erase_in_two_steps(client, settled, adele, oscar):
    page = reverse("report", args=[settled.pk])
    client.force_login(adele)
    assert reverse("ask_erasure", args=[settled.pk]) in body(client.get(page))
    asked = body(client.get(reverse("ask_erasure", args=[settled.pk])))
    assert "What goes" in asked
    assert "SHA-256" in asked
    client.post(reverse("ask_erasure", args=[settled.pk]), {"reason": "Nordwind left"})
    assert "Nordwind left" in body(client.get(page))
    client.force_login(oscar)
    assert "Erasures asked for" in body(client.get(reverse("staff_home")))
    assert settled.file.name in body(client.get(reverse("staff_home")))
    page, erase = (reverse(name, args=[settled.pk]) for name in ("staff_report", "staff_erase_report"))
    assert erase in body(client.get(page))
    assert stored_of(settled)
    assert "Nordwind left" in body(client.get(erase))
    assert client.post(erase, {"reason": ""}).status_code == 422
    assert client.post(erase, {"reason": "As asked for"}).status_code == 302
    finish_erasure(erasure_id=Erasure.objects.get().pk)
    text = body(client.get(page))
    assert "Source rows erased on" in text
    assert "Nordwind-Land" not in text
    assert "Unknown market" in text
    assert settled.file.sha256 in text
    assert erase not in text


def test_operations_decline_and_the_partner_reads_why(client, settled, adele, oscar):
    ask_erasure(report=settled, by=adele, reason="Nordwind left")
    client.force_login(oscar)
    decline = reverse("staff_decline_erasure", args=[settled.pk])
    assert decline in body(client.get(reverse("staff_report", args=[settled.pk])))
    assert client.post(decline, {"reason": "Court case 12/26"}).status_code == 302
    assert client.post(decline, {"reason": "Twice"}).status_code == 422
    client.force_login(adele)
    assert "Court case 12/26" in body(client.get(reverse("report", args=[settled.pk])))


@pytest.mark.parametrize("prefix", ["", "staff_"])
@pytest.mark.parametrize("name", FILES)
def test_every_way_to_the_rows_leads_back_to_the_page_that_says_when(
    client, settled, uma, oscar, name, prefix
):
    erasure = erase_report(report=settled, by=oscar, reason="Asked for")
    client.force_login(oscar if prefix else uma)
    for _ in range(2):
        answer = client.get(reverse(prefix + name, args=[settled.pk]), follow=True)
        assert answer.redirect_chain == [(reverse(f"{prefix}report", args=[settled.pk]), 302)]
        assert "Source rows erased on" in body(answer)
        finish_erasure(erasure_id=erasure.pk)


def test_what_is_needed_is_said_in_place_of_the_form(client, report, oscar):
    client.force_login(oscar)
    erase = reverse("staff_erase_report", args=[report.pk])
    assert erase not in body(client.get(reverse("staff_report", args=[report.pk])))
    assert "Withdraw it first" in body(client.get(erase))
    answer = client.post(erase, {"reason": "Asked for"})
    assert answer.status_code == 422
    assert "Withdraw it first" in body(answer)


def test_others_are_told_who_may(client, settled, uma, ruth, fiona, adele):
    for person, name, status in (
        (uma, "ask_erasure", 403),
        (ruth, "ask_erasure", 404),
        (fiona, "staff_erase_report", 403),
        (fiona, "staff_decline_erasure", 403),
        (adele, "staff_erase_report", 404),
    ):
        client.force_login(person)
        assert client.get(reverse(name, args=[settled.pk])).status_code == status
