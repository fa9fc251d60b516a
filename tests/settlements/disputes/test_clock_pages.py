"""The pages of the clock: who must act by when, the queue, days off, workload and figures."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import OperationalTerms
from settlements.adjustments.models import Adjustment
from settlements.disputes import escalate_dispute as escalating
from settlements.disputes.figures import figures_of
from settlements.disputes.models import DayOff, Dispute
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.scenes import scene
from tests.settlements.disputes.later import days_later
from tests.settlements.disputes.pages import led_to, look, send, text_of
from tests.settlements.disputes.steps import dispute, propose, resolve


@scene
def claimed(payable, dora, fred, sigrid) -> Dispute:
    """The partner says the German line should be 260.00."""
    return dispute(payable, fred, DE="260.00")


def rows_of(page) -> list[dict]:
    return list(csv.DictReader(StringIO(b"".join(page.streaming_content).decode("utf-8-sig"))))


def test_acknowledged_asked_and_answered(client, claimed, dora, fred):
    number = claimed.number
    page = look(client, dora, "staff_dispute", number)
    assert "The licensor acknowledges the dispute by" in page
    assert "due in 2 working days" in page
    assert led_to(send(client, dora, "staff_acknowledge_dispute", number, version=1)) == reverse(
        "staff_dispute", args=[number]
    )
    assert "The licensor proposes an outcome by" in look(client, fred, "dispute", number)
    asked = send(client, dora, "ask_information", number, version=2, text="Which days are missing?")
    assert asked.status_code == 302
    page = look(client, fred, "dispute", number)
    assert "clock stands still since" in page
    assert "due in 30 days" in page
    assert "the dispute expires" in page
    assert "Give the information…" in page
    assert "Give the information" in look(client, fred, "home")
    assert send(client, fred, "give_information", number, text="The 28th.").status_code == 302
    page = look(client, dora, "staff_dispute", number)
    assert "clock stands still" not in page
    assert page.count("Under review</strong>") == 2


def test_stale_pages_are_told_so(client, claimed, dora):
    send(client, dora, "staff_acknowledge_dispute", claimed.number, version=1)
    answer = send(client, dora, "ask_information", claimed.number, version=1, text="Which?")
    assert answer.status_code == 422
    assert "changed since you looked at it" in text_of(answer)


def test_a_missed_day_is_said_and_lets_escalate(client, claimed, dora, fred, monkeypatch):
    assert "Escalate…" not in look(client, fred, "dispute", claimed.number)
    early = send(client, fred, "escalate_dispute", claimed.number, version=1, reason="Nobody answers.")
    assert early.status_code == 422
    days_later(monkeypatch, 9)
    page = look(client, fred, "dispute", claimed.number)
    assert "The licensor had to acknowledge the dispute by" in page
    assert "late" in page
    send(client, fred, "escalate_dispute", claimed.number, version=1, reason="Nobody answers.")
    assert "Second level" in look(client, dora, "staff_dispute", claimed.number)


def test_the_whole_way_outside(client, claimed, dora, doris, fred, sigrid, monkeypatch):
    terms = OperationalTerms(escalation="mediation", escalation_rules="Singapore, SIMC")
    monkeypatch.setattr(escalating, "operations_on", lambda agreement, day: terms)
    number, today = claimed.number, timezone.now().date()
    propose(claimed, dora, "200.00")
    send(client, sigrid, "refuse_outcome", number, version=2, reason="No.")
    send(client, fred, "escalate_dispute", number, version=3, reason="No.")
    propose(claimed, doris, "200.00")
    send(client, sigrid, "refuse_outcome", number, version=5, reason="No.")
    assert "Singapore, SIMC" in look(client, fred, "escalate_dispute", number)
    send(client, fred, "escalate_dispute", number, version=6, reason="No.", on_date=today.isoformat())
    assert "Mediation" in look(client, fred, "dispute", number)
    [row] = claimed.lines.all()
    file = SimpleUploadedFile("settlement.txt", b"Half of it.\n")
    fields = {f"agreed_{row.pk}": "230.00", "text": "Half of it.", "version": 7, "on_date": today.isoformat()}
    assert "Comes to, in USD" in look(client, dora, "record_decision", number)
    without = send(client, dora, "record_decision", number, **fields)
    assert without.status_code == 422
    kept = send(client, dora, "record_decision", number, **fields, file=file)
    assert led_to(kept) == reverse("staff_dispute", args=[number])
    assert "$230.00" in look(client, doris, "confirm_decision", number)
    assert send(client, dora, "confirm_decision", number, version=8).status_code == 403
    assert send(client, doris, "confirm_decision", number, version=8).status_code == 302
    assert Adjustment.objects.get().amount == Decimal("30.00")
    assert "it was decided outside" in look(client, fred, "dispute", number)


def test_the_queue_is_in_the_order_of_what_is_due(client, payable, claimed, dora, fred):
    second = dispute(payable, fred, ID="120.00")
    propose(claimed, dora, "230.00")
    page = look(client, dora, "staff_disputes")
    assert page.index(second.number) < page.index(claimed.number)
    assert "due in 10 working days" in page
    send(client, dora, "assign_dispute", claimed.number, to=dora.pk)
    mine = look(client, dora, "staff_disputes", assigned="mine")
    assert claimed.number in mine
    assert second.number not in mine
    nobodys = look(client, dora, "staff_disputes", assigned="nobody")
    assert second.number in nobodys
    assert claimed.number not in nobodys
    assert claimed.number in look(client, dora, "staff_disputes", assigned=str(dora.pk))
    assert "Looked after by" in look(client, fred, "dispute", claimed.number)
    loads = look(client, dora, "dispute_workload")
    assert "Dora Disputes" in loads
    assert "Nobody in particular" in loads


@pytest.mark.parametrize("person", ["x", "9" * 30, "-1", "mine'"])
def test_a_filter_that_makes_no_sense_is_left_aside(client, claimed, dora, person):
    assert claimed.number in look(client, dora, "staff_disputes", assigned=person)


def test_days_off(client, claimed, dora, fiona, adam):
    claimed.refresh_from_db()
    due = claimed.due_date
    assert send(client, adam, "add_day_off", day_date=due.isoformat(), reason="Holiday").status_code == 403
    assert send(client, fiona, "add_day_off", day_date="", reason="Holiday").status_code == 422
    assert send(client, fiona, "add_day_off", day_date=due.isoformat(), reason="Holiday").status_code == 302
    assert "Holiday" in look(client, adam, "days_off")
    claimed.refresh_from_db()
    assert claimed.due_date > due
    send(client, dora, "remove_day_off", DayOff.objects.get().pk, reason="We work.")
    claimed.refresh_from_db()
    assert claimed.due_date == due


def test_figures_by_hand(client, payable, dora, fred, sigrid, ruth, monkeypatch):
    """60.00 claimed and 30.00 agreed; 20.00 more withdrawn; 50.00 held of one that goes on."""
    claimed = dispute(payable, fred, DE="260.00")
    days_later(monkeypatch, 4)
    resolve(claimed, dora, sigrid, "230.00")
    days_later(monkeypatch, 0)
    taken_back = dispute(payable, fred, ID="120.00")
    days_later(monkeypatch, 2)
    withdraw_dispute(by=fred, dispute=taken_back, version=1, reason="Our mistake.")
    days_later(monkeypatch, 0)
    dispute(payable, dora, ID="50.00")
    client.force_login(fred)
    row, total = rows_of(client.get(reverse("dispute_figures"), {"format": "csv"}))
    assert row | {"category": "all"} == total
    assert row == {
        "category": "usage",
        "currency": "USD",
        "open": "1",
        "ended": "2",
        "median_days": "3.0",
        "claimed": "60.00",
        "upheld": "30.00",
        "upheld_rate": "0.5000",
        "held": "50.00",
    }
    page = look(client, dora, "staff_dispute_figures")
    assert "$50.00" in page
    assert "50%" in page
    assert "No dispute was opened yet." in look(client, ruth, "dispute_figures")


def test_days_are_measured_whatever_the_hour(payable, fred, monkeypatch):
    found = dispute(payable, fred, DE="260.00")
    days_later(monkeypatch, 1 / 3)
    withdraw_dispute(by=fred, dispute=found, version=1, reason="Our mistake.")
    [row], _sums = figures_of(Dispute.objects.all())
    assert row.median_days == Decimal("0.3")


def test_more_than_was_claimed_is_upheld_in_full(payable, dora, fred, sigrid):
    resolve(dispute(payable, fred, DE="260.00"), dora, sigrid, "300.00")
    resolve(dispute(payable, fred, ID="160.00"), dora, sigrid, "90.00")
    [_row], [total] = figures_of(Dispute.objects.all())
    assert (total.claimed, total.upheld, total.upheld_rate) == (120, 60, Decimal("0.5"))


def test_tomorrow_is_no_day_on_which_it_was_begun(client, claimed, fred, dora, doris, sigrid, monkeypatch):
    terms = OperationalTerms(escalation="court")
    monkeypatch.setattr(escalating, "operations_on", lambda agreement, day: terms)
    propose(claimed, dora, "200.00")
    send(client, sigrid, "refuse_outcome", claimed.number, version=2, reason="No.")
    send(client, fred, "escalate_dispute", claimed.number, version=3, reason="No.")
    propose(claimed, doris, "200.00")
    send(client, sigrid, "refuse_outcome", claimed.number, version=5, reason="No.")
    day = (timezone.now().date() + timedelta(days=2)).isoformat()
    answer = send(client, fred, "escalate_dispute", claimed.number, version=6, reason="No.", on_date=day)
    assert answer.status_code == 422
    assert "has not come yet" in text_of(answer)
