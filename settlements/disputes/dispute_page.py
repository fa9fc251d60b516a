"""What the page of a dispute shows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.sides import side_name
from portal.accounts.models import User
from settlements.adjustments.models import Adjustment
from settlements.balances.read import claims_on, held_for
from settlements.disputes.acts import dispute_acts
from settlements.disputes.audience import Audience
from settlements.disputes.claims import claim_of
from settlements.disputes.clock_of import calendar_now, clock_of, is_missed
from settlements.disputes.due_words import clock_sentence, due_words, end_sentence, stopped_sentence
from settlements.disputes.escalate_dispute import next_step
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute, DisputedLine
from settlements.disputes.outcome_of import proposed_outcome
from settlements.disputes.sandbox.basis_shown import basis_shown
from settlements.disputes.thread import thread_of
from settlements.engine.exact import exact_arithmetic
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names
from settlements.statements.versions import address_of

STATE_KINDS = {
    "open": "warn",
    "review": "warn",
    "asked": "info",
    "proposed": "info",
    "refused": "bad",
    "escalated": "bad",
    "decided": "info",
    "resolved": "good",
    "withdrawn": "neutral",
    "expired": "neutral",
}


@dataclass(frozen=True, slots=True)
class LineFacts:
    """`row` and `url` are empty for what is no line."""

    line: DisputedLine
    row: LineRow | None
    url: str

    @property
    def claimed_difference(self) -> Decimal:
        return claim_of(self.line, self.line.claimed_amount).difference


def dispute_page(*, dispute: Dispute, reader: User, audience: Audience) -> dict[str, Any]:
    shown_outcome = dispute.state in (Dispute.State.PROPOSED, Dispute.State.DECIDED, Dispute.State.RESOLVED)
    held, changes = held_for(dispute.number), list(dispute.changes.select_related("by"))
    return {
        "dispute": dispute,
        "state_kind": STATE_KINDS[dispute.state],
        "opener": side_name(dispute.side, dispute.partner),
        "live": dispute.state in LIVE,
        "lines": lines_of(dispute, audience),
        "held": held,
        "short": _short(dispute.effect, held),
        "claim": _claim(dispute),
        "outcome": proposed_outcome(dispute) if shown_outcome else None,
        "basis": basis_shown(dispute),
        "shows_agreed": dispute.agreed_effect is not None,
        "adjustments": list(Adjustment.objects.filter(reference=dispute.number).order_by("pk")),
        "acts": dispute_acts(dispute, reader, staff=audience.is_staff),
        "thread": thread_of(dispute, audience),
        "changes": changes,
        "decided_outside": changes[-1].from_state == Dispute.State.DECIDED,
        "clock": _clock(dispute),
    }


def lines_of(dispute: Dispute, audience: Audience) -> list[LineFacts]:
    names, address = Names(), address_of(dispute.statement)
    return [
        LineFacts(
            each,
            LineRow(each.line.position, each.line.document, names) if each.line else None,
            audience.url("statement_line", address, each.line.position) if each.line else "",
        )
        for each in dispute.lines.select_related("line").order_by("pk")
    ]


def _clock(dispute: Dispute) -> dict[str, str]:
    """Who must act by when, in sentences; and what the agreement's next step is, once it is come to."""
    found = clock_of(dispute)
    step = next_step(dispute) if dispute.level == Dispute.Level.OUTSIDE else None
    late = found.due_date is not None and is_missed(dispute)
    return {
        "sentence": clock_sentence(dispute, found),
        "words": due_words(dispute, calendar_now()),
        "kind": "bad" if late else "info",
        "stopped": stopped_sentence(dispute, found),
        "end": end_sentence(dispute, found),
        "step": step.get_escalation_display() if step else "",
        "rules": step.escalation_rules if step else "",
    }


def _short(effect: Decimal, held: Decimal) -> Decimal | None:
    """What is in doubt and could not be held, since it was paid or held before."""
    with exact_arithmetic():
        return effect - held if effect > held else None


def _claim(dispute: Dispute):
    """What stands beside the statement because of it, None where nothing does."""
    standing = claims_on(dispute.statement.number)
    return next((claim for claim in standing if claim.reference == dispute.number), None)
