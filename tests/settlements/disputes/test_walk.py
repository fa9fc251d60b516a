"""Whatever is tried in whatever order: no illegal move, the money held is the books', notes stay inside."""

import sys
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from django.urls import reverse

from agreements.models import OperationalTerms
from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from settlements.balances.read import claims_on, held_for, held_on
from settlements.balances.verify_books import verify_books
from settlements.disputes import escalate_dispute as escalating
from settlements.disputes.clock_of import clock_of
from settlements.disputes.models import Dispute, DisputeChange, Message
from settlements.disputes.reminder_model import DisputeReminder
from tests.settlements.disputes.later import days_later
from tests.settlements.disputes.steps import free
from tests.settlements.disputes.walk import CANARY, People, Walk

SEEDS, STEPS, LOOKS = range(4), 90, 15

LEGAL = {
    ("", "open"),
    *((state, "asked") for state in ("open", "review", "escalated")),
    *((state, "review") for state in ("open", "asked")),
    *((state, "proposed") for state in ("open", "review", "asked", "proposed", "refused", "escalated")),
    *((state, "escalated") for state in ("open", "review", "asked", "proposed", "refused", "escalated")),
    *((state, "decided") for state in ("proposed", "refused", "escalated")),
    *((state, "withdrawn") for state in ("open", "review", "asked", "proposed", "refused", "escalated")),
    *(("proposed", state) for state in ("resolved", "refused")),
    *(("decided", state) for state in ("resolved", "escalated")),
    ("asked", "expired"),
}
"""Written down once more, apart from `lifecycle.py`."""

ENDS = {"resolved", "withdrawn", "expired"}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step(seed, client, payable, fred, sigrid, dora, doris, monkeypatch):
    terms = OperationalTerms(escalation="mediation", escalation_rules="Singapore, SIMC")
    monkeypatch.setattr(escalating, "operations_on", lambda agreement, day: terms)
    passed = [0]

    def pass_days(days: int) -> None:
        passed[0] += days
        days_later(monkeypatch, passed[0])

    walk = Walk(seed, People(fred, sigrid, (dora, doris)), payable, pass_days)
    try:
        for count in range(1, STEPS + 1):
            walk.step()
            look_at_states()
            look_at_money(payable)
            if count % LOOKS == 0:
                assert verify_books() == []
                look_as_the_partner(client, fred)
        assert len(walk.done) > 9, "a walk that goes nowhere shows nothing"
    except Exception:
        sys.stdout.write("\n".join([f"seed {seed}, {len(walk.trace)} steps:", *walk.trace, ""]))
        raise
    ends = Counter(Dispute.objects.values_list("state", flat=True))
    sys.stdout.write(f"seed {seed}: {dict(walk.done)} {dict(ends)}\nrefused: {dict(walk.refused)}\n")


def look_at_states() -> None:
    for found in Dispute.objects.select_related("agreement", "statement__period"):
        changes = list(found.changes.order_by("pk"))
        moves = [(each.from_state, each.to_state) for each in changes]
        assert set(moves) <= LEGAL, f"{found}: {set(moves) - LEGAL}"
        assert [before for before, _after in moves[1:]] == [after for _before, after in moves[:-1]]
        assert (moves[-1][1], changes[-1].level, len(moves)) == (found.state, found.level, found.version)
        assert [each.level for each in changes] == sorted(each.level for each in changes)
        assert (found.ended_at is not None) == (found.state in ENDS)
        assert all(each.by_id or each.to_state == "expired" for each in changes)
        clock = clock_of(found)
        assert (clock.side, clock.due_date) == (found.waits_for, found.due_date)
        for before, change in pairwise(changes):
            look_at_move(found, before, change)
        first = {each.by_id for each in changes if each.to_state == "proposed" and each.level == 1}
        second = {each.by_id for each in changes if each.to_state == "proposed" and each.level == 2}
        assert not first & second, "who proposed first proposed at the second level"


def look_at_move(found: Dispute, before: DisputeChange, change: DisputeChange) -> None:
    """Who alone may do what leads there."""
    who = change.by.email if change.by else ""
    move = (change.from_state, change.to_state)
    if move in (("proposed", "resolved"), ("proposed", "refused")):
        assert who == "sigrid@hosta.example", "nobody else binds the partner"
    if move == ("decided", "resolved"):
        assert who.endswith("@licensor.example")
        assert change.by_id != before.by_id, "one person decided"
    if move == ("open", "review"):
        assert who.endswith("@hosta.example") == (found.side == "licensor"), "acknowledged its own"
    if move == ("asked", "review"):
        assert who == "fred@hosta.example", "the clock goes on when the partner answers"
    if change.to_state == "decided":
        assert change.level == 3


def look_at_money(statement) -> None:
    """From the rows of disputes alone; the journal is what is judged."""
    holding, beside = {}, {}
    for found in Dispute.objects.all():
        held = held_for(found.number)
        if found.state in ("withdrawn", "expired"):
            assert held == 0
        elif found.state == "resolved":
            assert held <= max(found.agreed_effect, Decimal(0))
        elif found.effect > 0:
            assert held == found.effect or (held < found.effect and free(statement) == 0)
        else:
            assert held == 0
            beside[found.number] = found.effect.copy_abs()
        if held:
            holding[found.number] = held
    assert {each.reference: each.amount for each in held_on(statement.number)} == holding
    assert {each.reference: each.amount for each in claims_on(statement.number)} == beside
    assert free(statement) + sum(holding.values()) == statement.due_now


def look_as_the_partner(client, fred) -> None:
    """No page, mail or trace of the partner's has a word of an internal note."""
    client.force_login(fred)
    numbers = list(Dispute.objects.values_list("number", flat=True))
    paths = [reverse(name) for name in ("home", "disputes", "dispute_figures", "questions")]
    paths += [reverse("dispute", args=[number]) for number in numbers]
    paths += [f"{reverse('disputes')}?format=csv", f"{reverse('dispute_figures')}?format=csv"]
    for path in paths:
        page = client.get(path)
        assert page.status_code == 200, path
        assert CANARY not in page.getvalue().decode(), path
    assert not Mail.objects.filter(text__contains=CANARY).exists()
    assert not AuditEvent.objects.filter(partner__isnull=False, event="dispute.noted").exists()
    notes = set(Message.objects.filter(internal=True).values_list("pk", flat=True))
    for event in AuditEvent.objects.filter(partner__isnull=False, event="dispute.replied"):
        assert event.details["message"] not in notes
    mails = Mail.objects.filter(kind="dispute_reminder").count()
    assert DisputeReminder.objects.count() <= mails, "a reminder reached nobody"
