"""A statement becomes final: accepted by a signatory, or its time to be disputed has run out."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from agreements.models import OperationalTerms
from portal.accounts.roles import PartnerRole
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.disputes.accept_statement import accept_statement
from settlements.disputes.ask import ask
from settlements.disputes.models import Dispute
from settlements.disputes.withdraw_dispute import withdraw_dispute
from settlements.statements.final import standing_of
from settlements.statements.models import Acceptance
from tests.factories.accounts import make_member
from tests.settlements.disputes.pages import led_to, look, send, text_of
from tests.settlements.disputes.steps import dispute
from tests.settlements.runs.test_at_once import at_once


def say_window(agreement, days: int) -> None:
    """As if its terms had said so from the beginning."""
    version = agreement.versions.get()
    with pgtrigger.ignore():
        OperationalTerms.objects.update_or_create(
            version=version, partner=version.partner, defaults={"dispute_window_days": days}
        )


def accept(statement, by):
    return accept_statement(by=by, statement=statement, digest=statement.digest)


def test_accepted_it_can_be_asked_about_but_not_disputed(payable, sigrid, dora, fred):
    acceptance = accept(payable, sigrid)
    assert (acceptance.accepted_by, acceptance.digest) == (sigrid, payable.digest)
    for person in (dora, fred):
        with pytest.raises(Refused, match="it was accepted on") as refusal:
            dispute(payable, person, DE="150.00")
        assert refusal.value.code == "final"
    ask(by=fred, statement=payable, line=None, subject="Why?", text="We would like to know.")
    event = AuditEvent.objects.get(event="statement.accepted")
    assert (event.partner, event.actor, event.subject) == (payable.partner, sigrid, payable.number)
    with pytest.raises(Refused, match="final"):
        accept(payable, sigrid)


def test_staff_still_correct_it(payable, sigrid, fiona):
    accept(payable, sigrid)
    adjustment = make_adjustment(
        agreement=payable.agreement,
        kind="dispute",
        reference="ADJ-1",
        statement=payable.number,
        line_key="",
        clause="",
        amount=Decimal(-1),
        currency="USD",
        reason="Ours to mend.",
        by=fiona,
    )
    assert adjustment.pk


def test_only_a_signatory_accepts_and_only_what_was_read(payable, fred, dora, sigrid):
    for person, refused in ((fred, PermissionDenied), (dora, Http404)):
        with pytest.raises(refused):
            accept(payable, person)
    with pytest.raises(Refused, match="restated just now"):
        accept_statement(by=sigrid, statement=payable, digest="0" * 64)
    assert not Acceptance.objects.exists()


def test_what_is_in_dispute_is_not_accepted(doubted, payable, sigrid, dora):
    with pytest.raises(Refused, match=doubted.number) as refusal:
        accept(payable, sigrid)
    assert refusal.value.code == "dispute_open"
    withdraw_dispute(by=dora, dispute=doubted, version=1, reason="Found it.")
    accept(payable, sigrid)


def test_the_window_ends_with_its_last_day_where_the_agreement_is(payable, fred):
    """Thirty days after the day of issue, at 24:00 there; without a term about it, never by itself."""
    assert standing_of(payable).until is None
    say_window(payable.agreement, 30)
    payable.agreement.time_zone = "Asia/Tokyo"
    payable.issued_at = datetime(2026, 11, 1, 20, tzinfo=UTC)  # 2 November in Tokyo
    until = datetime(2026, 12, 2, 15, tzinfo=UTC)
    before = standing_of(payable, now=until - timedelta(microseconds=1))
    assert (before.until, before.since) == (until, None)
    assert standing_of(payable, now=until).since == until


def test_after_the_window_a_dispute_says_when_it_ended(payable, fred):
    say_window(payable.agreement, 0)
    payable.issued_at -= timedelta(days=3)
    with pytest.raises(Refused, match="the time to dispute it ended on"):
        dispute(payable, fred, DE="260.00")
    assert not Dispute.objects.exists()


def test_the_pages_say_how_it_stands(client, payable, sigrid, fred, vera):
    page = look(client, fred, "statement", payable.number)
    assert "May be disputed until it is accepted" in page
    assert "Signatory" in page
    assert reverse("dispute_statement", args=[payable.number]) in page
    assert reverse("accept_statement", args=[payable.number]) in look(
        client, sigrid, "statement", payable.number
    )
    assert send(client, fred, "accept_statement", payable.number).status_code == 403
    assert "$300.00 due now" in look(client, sigrid, "accept_statement", payable.number)
    answer = send(client, sigrid, "accept_statement", payable.number, digest="x")
    assert "restated just now" in text_of(answer)
    assert led_to(send(client, sigrid, "accept_statement", payable.number, digest=payable.digest))
    page = look(client, fred, "statement", payable.number)
    assert "Final: accepted by Sigrid Signs" in page
    assert reverse("dispute_statement", args=[payable.number]) not in page
    answer = client.get(reverse("dispute_statement", args=[payable.number]), follow=True)
    assert "is final: it was accepted on" in text_of(answer), "no form is filled in for nothing"
    line = look(client, fred, "statement_line", payable.number, 1)
    assert "This statement is final" in line
    assert reverse("dispute_line", args=[payable.number, 1]) not in line


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_accepted_and_disputed(self, payable, sigrid, fred, hosta):
        """Accepted or disputed, never both; accepted once."""
        other = make_member("s2@hosta.example", "S 2", hosta, PartnerRole.SIGNATORY)
        at_once(
            [
                lambda: accept(payable, sigrid),
                lambda: dispute(payable, fred, DE="260.00"),
                lambda: accept(payable, other),
            ]
        )
        assert Acceptance.objects.count() + Dispute.objects.count() == 1
