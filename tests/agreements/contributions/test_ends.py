"""An accepted contribution ends earlier where both sides want it, never before what is settled."""

from datetime import date

import pytest

from agreements.contributions.accept_contribution import accept_contribution
from agreements.contributions.accept_end import accept_end
from agreements.contributions.drop_end import drop_end
from agreements.contributions.propose_end import propose_end
from agreements.cut_days import cut_days
from portal.refused import Refused
from tests.factories.contributions import filed, offer
from tests.scenes import scene

DECEMBER = date(2026, 12, 1)


@scene
def accepted(agreement, alma, carla):
    row = filed(agreement, alma, offer(end="2027-06-01"))
    return accept_contribution(by=carla, contribution=row, version=row.version)


def propose(row, by, day=DECEMBER):
    return propose_end(by=by, contribution=row, version=row.version, ending_date=day, reason="Replaced.")


def test_both_sides_agree(agreement, accepted, carla, alma, april):
    row = propose(accepted, carla)
    assert row.to_date == date(2027, 6, 1)
    with pytest.raises(Refused, match="Your side proposed this end"):
        accept_end(by=april, contribution=row, version=row.version)
    row = accept_end(by=alma, contribution=row, version=row.version)
    assert (row.state, row.to_date, row.ending_date) == ("accepted", DECEMBER, None)
    days = {"from_date": date(2026, 10, 1), "to_date": date(2027, 7, 1)}
    assert cut_days(agreement=agreement, **days) == (date(2026, 11, 1), DECEMBER)


def test_dropped_it_goes_on(accepted, carla, alma):
    row = propose(accepted, alma)
    row = drop_end(by=carla, contribution=row, version=row.version)
    assert (row.to_date, row.ending_date) == (date(2027, 6, 1), None)
    with pytest.raises(Refused, match="No earlier end"):
        accept_end(by=carla, contribution=row, version=row.version)


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2027, 6, 1)])
def test_only_earlier_and_after_its_first_day(accepted, alma, day):
    with pytest.raises(Refused, match="after its first one"):
        propose(accepted, alma, day)


def test_what_was_settled_meanwhile_stays(accepted, carla, alma, monkeypatch):
    row = propose(accepted, alma)
    monkeypatch.setattr("agreements.settled_until._questions", [lambda agreement: date(2027, 1, 1)])
    with pytest.raises(Refused, match="is settled"):
        accept_end(by=carla, contribution=row, version=row.version)
