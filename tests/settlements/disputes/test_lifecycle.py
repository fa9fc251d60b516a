"""Who may move a dispute where; every illegal move is refused and changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.models import Dispute
from settlements.disputes.propose_outcome import propose_outcome
from settlements.disputes.refuse_outcome import refuse_outcome
from settlements.disputes.reply import reply
from settlements.disputes.withdraw_dispute import withdraw_dispute
from tests.settlements.disputes.steps import dispute, propose, resolve

ACCEPT, REFUSE, WITHDRAW, PROPOSE = "accept", "refuse", "withdraw", "propose"
ILLEGAL = [
    ("open", ACCEPT),
    ("open", REFUSE),
    ("refused", ACCEPT),
    ("refused", REFUSE),
    *[(state, act) for state in ("resolved", "withdrawn") for act in (ACCEPT, REFUSE, WITHDRAW, PROPOSE)],
]


def brought_to(state: str, found: Dispute, dora, sigrid) -> Dispute:
    if state == "withdrawn":
        return withdraw_dispute(by=dora, dispute=found, version=1, reason="Found.")
    if state == "resolved":
        return resolve(found, dora, sigrid, "160.00")
    if state == "refused":
        found = propose(found, dora, "160.00")
        return refuse_outcome(by=sigrid, dispute=found, version=2, reason="No.")
    return found


def do(act: str, found: Dispute, dora, sigrid) -> Dispute:
    about = {"dispute": found, "version": found.version}
    if act == ACCEPT:
        return accept_outcome(by=sigrid, **about)
    if act == REFUSE:
        return refuse_outcome(by=sigrid, reason="No.", **about)
    if act == WITHDRAW:
        return withdraw_dispute(by=dora, reason="Found.", **about)
    agreed = {row.pk: row.claimed_amount for row in found.lines.all()}
    return propose_outcome(by=dora, agreed=agreed, text="x", **about)


@pytest.mark.parametrize("state, act", ILLEGAL)
def test_illegal_moves(doubted, dora, sigrid, state, act):
    found = brought_to(state, doubted, dora, sigrid)
    events = AuditEvent.objects.count()
    with pytest.raises(Refused) as refusal:
        do(act, found, dora, sigrid)
    assert refusal.value.code == "wrong_state"
    found.refresh_from_db()
    assert found.state == state
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("act", [WITHDRAW, PROPOSE])
def test_stale_versions(doubted, dora, sigrid, act):
    doubted.version = 7
    with pytest.raises(Refused) as refusal:
        do(act, doubted, dora, sigrid)
    assert refusal.value.code == "stale"
    doubted.refresh_from_db()
    assert (doubted.state, doubted.version) == ("open", 1)


def test_only_the_opening_side_withdraws(payable, doubted, fred, dora):
    with pytest.raises(Refused) as refusal:
        withdraw_dispute(by=fred, dispute=doubted, version=1, reason="Please.")
    assert refusal.value.code == "not_yours"
    own = dispute(payable, fred, ID="120.00")
    with pytest.raises(Refused):
        withdraw_dispute(by=dora, dispute=own, version=1, reason="No.")


def test_reasons_are_wanted(doubted, dora, sigrid):
    found = propose(doubted, dora, "160.00")
    for act in (
        lambda: refuse_outcome(by=sigrid, dispute=found, version=2, reason=" "),
        lambda: withdraw_dispute(by=dora, dispute=found, version=2, reason="\n"),
        lambda: propose(found, dora, "160.00", text=" "),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "no_reason"


class TestWhoMay:
    def test_open(self, payable, vera, sigrid, uma, ruth, fiona, adam):
        """The partner's finance, and staff of the disputes role; nobody else."""
        for person in (vera, sigrid, uma, fiona, adam):
            with pytest.raises(PermissionDenied):
                dispute(payable, person, DE="150.00")
        with pytest.raises(Http404):
            dispute(payable, ruth, DE="150.00")

    def test_propose(self, doubted, fred, fiona, ruth):
        for person, answer in ((fiona, PermissionDenied), (fred, Http404), (ruth, Http404)):
            with pytest.raises(answer):
                propose(doubted, person, "160.00")

    def test_accept_and_refuse(self, doubted, dora, fred, vera, ruth):
        """A signatory: neither finance nor staff may bind the partner."""
        found = propose(doubted, dora, "160.00")
        for person, answer in ((fred, PermissionDenied), (vera, PermissionDenied), (dora, Http404)):
            with pytest.raises(answer):
                accept_outcome(by=person, dispute=found, version=2)
            with pytest.raises(answer):
                refuse_outcome(by=person, dispute=found, version=2, reason="No.")
        with pytest.raises(Http404):
            accept_outcome(by=ruth, dispute=found, version=2)

    def test_write(self, doubted, sigrid, ruth, adam):
        for person, answer in ((sigrid, PermissionDenied), (adam, PermissionDenied), (ruth, Http404)):
            with pytest.raises(answer):
                reply(by=person, thread=doubted, text="Hello")

    def test_an_ended_dispute_takes_no_messages(self, doubted, dora, fred):
        withdraw_dispute(by=dora, dispute=doubted, version=1, reason="Found.")
        with pytest.raises(Refused) as refusal:
            reply(by=fred, thread=doubted, text="One more thing")
        assert refusal.value.code == "ended"
