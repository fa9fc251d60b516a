"""A document takes only what was read under the lock of its partner's books."""

import pytest

from settlements.payouts import prepare_payouts as preparing
from settlements.payouts import request_remittances as requesting
from settlements.payouts.models import Payout, Remittance

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued_meanwhile(monkeypatch):
    """The statement is issued between the look at whose books to lock, and the look at what is in them."""

    def after_the_first_look(room) -> None:
        looks, real = [], room.positions

        def positions(**wanted):
            looks.append(wanted)
            return real(**wanted) if len(looks) > 1 else []

        monkeypatch.setattr(room, "positions", positions)

    return after_the_first_look


def test_a_payout_waits_for_the_next_time(payable, fiona, issued_meanwhile):
    issued_meanwhile(preparing)
    assert preparing.prepare_payouts(by=fiona).payouts == []
    assert not Payout.objects.exists()
    assert len(preparing.prepare_payouts(by=fiona).payouts) == 1


def test_a_request_waits_for_the_next_time(receivable, fiona, issued_meanwhile):
    issued_meanwhile(requesting)
    assert requesting.request_remittances(by=fiona).remittances == []
    assert not Remittance.objects.exists()
    assert len(requesting.request_remittances(by=fiona).remittances) == 1
