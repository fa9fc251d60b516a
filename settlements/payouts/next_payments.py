"""What comes next between a partner and the licensor, by currency, and why; in words for both."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import ngettext

from portal.web import formats
from settlements.payouts.dates import today
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

    @property
    def free(self) -> Decimal:
        """What is in no document, due or not."""
        return total_of(self.position.free.values())

    @property
    def may_be_taken(self) -> bool:
        """Into a document, now or with what is due later."""
        return bool(self.position.free) and self.position.partner.suspended_at is None

    @property
    def statements(self) -> list[tuple[str, date | None]]:
        """What is in no document, each with the day it is due where its agreement names one."""
        return [(number, self.position.due_dates.get(number)) for number in self.position.free]


def next_payments(found: list[Position], *, until: date | None = None) -> list[NextPayment]:
    """In the order of the positions; what is to be paid by `until`, else by today, is next."""
    day = until or today()
    return [_of(each.due_until(day) if each.direction == PAYABLE else each) for each in found]


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
