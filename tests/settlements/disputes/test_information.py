"""Acknowledging, asking and giving: the clock stops and goes on; silence ends what nobody proves."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.balances.read import claims_on, held_for
from settlements.disputes.acknowledge_dispute import acknowledge_dispute
from settlements.disputes.ask_information import ask_information
from settlements.disputes.clock_of import clock_of
from settlements.disputes.expire_dispute import expire_dispute
from settlements.disputes.give_information import give_information
from settlements.disputes.models import Dispute
from settlements.disputes.reply import reply
from tests.scenes import scene
from tests.settlements.disputes.later import days_later
from tests.settlements.disputes.steps import dispute, free, propose


@scene
def claimed(payable, dora, fred, sigrid) -> Dispute:
    """The partner says the German line should be 260.00."""
    return dispute(payable, fred, DE="260.00")


def asked(found: Dispute, by) -> Dispute:
    found.refresh_from_db()
    return ask_information(by=by, dispute=found, version=found.version, text="Which days are missing?")


def told(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind).values_list("to", flat=True))


class TestAcknowledging:
    def test_the_side_that_did_not_open_does(self, claimed, doubted, dora, fred):
        found = acknowledge_dispute(by=dora, dispute=claimed, version=1)
        assert (found.state, found.waits_for) == ("review", "licensor")
        found = acknowledge_dispute(by=fred, dispute=doubted, version=1)
        assert (found.state, found.waits_for) == ("review", "licensor")
        assert told("dispute_acknowledged") == [dora.email, fred.email]
        assert AuditEvent.objects.latest("pk").event == "dispute.acknowledged"

    @pytest.fixture
    def doubted(self, payable, dora):
        return dispute(payable, dora, ID="50.00")

    def test_nobody_acknowledges_their_own(self, claimed, doubted, dora, fred):
        for found, person in ((claimed, fred), (doubted, dora)):
            with pytest.raises(Refused) as refusal:
                acknowledge_dispute(by=person, dispute=found, version=1)
            assert refusal.value.code == "your_own"

    def test_who_may(self, claimed, sigrid, adam, ruth):
        for person, answer in ((sigrid, PermissionDenied), (adam, PermissionDenied), (ruth, Http404)):
            with pytest.raises(answer):
                acknowledge_dispute(by=person, dispute=claimed, version=1)

    def test_once(self, claimed, dora):
        acknowledge_dispute(by=dora, dispute=claimed, version=1)
        with pytest.raises(Refused) as refusal:
            acknowledge_dispute(by=dora, dispute=claimed, version=2)
        assert refusal.value.code == "wrong_state"


class TestInformation:
    def test_asking_stops_the_clock_and_giving_starts_it(self, claimed, dora, fred, sigrid):
        acknowledge_dispute(by=dora, dispute=claimed, version=1)
        found = asked(claimed, dora)
        assert (found.state, found.waits_for) == ("asked", "partner")
        stopped = clock_of(found)
        assert (stopped.duty, stopped.stopped_since) == ("inform", found.changes.latest("pk").at)
        assert told("information_asked") == [fred.email, "signs@hosta.example", sigrid.email]
        message = give_information(by=fred, dispute=found, text="The 28th.")
        found.refresh_from_db()
        assert (found.state, found.waits_for, message.side) == ("review", "licensor", "partner")
        assert (clock_of(found).duty, clock_of(found).stopped_since) == ("propose", None)
        assert told("information_given") == [dora.email]

    def test_whatever_the_partner_writes_is_the_answer(self, claimed, dora, fred):
        reply(by=dora, thread=asked(claimed, dora), text="Think of the log, too.")
        claimed.refresh_from_db()
        assert claimed.state == "asked"
        reply(by=fred, thread=claimed, text="The 28th.")
        claimed.refresh_from_db()
        assert claimed.state == "review"

    def test_acknowledging_is_no_way_around_the_answer(self, claimed, dora):
        found = asked(claimed, dora)
        with pytest.raises(Refused) as refusal:
            acknowledge_dispute(by=dora, dispute=found, version=found.version)
        assert refusal.value.code == "wrong_state"

    def test_nothing_is_asked_of_a_proposal_and_nothing_given_unasked(self, claimed, dora, fred):
        with pytest.raises(Refused):
            give_information(by=fred, dispute=claimed, text="The 28th.")
        propose(claimed, dora, "230.00")
        with pytest.raises(Refused) as refusal:
            asked(claimed, dora)
        assert refusal.value.code == "wrong_state"

    def test_who_may(self, claimed, dora, fred, sigrid, adam):
        for person, answer in ((fred, Http404), (adam, PermissionDenied)):
            with pytest.raises(answer):
                asked(claimed, person)
        found = asked(claimed, dora)
        for person, answer in ((sigrid, PermissionDenied), (dora, Http404)):
            with pytest.raises(answer):
                give_information(by=person, dispute=found, text="x")

    def test_a_question_without_words_stops_nothing(self, claimed, dora):
        with pytest.raises(Refused):
            ask_information(by=dora, dispute=claimed, version=1, text=" ")
        claimed.refresh_from_db()
        assert claimed.state == "open"


class TestExpiring:
    def test_silence_for_thirty_days_ends_it(self, claimed, payable, dora, fred, sigrid, monkeypatch):
        found = asked(claimed, dora)
        days_later(monkeypatch, 30)
        assert expire_dispute(dispute=found) is None
        days_later(monkeypatch, 31)
        found = expire_dispute(dispute=found)
        assert (found.state, found.waits_for, found.due_date) == ("expired", "", None)
        assert found.changes.latest("pk").by is None
        assert claims_on(payable.number) == []
        assert not found.lines.filter(live=True)
        assert told("dispute_expired") == sorted(
            [dora.email, fred.email, sigrid.email, "signs@hosta.example"]
        )
        assert expire_dispute(dispute=found) is None

    def test_what_was_held_is_free_as_when_it_is_withdrawn(self, receivable, dora, fred, monkeypatch):
        found = dispute(receivable, fred, DE="150.00")
        assert (held_for(found.number), free(receivable)) == (Decimal("50.00"), Decimal("250.00"))
        asked(found, dora)
        days_later(monkeypatch, 31)
        expire_dispute(dispute=found)
        assert (held_for(found.number), free(receivable)) == (0, Decimal("300.00"))

    def test_an_answer_in_time_keeps_it(self, claimed, dora, fred, monkeypatch):
        found = asked(claimed, dora)
        give_information(by=fred, dispute=found, text="The 28th.")
        days_later(monkeypatch, 60)
        assert expire_dispute(dispute=found) is None

    def test_what_the_licensor_doubts_never_ends_by_the_partner_s_silence(
        self, payable, dora, fred, monkeypatch
    ):
        found = asked(dispute(payable, dora, DE="150.00"), dora)
        days_later(monkeypatch, 90)
        assert expire_dispute(dispute=found) is None
        assert held_for(found.number) == Decimal("50.00")
