"""Questions: asked, answered, closed, or turned into a dispute whose thread is the same."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.balances.models import JournalTransaction
from settlements.disputes.access import messages_of
from settlements.disputes.ask import ask
from settlements.disputes.close_question import close_question
from settlements.disputes.models import Question
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.reply import reply
from tests.scenes import scene
from tests.settlements.disputes.steps import claims, line


@scene
def asked(payable, fred, dora) -> Question:
    """Fred asks about the German line."""
    return ask(
        by=fred, statement=payable, line=line(payable, "DE"), subject="Why so little?", text="We count more."
    )


def test_a_question_holds_nothing(asked, payable):
    posted = JournalTransaction.objects.exclude(cause="statement_issued")
    assert not posted.exists()
    assert (asked.state, asked.side, asked.line.market) == ("asked", "partner", "DE")
    event = AuditEvent.objects.filter(partner=payable.partner).latest("pk")
    assert (event.event, event.subject) == ("question.asked", f"question {asked.pk}")


def test_the_other_side_answers_and_the_asker_asks_on(asked, dora, fred):
    reply(by=dora, thread=asked, text="Two days are missing.")
    asked.refresh_from_db()
    assert asked.state == "answered"
    reply(by=fred, thread=asked, text="Which?")
    asked.refresh_from_db()
    assert asked.state == "asked"
    reply(by=dora, thread=asked, text="Look at this.", internal=True)
    asked.refresh_from_db()
    assert asked.state == "asked"  # a note is no answer


def test_closed_by_the_side_that_asked(asked, dora, fred, vera, ruth):
    with pytest.raises(Refused) as refusal:
        close_question(by=dora, question=asked)
    assert refusal.value.code == "not_yours"
    with pytest.raises(PermissionDenied):
        close_question(by=vera, question=asked)
    with pytest.raises(Http404):
        close_question(by=ruth, question=asked)
    assert close_question(by=fred, question=asked).state == "closed"
    with pytest.raises(Refused):
        reply(by=fred, thread=asked, text="And another thing")
    with pytest.raises(Refused):
        close_question(by=fred, question=asked)


def test_staff_ask_too(payable, dora, fred):
    question = ask(by=dora, statement=payable, line=None, subject="October", text="Is it complete?")
    assert (question.side, question.line) == ("licensor", None)
    reply(by=fred, thread=question, text="Yes.")
    question.refresh_from_db()
    assert question.state == "answered"


def test_it_becomes_a_dispute_in_one_act(asked, payable, fred, dora):
    reply(by=dora, thread=asked, text="Two days are missing.")
    found = open_dispute(
        by=fred,
        statement=payable,
        claims=claims(payable, DE="260.00"),
        category="usage",
        text="Then we dispute it.",
        question=asked,
    )
    asked.refresh_from_db()
    assert (asked.state, found.question) == ("disputed", asked)
    texts = [message.text for message in messages_of(found, staff=False)]
    assert texts == ["We count more.", "Two days are missing.", "Then we dispute it."]
    with pytest.raises(Refused) as refusal:
        reply(by=fred, thread=asked, text="Hello?")
    assert refusal.value.sentence == "This question became a dispute. Write there."


def test_a_question_becomes_one_dispute(asked, payable, fred):
    given = {"by": fred, "statement": payable, "category": "usage", "text": "x", "question": asked}
    open_dispute(claims=claims(payable, DE="260.00"), **given)
    with pytest.raises(Refused) as refusal:
        open_dispute(claims=claims(payable, ID="120.00"), **given)
    assert refusal.value.code == "question_ended"


def test_the_other_side_is_told_and_what_was_written_stays_inside(asked, dora, fred, finn, vera):
    told = Mail.objects.filter(kind="question_asked")
    assert [mail.to for mail in told] == [dora.email]
    assert "We count more." not in told[0].text
    assert told[0].link.endswith(f"/staff/questions/{asked.pk}/")
    reply(by=dora, thread=asked, text="Two days are missing.")
    answered = Mail.objects.filter(kind="question_replied")
    assert sorted(mail.to for mail in answered) == sorted([fred.email, finn.email])
    assert answered[0].link.endswith(f"/questions/{asked.pk}/")
    assert "/staff/" not in answered[0].link


@pytest.mark.parametrize(
    "subject, text", [(" ", "text"), ("s" * 201, "text"), ("s", " "), ("s", "x" * 10_001)]
)
def test_a_question_says_something(payable, fred, subject, text):
    with pytest.raises(Refused):
        ask(by=fred, statement=payable, line=None, subject=subject, text=text)
    assert not Question.objects.exists()
