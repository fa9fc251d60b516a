"""Host A's September, 300.00, and who corrects it."""

import pytest

from settlements.balances.verify_books import verify_books
from settlements.statements.models import Statement
from tests.scenes import scene
from tests.settlements.disputes.steps import agreed, issued


@pytest.fixture(autouse=True)
def _books_agree(licensor):
    yield
    assert verify_books() == []


@scene
def payable(hosta, fiona) -> Statement:
    """200.00 for Germany and 100.00 for Indonesia."""
    return issued(agreed(hosta), fiona, "1000.00", "500.00")
