"""Who has to act, and by when: written so that one can follow with a calendar of 2026 in hand.

The 5th of October 2026 is a Monday.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlements.disputes.clock import Clock, Move, Terms, clock
from settlements.disputes.working_days import Calendar, Stop

TERMS = Terms(acknowledge_days=2, propose_days=10)
MON, TUE, WED, THU, FRI = (date(2026, 10, day) for day in range(5, 10))
NEXT_MON = date(2026, 10, 12)


def at(text: str) -> datetime:
    """`at("10-05 09:00")`: of 2026, in UTC."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def ran(*moves: tuple, side: str = "partner", zone: str = "UTC", days_off: tuple = ()) -> Clock:
    """`ran(("open", "10-05 09:00"))`; a third member is the level."""
    return clock(
        moves=[Move(name, at(when), *level) for name, when, *level in moves],
        side=side,
        terms=TERMS,
        zone=ZoneInfo(zone),
        calendar=Calendar(frozenset(date(2026, month, day) for month, day in days_off)),
    )


def due(*moves: tuple, **more) -> str:
    return f"{ran(*moves, **more).due_date:%m-%d}"


OPENED = ("open", "10-05 09:00")


class TestAcknowledging:
    def test_two_working_days_after_the_day_it_was_opened(self):
        assert ran(OPENED) == Clock("acknowledge", "licensor", WED)

    def test_a_weekend_counts_for_nothing(self):
        assert due(("open", "10-09 09:00")) == "10-13"

    def test_what_is_opened_on_a_saturday_has_two_whole_days(self):
        assert due(("open", "10-10 09:00")) == due(("open", "10-11 23:00")) == "10-13"

    def test_a_day_off_counts_for_nothing(self):
        assert due(OPENED, days_off=((10, 6),)) == "10-08"

    def test_a_day_off_on_a_weekend_changes_nothing(self):
        assert due(("open", "10-09 09:00"), days_off=((10, 10),)) == "10-13"

    def test_the_day_is_the_agreement_s(self):
        """Friday evening in London is Saturday in Tokyo, and still Friday in New York."""
        friday = ("open", "10-09 20:00")
        assert due(friday, zone="Asia/Tokyo") == "10-13"
        assert due(("open", "10-08 20:00"), zone="Asia/Tokyo") == "10-13"
        assert due(("open", "10-10 02:00"), zone="America/New_York") == "10-13"
        assert due(("open", "10-08 20:00"), zone="America/New_York") == "10-12"

    def test_what_the_licensor_opened_the_partner_acknowledges(self):
        assert ran(OPENED, side="licensor") == Clock("acknowledge", "partner", WED)


class TestProposing:
    def test_ten_working_days_since_it_was_opened(self):
        """Acknowledging it early or late neither gives nor takes a day."""
        assert ran(OPENED, ("review", "10-06 09:00")) == Clock("propose", "licensor", date(2026, 10, 19))
        assert due(OPENED, ("review", "10-09 09:00")) == "10-19"

    def test_anew_after_a_refusal(self):
        refused = [OPENED, ("proposed", "10-07 09:00"), ("refused", "10-12 09:00")]
        assert ran(*refused) == Clock("propose", "licensor", date(2026, 10, 26))

    def test_anew_at_the_second_level(self):
        assert due(OPENED, ("review", "10-06 09:00"), ("escalated", "10-20 09:00", 2)) == "11-03"

    def test_outside_the_house_no_clock_runs(self):
        assert ran(OPENED, ("escalated", "10-20 09:00", 2), ("escalated", "11-20 09:00", 3)) == Clock()
        assert ran(OPENED, ("escalated", "11-20 09:00", 3), ("refused", "11-25 09:00", 3)) == Clock()


