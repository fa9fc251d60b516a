"""What comes next between a partner and the licensor, by currency, and why; in words for both."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import ngettext

from portal.web import formats
from settlements.payouts.models import Payout, Remittance
from settlements.payouts.positions import PAYABLE, Position
from settlements.payouts.reasons import reasons_of
from settlements.payouts.sums import total_of


@dataclass(frozen=True, slots=True)
class NextPayment:
    """`amount`: what comes next. `running`: the documents it is in."""

    position: Position
    amount: Decimal
    sentences: list[str]
    running: list[Payout | Remittance]

    @property
    def currency(self) -> str:
        return self.position.currency


def next_payments(found: list[Position]) -> list[NextPayment]:
    """In the order of the positions."""
    return [_of(each) for each in found]


def _of(position: Position) -> NextPayment:
    sentences = reasons_of(position)
    if position.ready:
        sentences.insert(len(position.running), _ready(position))
    return NextPayment(position, _amount(position), sentences, position.running)


def _amount(position: Position) -> Decimal:
    """Payable: what the payouts on their way come to, else what is unpaid. Receivable: all that is owed."""
    if position.direction == PAYABLE and position.running:
        return total_of(each.amount for each in position.running)
    return position.open


def _ready(position: Position) -> str:
    count = len(position.ready)
    names = {"amount": formats.money(position.amount, position.currency), "count": formats.exact(count)}
    if position.direction == PAYABLE:
        sentence = ngettext(
            "%(amount)s of %(count)s statement is unpaid and enters the next payout.",
            "%(amount)s of %(count)s statements is unpaid and enters the next payout.",
            count,
        )
    else:
        sentence = ngettext(
            "%(amount)s of %(count)s statement is owed; a remittance request asks for it.",
            "%(amount)s of %(count)s statements is owed; a remittance request asks for it.",
            count,
        )
    return sentence % names
