"""Disputes about Host A's September: 200.00 for Germany and 100.00 for Indonesia."""

import pytest

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.balances.verify_books import verify_books
from settlements.disputes.models import Dispute
from settlements.statements.models import Statement
from tests.factories.accounts import make_member, make_staff
from tests.factories.bank_accounts import usable_accounts
from tests.scenes import scene
from tests.settlements.disputes.steps import agreed, dispute, issued


@pytest.fixture(autouse=True)
def _books_agree(licensor):
    """Whatever a test did, the books check themselves."""
    yield
    assert verify_books() == []


@scene
def fred(hosta) -> User:
    """Host A's finance person, who signs nothing."""
    return make_member("fred@hosta.example", "Fred Figures", hosta, PartnerRole.FINANCE)


@scene
def sigrid(hosta) -> User:
    """Host A's signatory, of no other role."""
    return make_member("sigrid@hosta.example", "Sigrid Signs", hosta, PartnerRole.SIGNATORY)


@scene
def doris(licensor) -> User:
    """Staff: disputes, a second person."""
    return make_staff("doris@licensor.example", "Doris Second", StaffRole.DISPUTES)


@scene
def payable(hosta, fiona) -> Statement:
    """Host A is paid 300.00."""
    usable_accounts(hosta)
    return issued(agreed(hosta), fiona, "1000.00", "500.00")


@scene
def receivable(hosta, fiona) -> Statement:
    """Host A collects and owes 300.00."""
    return issued(agreed(hosta, collected_by="partner"), fiona, "1000.00", "500.00")


@scene
def doubted(payable, dora, sigrid, fred) -> Dispute:
    """Staff doubt 50.00 of the German line."""
    return dispute(payable, dora, DE="150.00")
