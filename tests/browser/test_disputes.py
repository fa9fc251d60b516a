"""The pages of questions and disputes: in Arabic and dark for the partner, in English for staff."""

from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.disputes.ask import ask
from settlements.disputes.models import Dispute, Question
from settlements.disputes.reply import reply
from settlements.statements.models import Statement
from tests.factories.accounts import make_member, make_staff
from tests.settlements.disputes.steps import agreed, dispute, issued, line, propose, resolve


@dataclass
class Doubts:
    statement: Statement
    question: Question
    doubted: Dispute
    claimed: Dispute
    settled: Dispute
    fred: User
    dora: User


@pytest.fixture
def doubts(live_server, hosta, fiona) -> Doubts:
    """An answered question; staff's dispute; the partner's with a proposal; one resolved."""
    fred = make_member(
        "fred@hosta.example", "Fred Figures", hosta, PartnerRole.FINANCE, PartnerRole.SIGNATORY
    )
    dora = make_staff("dora@licensor.example", "Dora Disputes", StaffRole.DISPUTES)
    statement = issued(agreed(hosta), fiona, "1000.00", "500.00", "250.00")
    about = {"by": fred, "statement": statement, "line": line(statement, "DE")}
    log = SimpleUploadedFile("requests-october-gateway.txt", b"Two days are missing.\n")
    question = ask(subject="Why is Germany so low?", text="We count 1,300.00.", file=log, **about)
    reply(by=dora, thread=question, text="Two days came in after the period was closed.")
    doubted = dispute(statement, dora, DE="150.00")
    reply(by=dora, thread=doubted, text="Their gateway log ends on the 28th; ask for it.", internal=True)
    reply(by=fred, thread=doubted, text="Here is our log.\n\nIt has all days.")
    claimed = propose(dispute(statement, fred, ID="160.01", no_line="40.00"), dora, "130.00", "0.00")
    settled = resolve(dispute(statement, dora, JP="25.00"), dora, fred, "33.33")
    return Doubts(statement, question, doubted, claimed, settled, fred, dora)


def test_the_partner_s_side(doubts, visit, check_page):
    number = doubts.statement.number
    pages = [
        "/disputes/",
        "/questions/",
        f"/questions/{doubts.question.pk}/",
        f"/disputes/{doubts.doubted.number}/",
        f"/disputes/{doubts.claimed.number}/",
        f"/disputes/{doubts.settled.number}/",
        f"/disputes/{doubts.claimed.number}/accept/",
        f"/disputes/{doubts.claimed.number}/refuse/",
        f"/disputes/{doubts.claimed.number}/withdraw/",
        f"/statements/{number}/ask/",
        f"/statements/{number}/lines/1/ask/",
        f"/statements/{number}/lines/3/dispute/",
        f"/statements/{number}/dispute/",
        "/",
    ]
    for path in pages:
        page = visit(path, doubts.fred, language="ar", theme="dark")
        assert page.locator("h1").count() == 1, path
        check_page(page)


def test_the_staff_s_side(doubts, visit, check_page):
    pages = [
        "/staff/disputes/",
        "/staff/questions/",
        f"/staff/questions/{doubts.question.pk}/",
        f"/staff/disputes/{doubts.doubted.number}/",
        f"/staff/disputes/{doubts.claimed.number}/propose/",
        f"/staff/disputes/{doubts.settled.number}/",
        "/staff/",
    ]
    for path in pages:
        page = visit(path, doubts.dora)
        assert page.locator("h1").count() == 1, path
        check_page(page)


def test_a_proposal_without_the_mouse(doubts, visit, check_page):
    """Its money stands on the page before it can be sent."""
    page = visit(f"/staff/disputes/{doubts.doubted.number}/propose/", doubts.dora)
    page.get_by_label("Amount of line 1").fill("166.67")
    page.get_by_label("Reason").fill("Your log shows it.")
    assert page.get_by_role("button", name="Send the proposal").count() == 0
    page.get_by_role("button", name="Show what it comes to").press("Enter")
    page.get_by_role("heading", name="What this proposal comes to").wait_for()
    check_page(page)
    page.get_by_role("button", name="Send the proposal").press("Enter")
    page.get_by_role("heading", name="Proposed outcome").wait_for()
    doubts.doubted.refresh_from_db()
    assert doubts.doubted.state == "proposed"
