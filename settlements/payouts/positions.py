"""Where each partner stands, by currency: what may be paid or asked for now, and what stands in the way."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from portal.accounts.models import Partner
from settlements.balances.models import Account, Entry
from settlements.payouts.due_dates import due_dates
from settlements.payouts.models import Payout, PayoutItem, Remittance, RemittanceItem
from settlements.payouts.sums import total_of
from settlements.statements.models import Statement

PAYABLE, RECEIVABLE = Statement.Direction.PAYABLE, Statement.Direction.RECEIVABLE
SIDE = {PAYABLE: Account.PAYABLE, RECEIVABLE: Account.RECEIVABLE}


@dataclass(frozen=True, slots=True)
class Held:
    """What of a statement is held for the dispute `reference`."""

    statement: str
    reference: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Position:
    """One partner and currency, in one direction.

    `ready`: statement → amount that may enter a document now. `running`: payouts or remittance requests
    that are not over. `carried`: what the next statement opens with, negative where it is a debt.
    `open`: all that is unpaid or owed, in a document or not. `due_dates`: the day of those statements whose
    agreement names one. `later`: statement → amount that `due_until` left for later.
    """

    direction: str
    partner: Partner
    currency: str
    ready: dict[str, Decimal] = field(default_factory=dict)
    running: list[Payout | Remittance] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    carried: Decimal = Decimal(0)
    open: Decimal = Decimal(0)
    due_dates: dict[str, date] = field(default_factory=dict)
    later: dict[str, Decimal] = field(default_factory=dict)

    @property
    def amount(self) -> Decimal:
        return total_of(self.ready.values())

    @property
    def is_ready(self) -> bool:
        """Nothing goes to, or is asked of, an organisation that is suspended."""
        return bool(self.ready) and self.partner.suspended_at is None

    @property
    def free(self) -> dict[str, Decimal]:
        """What is in no document, due or not."""
        return {**self.ready, **self.later}

    def due_until(self, day: date) -> "Position":
        """The same with only what is due on the day at the latest as ready; what names no day is."""
        free = self.free
        later = {number for number in free if self.due_dates.get(number, day) > day}
        return replace(
            self,
            ready={number: amount for number, amount in free.items() if number not in later},
            later={number: amount for number, amount in free.items() if number in later},
        )


def positions(
    *, direction: str, partner: Partner | None = None, currency: str | None = None
) -> list[Position]:
    """Every partner and currency that has a statement in the direction, by partner and currency.

    To prepare or request, read it under `lock_books`.
    """
    wanted = {}
    if partner is not None:
        wanted["partner"] = partner
    if currency is not None:
        wanted["currency"] = currency
    statements = Statement.objects.filter(direction=direction, **wanted).order_by()
    pairs = set(statements.values_list("partner", "currency"))
    partners = Partner.objects.in_bulk({each for each, _currency in pairs})
    taken, running = _running(direction, wanted)
    ready, unsettled = _ready(direction, wanted, taken)
    held, carried = _held(direction, wanted), _carried(direction, wanted)
    days = due_dates(number for free in ready.values() for number in free)
    parts = (ready, running, held, carried, unsettled)
    found = [
        Position(
            direction,
            partners[pk],
            code,
            *(part[pk, code] for part in parts),
            due_dates={number: days[number] for number in ready[pk, code] if number in days},
        )
        for pk, code in pairs
    ]
    return sorted(found, key=lambda each: (each.partner.name.casefold(), each.partner.pk, each.currency))


def _running(direction: str, wanted: dict) -> tuple[set[str], dict]:
    """Numbers of the statements in a document that is not over, and those documents."""
    documents = defaultdict(list)
    if direction == PAYABLE:
        rows = Payout.objects.filter(state__in=Payout.RUNNING, **wanted)
    else:
        rows = Remittance.objects.filter(state=Remittance.State.REQUESTED, **wanted)
    for row in rows.select_related("partner").order_by("pk"):
        documents[row.partner_id, row.currency].append(row)
    return _taken(PayoutItem, "payout", wanted) | _taken(RemittanceItem, "remittance", wanted), documents


def _taken(items: type[PayoutItem | RemittanceItem], above: str, wanted: dict) -> set[str]:
    """A payout may net what is owed, so a statement of either direction may be in it."""
    within = {f"{above}__{name}": value for name, value in wanted.items()}
    return set(items.objects.filter(live=True, **within).values_list("statement__number", flat=True))


def _ready(direction: str, wanted: dict, taken: set[str]) -> tuple[dict, dict]:
    """By partner and currency: the statements that are free, and the sum of all."""
    found, sums = defaultdict(dict), defaultdict(Decimal)
    rows = Entry.objects.filter(account=SIDE[direction], **wanted).order_by("statement")
    for partner, currency, statement, total in rows.values_list("partner", "currency", "statement").annotate(
        total=Sum("amount")
    ):
        # What is payable stands as a credit.
        is_open = total < 0 if direction == PAYABLE else total > 0
        if is_open:
            sums[partner, currency] = total_of([sums[partner, currency], total.copy_abs()])
            if statement not in taken:
                found[partner, currency][statement] = total.copy_abs()
    return found, sums


def _held(direction: str, wanted: dict) -> dict:
    found = defaultdict(list)
    rows = Entry.objects.filter(account=Account.HELD, **wanted).order_by("statement", "reference")
    for partner, currency, statement, reference, total in rows.values_list(
        "partner", "currency", "statement", "reference"
    ).annotate(total=Sum("amount")):
        # Held from a payable stands as a credit, from a receivable as a debit.
        if total and (total < 0) == (direction == PAYABLE):
            found[partner, currency].append(Held(statement, reference, total.copy_abs()))
    return found


def _carried(direction: str, wanted: dict) -> dict:
    found: dict = defaultdict(Decimal)
    party = "licensor" if direction == PAYABLE else "partner"
    rows = Entry.objects.filter(account=Account.CARRIED, agreement__collected_by=party, **wanted).order_by()
    for partner, currency, total in rows.values_list("partner", "currency").annotate(total=Sum("amount")):
        if total:
            found[partner, currency] = total.copy_negate() if direction == PAYABLE else total
    return found
