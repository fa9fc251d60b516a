"""What an outcome comes to, in money, before and when it is agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.refused import Refused
from settlements.adjustments.check_amount import check_amount
from settlements.balances.read import held_for
from settlements.disputes.claims import Claim, claim_of
from settlements.disputes.effect_of import effect_of
from settlements.disputes.models import Dispute, DisputedLine
from settlements.engine.exact import ZERO, exact_arithmetic


@dataclass(frozen=True, slots=True)
class Outcome:
    """`lines`: each with what it comes to. `adjustment`: their sum, signed as the statement's amounts."""

    lines: list[tuple[DisputedLine, Claim]]
    effect: Decimal
    held: Decimal

    @property
    def adjustment(self) -> Decimal:
        with exact_arithmetic():
            return sum((claim.difference for _line, claim in self.lines), ZERO)

    @property
    def due_change(self) -> Decimal:
        """By so much more, or less, would have been due."""
        with exact_arithmetic():
            return -self.effect

    @property
    def kept(self) -> Decimal:
        """Stays held until a statement takes the adjustment in."""
        return min(self.held, max(ZERO, self.effect))

    @property
    def released(self) -> Decimal:
        with exact_arithmetic():
            return self.held - self.kept

    def as_agreed(self) -> dict[str, str]:
        """What each disputed line, by its id, comes to; for the audit trail."""
        return {str(line.pk): f"{claim.claimed_amount:f}" for line, claim in self.lines}

    def as_carried_out(self, currency: str) -> dict[str, str]:
        """What the books take over; for the audit trail."""
        sums = {"adjustment": self.adjustment, "released": self.released, "kept": self.kept}
        return {**{name: f"{amount:f}" for name, amount in sums.items()}, "currency": currency}


def keep_agreed(outcome: Outcome) -> None:
    """With the disputed lines, until it is carried out."""
    for line, claim in outcome.lines:
        line.agreed_amount = claim.claimed_amount
    DisputedLine.objects.bulk_update([line for line, _claim in outcome.lines], ["agreed_amount"])


def outcome_of(dispute: Dispute, agreed: Mapping[int, Decimal]) -> Outcome:
    """`agreed`: id of each disputed line → what it comes to. As the books stand now.

    Raises Refused: `not_every_line`, `bad_amount`, `too_large`.
    """
    rows = list(dispute.lines.select_related("line").order_by("pk"))
    if set(agreed) != {row.pk for row in rows}:
        raise Refused("not_every_line", _("Say for every disputed line what it comes to."))
    for amount in agreed.values():
        check_amount(amount, dispute.currency)
    lines = [(row, claim_of(row, agreed[row.pk])) for row in rows]
    effect = effect_of(dispute.statement, [claim for _row, claim in lines])
    return Outcome(lines, effect, held_for(dispute.number))


def proposed_outcome(dispute: Dispute) -> Outcome:
    """Of the proposal that stands, whose effect was computed when it was made."""
    rows = list(dispute.lines.select_related("line").order_by("pk"))
    lines = [(row, claim_of(row, row.agreed_amount)) for row in rows]
    return Outcome(lines, dispute.agreed_effect, held_for(dispute.number))
