"""Every move is told to the other side, who finds it by a link; what was said stays behind the log-in."""

from portal.notices.models import Mail
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.refuse_outcome import refuse_outcome
from settlements.disputes.reply import reply
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.settlements.disputes.steps import dispute, propose


def told(kind: str) -> list[str]:
    """Who got the newest mails of a kind, in the order of their addresses."""
    return sorted(Mail.objects.filter(kind=kind).values_list("to", flat=True))


def test_each_move_is_told_to_the_other_side(doubted, dora, fred, sigrid, vera, ruth, adam):
    assert told("dispute_opened") == [fred.email]
    found = propose(doubted, dora, "160.00")
    # who signs has to know: those who signed the terms, too
    assert told("outcome_proposed") == [fred.email, "signs@hosta.example", sigrid.email]
    refuse_outcome(by=sigrid, dispute=found, version=2, reason="Not what our logs say.")
    assert told("outcome_refused") == [dora.email]
    reply(by=fred, thread=found, text="Look at the 28th.")
    assert told("dispute_replied") == [dora.email]
    found = propose(found, dora, "170.00")
    accept_outcome(by=sigrid, dispute=found, version=found.version)
    assert told("outcome_accepted") == [dora.email]
    for mail in Mail.objects.filter(kind__regex="dispute|outcome"):
        assert doubted.number in mail.subject
        assert not {"50", "160", "170", "28th", "logs"} & set(mail.text.replace(".", " ").split())
        page = "/staff/disputes/" if mail.to == dora.email else "/disputes/"
        assert mail.link.split("8000")[-1].endswith(f"{page}{doubted.number}/")
        assert ("/staff/" in mail.link) == (mail.to == dora.email)


def test_what_the_partner_opens_staff_are_told(payable, fred, dora, adam, fiona):
    found = dispute(payable, fred, DE="260.00")
    withdraw_dispute(by=fred, dispute=found, version=1, reason="Our mistake.")
    assert told("dispute_opened") == told("dispute_withdrawn") == [dora.email]


def test_in_the_reader_s_language(payable, fred, dora):
    fred.language = "de"
    fred.save()
    dispute(payable, dora, DE="150.00")
    assert Mail.objects.get(kind="dispute_opened").language == "de"
