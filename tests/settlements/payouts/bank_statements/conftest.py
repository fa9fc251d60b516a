"""A payout that the bank is to pay."""

import pytest

from settlements.payouts.models import Payout
from tests.settlements.payouts.steps import approve, prepared, sent


@pytest.fixture
def payout(payable, fiona, april) -> Payout:
    """20.00 USD in the bank's hands."""
    return sent(approve(prepared(fiona), april), fiona)
