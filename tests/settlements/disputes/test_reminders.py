"""One working day before it is due and on the day after, once each, to those who can act."""

from datetime import UTC, date, datetime

import pytest

from portal.notices.models import Mail
from portal.refused import Refused
from settlements.disputes.add_day_off import add_day_off
from settlements.disputes.ask_information import ask_information
from settlements.disputes.assign_dispute import assign_dispute
from settlements.disputes.models import DayOff, Dispute
from settlements.disputes.remind_of_disputes import remind_of_disputes
from settlements.disputes.reminder_model import DisputeReminder
from settlements.disputes.remove_day_off import remove_day_off
from tests.settlements.disputes.later import clock_set
from tests.settlements.disputes.steps import dispute, propose


@pytest.fixture
def on(monkeypatch):
    """`on("2026-12-07")`: it is noon of that day. The 7th of December 2026 is a Monday."""
    return lambda day: clock_set(monkeypatch, datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC))


@pytest.fixture
def claimed(payable, dora, fred, sigrid, on) -> Dispute:
    """By the partner, on a Monday: to be acknowledged by Wednesday."""
    on("2026-12-07")
    return dispute(payable, fred, DE="260.00")


def reminders() -> list[tuple[str, str]]:
    rows = Mail.objects.filter(kind="dispute_reminder").order_by("pk")
    return [(each.to, each.subject.partition(": ")[2]) for each in rows]


def told_on(on, *days: int, month: int = 12) -> list[int]:
    """Of those days of December 2026, which ones brought reminders; each is gone through twice."""
    told = []
    for day in days:
        on(f"2026-{month}-{day:02}")
        if remind_of_disputes():
            told.append(day)
        assert remind_of_disputes() == 0
    return told


def test_staff_before_and_after(claimed, dora, on):
    assert told_on(on, *range(7, 20)) == [8, 10]
    assert reminders() == [
        (dora.email, "due on Dec 9, 2026"),
        (dora.email, "overdue since Dec 9, 2026"),
    ]
    assert DisputeReminder.objects.count() == 2


def test_what_was_missed_is_not_made_up_for(claimed, on):
    assert told_on(on, 15, 16) == [15]
    assert [each.step for each in DisputeReminder.objects.all()] == [1]


def test_a_friday_is_the_working_day_before_a_monday(payable, dora, fred, on):
    on("2026-12-10")
    dispute(payable, fred, DE="260.00")
    assert told_on(on, 10, 11, 12, 13, 14, 15) == [11, 15]


def test_the_assigned_person_alone_while_of_the_role(claimed, dora, doris, on):
    assign_dispute(by=dora, dispute=claimed, to=doris)
    told_on(on, 8)
    assert [to for to, _subject in reminders()] == [doris.email]
    doris.staff_roles = []
    doris.save()
    told_on(on, 10)
    assert [to for to, _subject in reminders()][1:] == [dora.email]


def test_the_partner_s_people_of_what_waits_for_them(claimed, dora, fred, sigrid, on):
    propose(claimed, dora, "230.00")
    assert told_on(on, *range(7, 31)) == [18, 22]
    people = ["signs@hosta.example", fred.email, sigrid.email]
    assert sorted({to for to, _subject in reminders()}) == sorted(people)


def test_information_is_wanted_then_the_dispute_expires(claimed, dora, fred, on):
    ask_information(by=dora, dispute=claimed, version=1, text="Which days?")
    assert told_on(on, *range(7, 32)) == [23]
    assert "the dispute expires" in Mail.objects.filter(kind="dispute_reminder").first().text
    on("2027-01-03")
    assert remind_of_disputes() == 1
    on("2027-01-07")
    assert remind_of_disputes() == 0
    claimed.refresh_from_db()
    assert claimed.state == "expired"
    assert Mail.objects.filter(kind="dispute_expired", to=dora.email).exists()


class TestDaysOff:
    def test_deadlines_move_there_and_back(self, claimed, dora, on):
        kept = add_day_off(by=dora, day_date=date(2026, 12, 9), reason="Founders’ day")
        claimed.refresh_from_db()
        assert claimed.due_date == date(2026, 12, 10)
        assert told_on(on, 8, 9) == [8]
        on("2026-12-08")
        remove_day_off(by=dora, day_off=kept, reason="We work.")
        claimed.refresh_from_db()
        assert claimed.due_date == date(2026, 12, 9)

    @pytest.mark.parametrize(
        ("day", "code"),
        [
            ("2026-12-04", "over"),
            ("2026-12-12", "weekend"),
            ("2031-01-01", "too_far"),
            ("2026-12-25", "twice"),
        ],
    )
    def test_what_is_no_day_off(self, licensor, fiona, on, day, code):
        on("2026-12-07")
        add_day_off(by=fiona, day_date=date(2026, 12, 25), reason="Christmas")
        with pytest.raises(Refused) as refusal:
            add_day_off(by=fiona, day_date=date.fromisoformat(day), reason="x")
        assert refusal.value.code == code

    def test_what_is_over_stays(self, licensor, fiona, on):
        on("2026-12-07")
        kept = add_day_off(by=fiona, day_date=date(2026, 12, 8), reason="Holiday")
        on("2026-12-09")
        with pytest.raises(Refused):
            remove_day_off(by=fiona, day_off=kept, reason="x")
        on("2026-12-08")
        remove_day_off(by=fiona, day_off=kept, reason="We work.")
        assert DayOff.objects.get().removed_by == fiona
        with pytest.raises(Refused) as refusal:
            remove_day_off(by=fiona, day_off=kept, reason="We work.")
        assert refusal.value.code == "gone"


def test_disputes_from_before_there_were_clocks_get_theirs(claimed, on):
    Dispute.objects.update(due_date=None, waits_for="")
    on("2026-12-07")
    remind_of_disputes()
    claimed.refresh_from_db()
    assert (claimed.waits_for, claimed.due_date) == ("licensor", date(2026, 12, 9))
