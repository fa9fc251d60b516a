"""The pages: the whole way through clicks, what each role sees, and what a rival does not."""

import csv

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from settlements.payouts.models import Payout, Remittance
from tests.factories.usage import body
from tests.settlements.payouts.steps import approve, hold, paid, prepared, requested
from tests.settlements.runs.pages import page_of, post, text_of

pytestmark = pytest.mark.django_db
FACTS = {"paid_date": "2026-10-20", "reference": "SEPA 1"}


class TestTheWay:
    def test_prepared_approved_paid(self, client, payable, finn, fiona, april):
        client.force_login(fiona)
        offered = page_of(client, "staff_payouts")
        assert "$20.00 of 1 statement is unpaid and enters the next payout." in offered
        assert payable.number in offered
        done = post(client, "prepare_payouts", whom="hosta USD")
        assert "1 payout is prepared." in done
        number = Payout.objects.get().number
        assert f"{number} over $20.00 is prepared and waits for approval." in done
        again = post(client, "prepare_payouts")
        assert f"Host A, USD: {number} over $20.00 is prepared" in again

        shown = page_of(client, "staff_payout", number)
        assert "This needs one of these roles: Approver" in shown
        assert "Approve the payout" not in shown
        client.force_login(april)
        shown = page_of(client, "staff_payout", number)
        payout = Payout.objects.get()
        assert payout.fingerprint in shown
        stale = post(client, "approve_payout", number, version="x", fingerprint=payout.fingerprint)
        assert "The payout changed since you looked at it." in stale
        posted = {"version": payout.version, "fingerprint": payout.fingerprint}
        assert "Approved. Mark it as paid" in post(client, "approve_payout", number, **posted)

        client.force_login(fiona)
        empty = client.post(reverse("mark_paid", args=[number]), {"paid_date": "", "reference": ""})
        assert empty.status_code == 422
        early = client.post(reverse("mark_paid", args=[number]), {**FACTS, "paid_date": "2099-01-01"})
        assert early.status_code == 422
        assert "has not come yet" in text_of(early)
        assert "The payout is paid." in post(client, "mark_paid", number, **FACTS)

        client.force_login(finn)
        shown = page_of(client, "payout", number)
        assert "You received" in shown
        assert "Bank reference: SEPA 1" in shown
        assert "Oct 20, 2026" in shown
        assert reverse("statement", args=[payable.number]) in shown
        assert fiona.name not in shown
        assert "Nothing is unpaid: what was issued is paid." in page_of(client, "payouts")

    def test_requested_held_received(self, client, receivable, finn, fiona):
        client.force_login(fiona)
        assert "$50.00 of 1 statement is owed" in page_of(client, "staff_remittances")
        assert "could not be read" in post(client, "request_remittances", due_date="tomorrow")
        assert "1 request is sent." in post(client, "request_remittances", due_date="2099-01-31")
        number = Remittance.objects.get().number
        hold(receivable, "12.50")

        client.force_login(finn)
        shown = page_of(client, "remittance", number)
        assert "You owe" in shown
        assert '<p class="figure">$37.50</p>' in shown
        assert "$12.50 of STM-2026-000001 is held for DSP-2026-000001 and need not be paid" in shown
        assert "Jan 31, 2099" in shown

        client.force_login(fiona)
        assert "Once $37.50 has arrived" in page_of(client, "staff_remittance", number)
        assert "$37.50 of Host A is still due" in page_of(client, "mark_received", number)
        facts = {"received_date": "2026-10-20", "reference": "HOSTA 1"}
        assert "The payment is received." in post(client, "mark_received", number, **facts)
        client.force_login(finn)
        shown = page_of(client, "remittance", number)
        assert "You paid" in shown
        assert '<p class="figure">$37.50</p>' in shown

    def test_cancelled_with_a_reason_the_partner_reads(self, client, payable, receivable, finn, fiona):
        payout, remittance = prepared(fiona), requested(fiona)
        client.force_login(fiona)
        assert client.post(reverse("cancel_payout", args=[payout.number]), {}).status_code == 422
        post(client, "cancel_payout", payout.number, reason="wrong month")
        post(client, "cancel_remittance", remittance.number, reason="wrong account")
        client.force_login(finn)
        assert "Reason: wrong month" in page_of(client, "payout", payout.number)
        assert "Reason: wrong account" in page_of(client, "remittance", remittance.number)

    def test_what_changed_since_stands_before_the_button(self, client, payable, fiona, april):
        payout = prepared(fiona)
        hold(payable, "12.50")
        client.force_login(april)
        shown = page_of(client, "staff_payout", payout.number)
        assert f"$12.50 of {payable.number} is held for DSP-2026-000001." in shown
        assert "Approve the payout" not in shown
        posted = {"version": 1, "fingerprint": payout.fingerprint}
        assert "Cancel this payout and prepare anew." in post(
            client, "approve_payout", payout.number, **posted
        )

    def test_own_work_is_said_to_be(self, client, payable, boris):
        payout = prepared(boris)
        client.force_login(boris)
        shown = page_of(client, "staff_payout", payout.number)
        assert "You prepared this payout, so somebody else has to approve it." in shown
        assert "Approve the payout" not in shown
        posted = {"version": 1, "fingerprint": payout.fingerprint}
        assert "You prepared this payout" in post(client, "approve_payout", payout.number, **posted)
        payout.refresh_from_db()
        assert payout.state == "prepared"


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

    @pytest.mark.parametrize("name", ["approve_payout", "mark_paid", "cancel_payout", "mark_received"])
    def test_acts_hard_to_take_back_ask_again_who_it_is(
        self, client, payable, receivable, fiona, april, name
    ):
        number = (requested(fiona) if name == "mark_received" else prepared(fiona)).number
        client.force_login(april)
        session = client.session
        del session["account_authentication_methods"]
        session.save()
        assert "reauthenticate" in client.post(reverse(name, args=[number]), FACTS).url
        assert not AuditEvent.objects.filter(actor=april, event__startswith="payout.").exists()

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
        assert f"{payout.number}: $20.00" in queue
        assert "No partner is late with a payment." in queue
        approve(payout, april)
        assert "No payout waits for approval." in page_of(client, "staff_home")


def _csv(answer) -> list[list[str]]:
    return list(csv.reader(body(answer).removeprefix("\ufeff").splitlines()))
