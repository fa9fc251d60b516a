"""What finance finds first of bank accounts: one that is missing, one that waits for a second person."""

import pytest

from portal.accounts.roles import PartnerRole
from portal.home.partner_front import partner_front
from portal.home.staff_queue import staff_queue
from tests.factories.accounts import make_member
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import proposed_account, us_account, usable_account_of
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@scene
def hosted(hosta):
    return make_agreement(hosta, starts="2026-10-01", ends="2026-11-01")


def acts(user, partner) -> list[str]:
    to_do = partner_front(user=user, partner=partner).to_do
    return [each.act for each in to_do if each.text == "Bank account for USD"]


def test_it_is_missing_until_it_waits_and_waits_until_it_is_confirmed(hosted, hosta, finn, vera, fiona):
    other = make_member("frida@hosta.example", "Frida Finance", hosta, PartnerRole.FINANCE)
    assert acts(finn, hosta) == acts(other, hosta) == ["Enter an account"]
    proposed_account(hosta, us_account(), finn)
    assert acts(finn, hosta) == acts(vera, hosta) == [], "who entered it does not confirm it"
    assert acts(other, hosta) == ["Compare and confirm"]
    [section] = [each for each in staff_queue(user=fiona) if each.title == "Bank accounts to confirm"]
    assert section.items[0].url == "/staff/partners/hosta/bank-accounts/"


def test_nothing_is_said_where_one_is_in_use(hosted, hosta, finn, fiona):
    usable_account_of(hosta, us_account())
    assert acts(finn, hosta) == []
    assert "Bank accounts to confirm" not in [each.title for each in staff_queue(user=fiona)]
