"""Who sees which page, what the lists find, and what stands on the first pages."""

import csv

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from tests.factories.usage import body
from tests.settlements.payouts.steps import approve, hold, paid, prepared, requested
from tests.settlements.runs.pages import page_of

pytestmark = pytest.mark.django_db
FACTS = {"day": "2026-10-20", "reference": "SEPA 1"}


class TestDoors:
    def test_each_role(self, client, payable, receivable, fiona, april, adam, carla, oscar, vera, ruth):
        payout, remittance = prepared(fiona).number, requested(fiona).number
        own = {"payouts": (), "payout": (payout,), "remittances": (), "remittance": (remittance,)}
        for person, partner, staff in [
            (vera, 200, 404),
            (fiona, 404, 200),
            (april, 404, 200),
            (adam, 404, 200),
            (carla, 404, 200),
            (oscar, 404, 403),
        ]:
            client.force_login(person)
            for name, args in own.items():
                assert client.get(reverse(name, args=args)).status_code == partner, (person, name)
                answer = client.get(reverse(f"staff_{name}", args=args)).status_code
                assert answer == staff, (person, name)
        client.force_login(ruth)
        for name, args in own.items():
            assert client.get(reverse(name, args=args)).status_code == (404 if args else 200)
            assert client.get(reverse(f"staff_{name}", args=args)).status_code == 404
        assert payout not in page_of(client, "payouts")
        assert remittance not in page_of(client, "remittances")

    @pytest.mark.parametrize(
        "name", ["approve_batch", "export_batch", "tell_paid", "cancel_payout", "tell_receipt"]
    )
    def test_acts_hard_to_take_back_ask_again_who_it_is(
        self, client, payable, receivable, fiona, april, name
    ):
        row = requested(fiona) if name == "tell_receipt" else prepared(fiona)
        number = row.batch.number if name.endswith("batch") else row.number
        client.force_login(april)
        session = client.session
        del session["account_authentication_methods"]
        session.save()
        assert "reauthenticate" in client.post(reverse(name, args=[number]), FACTS).url
        done = AuditEvent.objects.filter(actor=april, event__regex=r"^(payout|batch|remittance)[.]")
        assert not done.exclude(event__endswith=".viewed").exists()

    def test_an_auditor_reads_and_is_told_who_may(self, client, payable, fiona, adam):
        prepared(fiona)
        client.force_login(adam)
        assert "You may read this, but not do it." in page_of(client, "staff_payouts")
        assert client.post(reverse("prepare_payouts"), {"whom": "nobody USD"}).status_code == 403
        assert client.post(reverse("prepare_payouts")).status_code == 403

    def test_a_look_by_staff_is_in_the_partner_s_trail(self, client, payable, receivable, hosta, fiona, adam):
        payout, remittance = prepared(fiona), requested(fiona)
        client.force_login(adam)
        page_of(client, "staff_payout", payout.number)
        page_of(client, "staff_remittance", remittance.number)
        looks = AuditEvent.objects.filter(partner=hosta, event__endswith=".viewed", actor=adam)
        assert sorted(looks.values_list("event", "subject")) == [
            ("payout.viewed", payout.number),
            ("remittance.viewed", remittance.number),
        ]


class TestLists:
    def test_csv_and_search(self, client, payable, receivable, finn, fiona, april):
        payout, remittance = paid(approve(prepared(fiona), april), fiona), requested(fiona)
        client.force_login(finn)
        rows = _csv(client.get(reverse("payouts") + "?format=csv"))
        assert rows[0][:4] == ["Payout", "Amount", "Currency", "Status"]
        assert rows[1][:4] == [payout.number, "20.0000", "USD", "Paid"]
        rows = _csv(client.get(reverse("remittances") + "?format=csv"))
        assert rows[1][:5] == [remittance.number, "50.0000", "50.0000", "USD", "Requested"]
        assert payout.number in page_of(client, "payouts", search=payable.number)
        assert "Nothing matches" in page_of(client, "payouts", search="STM-2026-999999")
        assert "Nothing matches" in page_of(client, "remittances", standing="overdue")
        client.force_login(fiona)
        assert payout.number in page_of(client, "staff_payouts", search="Host A", state="paid")

    def test_the_navigation_leads_to_what_fits(self, client, receivable, hosta, finn, fiona):
        client.force_login(finn)
        home = page_of(client, "home")
        assert f'href="{reverse("remittances")}"' in home
        assert f'class="nav-link" href="{reverse("payouts")}"' not in home

    def test_first_pages(self, client, payable, receivable, finn, fiona, april):
        client.force_login(finn)
        home = page_of(client, "home")
        assert "$20.00 of 1 statement is unpaid" in home
        assert "<strong>$50.00</strong>" in home
        hold(receivable, "12.50")
        assert "<strong>$37.50</strong>" in page_of(client, "home")
        payout, remittance = prepared(fiona), requested(fiona)
        home = page_of(client, "home")
        assert reverse("payout", args=[payout.number]) in home
        assert reverse("remittance", args=[remittance.number]) in home
        client.force_login(april)
        queue = page_of(client, "staff_home")
        assert payout.batch.number in queue
        assert "No partner is late with a payment." in queue
        approve(payout, april)
        assert "No payout waits for approval." in page_of(client, "staff_home")


def _csv(answer) -> list[list[str]]:
    return list(csv.reader(body(answer).removeprefix("\ufeff").splitlines()))
