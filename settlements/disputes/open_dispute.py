"""Dispute lines of a statement: what is in doubt is held, the rest goes on."""

from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import licensor
from portal.accounts.give_number import give_number
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.claim_beside import claim_beside
from settlements.balances.lock_books import lock_books
from settlements.balances.place_hold import place_hold
from settlements.disputes.claims import Claim, as_they_stand, check_claims
from settlements.disputes.effect_of import effect_of
from settlements.disputes.models import Dispute, DisputeChange, DisputedLine, Question
from settlements.disputes.reply import ANSWERABLE
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side
from settlements.disputes.wind_clock import wind_clock
from settlements.disputes.write_message import write_message
from settlements.statements.final import require_not_final
from settlements.statements.models import Statement


@transaction.atomic
def open_dispute(
    *,
    by: User,
    statement: Statement,
    claims: Sequence[Claim],
    category: str,
    text: str,
    question: Question | None = None,
    file: File | None = None,
) -> Dispute:
    """A dispute of the person's side, its effect held or standing beside the statement at once.

    `question`: one of that side about the same statement, whose thread goes on here. The partner's finance
    or staff of the disputes role. Raises Refused: those of `check_claims`, `effect_of`, `write_message`;
    `final`, `line_disputed`, `question_ended`.
    """
    side = side_of(by, statement.partner)
    lock_books(partner=statement.partner)
    require_not_final(statement)
    claims = as_they_stand(statement, claims)
    check_claims(statement, claims)
    effect = effect_of(statement, claims)
    _require_free(statement, claims)
    if question is not None:
        question = _turned(question, statement, side)
    dispute = Dispute.objects.create(
        number=_number(),
        partner=statement.partner,
        agreement=statement.agreement,
        statement=statement,
        question=question,
        side=side,
        category=Dispute.Category(category),
        currency=statement.currency,
        effect=effect,
        opened_by=by,
    )
    DisputedLine.objects.bulk_create(
        DisputedLine(
            dispute=dispute,
            partner=dispute.partner,
            line=claim.line,
            line_amount=claim.line_amount,
            claimed_amount=claim.claimed_amount,
        )
        for claim in claims
    )
    DisputeChange.objects.create(
        dispute=dispute, partner=dispute.partner, to_state=dispute.state, by=by, reason=""
    )
    wind_clock(dispute=dispute)
    write_message(thread=dispute, side=side, by=by, text=text, file=file)
    held = _post(dispute, by)
    tell_other_side(kind="dispute_opened", thread=dispute, side=side, by=by)
    record_event(
        event="dispute.opened",
        subject=dispute.number,
        actor=by,
        partner=dispute.partner,
        details={
            "statement": statement.number,
            "side": side,
            "lines": [claim.line.key if claim.line else "" for claim in claims],
            "effect": f"{effect:f}",
            "held": f"{held:f}",
            "currency": dispute.currency,
            "question": question.pk if question else None,
        },
    )
    return dispute


def _number() -> str:
    year = timezone.now().astimezone(ZoneInfo(licensor().time_zone)).year
    return give_number(prefix="DSP", year=year, digits=6)


def _require_free(statement: Statement, claims: Sequence[Claim]) -> None:
    """One live dispute per line, whichever version of the statement it was opened on.

    Asked under the lock of the partner's books; within one version held by a constraint too.
    """
    keys = [claim.line.key for claim in claims if claim.line]
    live = DisputedLine.objects.filter(live=True, line__statement__number=statement.number)
    taken = live.filter(line__key__in=keys).select_related("dispute", "line").first()
    if taken is not None:
        sentence = _("Line %(line)s is in dispute %(dispute)s already. Write there.")
        names = {"line": taken.line.position, "dispute": taken.dispute.number}
        raise Refused("line_disputed", sentence % names)


def _turned(question: Question, statement: Statement, side: str) -> Question:
    row = Question.objects.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    if row.statement_id != statement.pk or row.side != side:
        raise RuntimeError(f"question {row.pk} is not this side's about {statement}")
    if row.state not in ANSWERABLE:
        raise Refused("question_ended", _("This question has ended. Open the dispute without it."))
    row.state = Question.State.DISPUTED
    row.save(update_fields=["state"])
    return row


def _post(dispute: Dispute, by: User) -> Decimal:
    """What is really held: at most what is neither paid nor held yet."""
    about = {
        "agreement": dispute.agreement,
        "statement": dispute.statement.number,
        "reference": dispute.number,
        "currency": dispute.currency,
    }
    if dispute.effect > 0:
        direction = dispute.statement.direction
        return place_hold(direction=direction, amount=dispute.effect, by=by, **about)
    claim_beside(amount=dispute.effect.copy_abs(), **about)
    return Decimal(0)