class TestStopAndGo:
    ASKED = (OPENED, ("review", "10-05 10:00"), ("asked", "10-07 09:00"))

    def test_while_information_is_asked_the_partner_has_thirty_days(self):
        assert ran(*self.ASKED) == Clock("inform", "partner", date(2026, 11, 6), at("10-07 09:00"))

    def test_days_on_which_it_stood_still_do_not_count(self):
        """Tuesday counts; of Wednesday to the next Tuesday none does; from then on nine more."""
        assert due(*self.ASKED, ("review", "10-14 09:00")) == "10-26"

    def test_asked_and_given_on_one_day_costs_nothing(self):
        assert due(*self.ASKED, ("review", "10-07 18:00")) == "10-19"

    def test_a_weekend_in_between_costs_nothing_either(self):
        friday = (OPENED, ("asked", "10-09 09:00"), ("review", "10-11 09:00"))
        assert due(*friday) == "10-20"

    def test_twice(self):
        twice = (*self.ASKED, ("review", "10-08 09:00"), ("asked", "10-09 09:00"), ("review", "10-12 09:00"))
        assert due(*twice) == "10-21"

    def test_what_was_asked_before_a_refusal_is_over(self):
        before = (*self.ASKED, ("review", "10-09 09:00"), ("proposed", "10-09 10:00"))
        assert due(*before, ("refused", "10-12 09:00")) == "10-26"

    def test_at_the_second_level_the_information_does_not_begin_it_anew(self):
        second = (OPENED, ("escalated", "10-20 09:00", 2), ("asked", "10-21 09:00", 2))
        assert due(*second, ("escalated", "10-22 09:00", 2)) == "11-04"

    def test_the_stop_too_is_of_the_agreement_s_days(self):
        """Given on Wednesday 16:00 UTC, which is Thursday in Tokyo: Wednesday does not count."""
        given = (OPENED, ("asked", "10-07 01:00"), ("review", "10-07 16:00"))
        assert (due(*given), due(*given, zone="Asia/Tokyo")) == ("10-19", "10-20")


def test_the_partner_answers_a_proposal_in_as_many_days():
    proposed = (OPENED, ("proposed", "10-06 09:00"))
    assert ran(*proposed) == Clock("decide", "partner", date(2026, 10, 20))
    assert due(*proposed, ("proposed", "10-08 09:00")) == "10-22"


@pytest.mark.parametrize("state", ["decided", "resolved", "withdrawn", "expired"])
def test_what_ended_waits_for_nobody(state):
    assert ran(OPENED, ("proposed", "10-06 09:00"), (state, "10-07 09:00")) == Clock()


class TestCalendar:
    def test_how_many_working_days_lie_between(self):
        days = Calendar()
        assert [days.between(MON, each) for each in (MON, TUE, FRI, NEXT_MON)] == [0, 1, 4, 5]
        assert days.between(NEXT_MON, FRI) == -1
        assert Calendar(frozenset({WED})).between(MON, THU) == 2

    def test_the_working_day_before(self):
        assert Calendar().before(NEXT_MON) == FRI
        assert Calendar(frozenset({FRI})).before(NEXT_MON) == THU

    def test_a_clock_that_still_stands_is_never_due(self):
        assert Calendar().after(MON, 3, [Stop(TUE, None)]) is None

    def test_what_was_due_before_it_stood_still_stays_due(self):
        assert Calendar().after(MON, 3, [Stop(FRI, None)]) == THU


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(start=DAYS, count=st.integers(1, 30), days_off=st.frozensets(DAYS, max_size=20))
def test_as_many_working_days_lie_between_as_were_given(start, count, days_off):
    calendar = Calendar(days_off)
    due = calendar.after(start, count)
    assert calendar.works(due)
    assert calendar.between(start, due) == count
    assert calendar.between(due, start) == -count


@given(start=DAYS, count=st.integers(1, 30), asked=st.integers(0, 60), days=st.integers(0, 40))
def test_a_stop_moves_the_day_by_the_working_days_it_took(start, count, asked, days):
    """Unless it was due before; then it stays due."""
    calendar = Calendar()
    stop = Stop(start + timedelta(days=asked), start + timedelta(days=asked + days))
    due, plain = calendar.after(start, count, [stop]), calendar.after(start, count)
    if stop.from_date > plain:
        assert due == plain
    else:
        counted = [start + timedelta(days=each) for each in range(1, (due - start).days + 1)]
        assert sum(calendar.works(day) and not stop.covers(day) for day in counted) == count
        assert due >= plain
