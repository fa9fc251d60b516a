"""What waits because of a doubt stands on the first pages, for those who can do something about it."""

from settlements.disputes.ask import ask
from settlements.disputes.reply import reply
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.settlements.disputes.pages import look
from tests.settlements.disputes.steps import dispute, propose


def test_staff_find_questions_and_disputes(client, payable, fred, dora, adam):
    question = ask(by=fred, statement=payable, line=None, subject="Is it complete?", text="We wonder.")
    found = dispute(payable, fred, DE="260.00")
    page = look(client, dora, "staff_home")
    assert "Is it complete?" in page
    assert f"{found.number}: Usage missing or doubted" in page
    assert "Propose an outcome" in page
    assert "Propose an outcome" not in look(client, adam, "staff_home")
    reply(by=dora, thread=question, text="Yes.")
    propose(found, dora, "210.00")
    done = look(client, dora, "staff_home")
    assert "Every question is answered." in done
    assert "No dispute waits for a proposal." in done


def test_a_partner_finds_proposals_and_questions(client, payable, fred, dora, sigrid, vera, ruth):
    asked = ask(by=dora, statement=payable, line=None, subject="Is yours complete?", text="We wonder.")
    found = propose(dispute(payable, fred, DE="260.00"), dora, "210.00")
    signing = look(client, sigrid, "home")
    assert f"{found.number}: Usage missing or doubted" in signing
    assert "Accept or refuse" in signing
    writing = look(client, fred, "home")
    assert "Answer" in writing.split("Is yours complete?")[1]
    assert "Accept or refuse" not in writing
    assert found.number in look(client, vera, "home")
    assert found.number not in look(client, ruth, "home")
    reply(by=fred, thread=asked, text="Yes.")
    withdraw_dispute(by=fred, dispute=found, version=2, reason="Settled by phone.")
    after = look(client, fred, "home")
    assert "Is yours complete?" not in after
    assert found.number not in after
