"""Facts of a disputed statement tried: for staff in English, and what the partner reads in Arabic."""

from dataclasses import dataclass

import pytest

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.disputes.models import Dispute
from settlements.disputes.propose_outcome import propose_outcome
from settlements.disputes.sandbox.brings import brings_to
from settlements.disputes.sandbox.recompute import recompute
from tests.factories.accounts import make_member, make_staff
from tests.factories.agreements import share
from tests.settlements.disputes.sandbox.steps import of_terms, tier_is, usage_is
from tests.settlements.disputes.steps import dispute, issued

TRIED = (
    "gross_revenue-b1=1300&rate-1-default-2=35&added-application=search&added-model=llama-3.1-8b"
    "&added-market=JP&added-unit=output_tokens&added-currency=USD&added-added_revenue=50"
)


@dataclass
class Tried:
    claimed: Dispute
    proposed: Dispute
    fred: User
    dora: User


@pytest.fixture
def tried(live_server, hosta, fiona) -> Tried:
    """One dispute to try facts on, one with a proposal from them."""
    fred = make_member(
        "fred@hosta.example", "Fred Figures", hosta, PartnerRole.FINANCE, PartnerRole.SIGNATORY
    )
    dora = make_staff("dora@licensor.example", "Dora Disputes", StaffRole.DISPUTES)
    terms = of_terms(
        hosta,
        share(("1500", "0.20"), "0.30", clause="4.1"),
        exclusivity=[{"id": "EX-1", "from": "2026-09-01", "market": "DE", "uplift": "0.05"}],
    )
    statement = issued(terms, fiona, "1000.00", "500.00", "250.00")
    claimed = dispute(statement, fred, DE="300.00", no_line="10.00")
    proposed = dispute(statement, dora, ID="90.00")
    changes = [usage_is(statement, "ID", "gross_revenue", "450.00"), tier_is("rate", "0.25", tier=2)]
    amounts = brings_to(proposed, recompute(statement, changes)).amounts()
    propose_outcome(by=dora, dispute=proposed, version=1, agreed=amounts, text="Our log.", basis=changes)
    return Tried(claimed, proposed, fred, dora)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language, theme", [("en", "light"), ("ar", "dark")])
def test_pages(tried, visit, check_page, language, theme, width):
    pages = [
        (f"/staff/disputes/{tried.claimed.number}/recompute/", tried.dora),
        (f"/staff/disputes/{tried.claimed.number}/recompute/?{TRIED}", tried.dora),
        (f"/staff/disputes/{tried.claimed.number}/propose/?start=claimed", tried.dora),
        (f"/staff/disputes/{tried.claimed.number}/", tried.dora),
        (f"/disputes/{tried.proposed.number}/", tried.fred),
        (f"/disputes/{tried.proposed.number}/accept/", tried.fred),
    ]
    for path, user in pages:
        page = visit(path, user, language=language, theme=theme, width=width)
        for opened in page.locator("main details").all():
            opened.evaluate("each => each.open = true")
        check_page(page)


def test_from_facts_to_the_proposal_without_the_mouse(tried, visit, check_page):
    page = visit(f"/staff/disputes/{tried.claimed.number}/recompute/", tried.dora)
    page.get_by_label("Gross revenue: Search · Llama 3.1 8B · Germany").fill("1300")
    page.get_by_role("button", name="Compute").press("Enter")
    page.get_by_role("link", name="Use as proposal, with the rest").press("Enter")
    page.get_by_role("heading", name="What this proposal comes to").wait_for()
    check_page(page)
    page.get_by_label("Reason").fill("Your log shows it.")
    page.get_by_role("button", name="Send the proposal").press("Enter")
    page.get_by_role("heading", name="Recomputed with").wait_for()
    tried.claimed.refresh_from_db()
    assert tried.claimed.state == "proposed"
