"""The pages of the clock of disputes: the partner's in Arabic and dark, staff's in English."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.disputes.acknowledge_dispute import acknowledge_dispute
from settlements.disputes.add_day_off import add_day_off
from settlements.disputes.ask_information import ask_information
from settlements.disputes.assign_dispute import assign_dispute
from settlements.disputes.escalate_dispute import escalate_dispute
from settlements.disputes.models import DayOff, Dispute
from settlements.disputes.refuse_outcome import refuse_outcome
from tests.factories.accounts import make_member, make_staff
from tests.settlements.disputes.steps import agreed, dispute, issued, propose, resolve


@dataclass
class Clocks:
    asked: Dispute
    second: Dispute
    opened: Dispute
    day_off: DayOff
    fred: User
    dora: User


@pytest.fixture
def clocks(live_server, hosta, fiona) -> Clocks:
    """One waits for information, one is at the second level, one new of the licensor's; one ended."""
    fred = make_member(
        "fred@hosta.example", "Fred Figures", hosta, PartnerRole.FINANCE, PartnerRole.SIGNATORY
    )
    dora = make_staff("dora@licensor.example", "Dora Disputes", StaffRole.DISPUTES)
    statement = issued(agreed(hosta), fiona, "1000.00", "500.00", "250.00")
    resolve(dispute(statement, fred, JP="100.00"), dora, fred, "75.00")
    asked = acknowledge_dispute(by=dora, dispute=dispute(statement, fred, DE="260.00"), version=1)
    asked = ask_information(by=dora, dispute=asked, version=2, text="Which days are missing in your log?")
    assign_dispute(by=dora, dispute=asked, to=dora)
    second = propose(dispute(statement, fred, ID="160.00"), dora, "130.00")
    second = refuse_outcome(by=fred, dispute=second, version=2, reason="Our log has all days.")
    second = escalate_dispute(by=fred, dispute=second, version=3, reason="We do not agree.")
    opened = dispute(statement, dora, JP="20.00")
    ahead = timezone.now().date() + timedelta(days=30)
    ahead -= timedelta(days=max(0, ahead.weekday() - 4))
    day_off = add_day_off(by=fiona, day_date=ahead, reason="Founders’ day")
    return Clocks(asked, second, opened, day_off, fred, dora)


def test_the_partner_s_side(clocks, visit, check_page):
    pages = [
        "/disputes/",
        "/disputes/figures/",
        f"/disputes/{clocks.asked.number}/",
        f"/disputes/{clocks.asked.number}/give-information/",
        f"/disputes/{clocks.second.number}/",
        f"/disputes/{clocks.opened.number}/acknowledge/",
        "/",
    ]
    for path in pages:
        page = visit(path, clocks.fred, language="ar", theme="dark")
        assert page.locator("h1").count() == 1, path
        check_page(page)


def test_the_staff_s_side(clocks, visit, check_page):
    pages = [
        "/staff/disputes/",
        "/staff/disputes/figures/",
        "/staff/disputes/workload/",
        "/staff/disputes/days-off/",
        "/staff/disputes/days-off/new/",
        f"/staff/disputes/days-off/{clocks.day_off.pk}/remove/",
        f"/staff/disputes/{clocks.asked.number}/",
        f"/staff/disputes/{clocks.asked.number}/assign/",
        f"/staff/disputes/{clocks.second.number}/",
        f"/staff/disputes/{clocks.second.number}/ask-information/",
        "/staff/",
    ]
    for path in pages:
        page = visit(path, clocks.dora)
        assert page.locator("h1").count() == 1, path
        check_page(page)
