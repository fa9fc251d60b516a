"""What disputes come to: how many, how long, how much of what was claimed is upheld, what is held."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Context, Decimal, localcontext
from statistics import median

from django.db.models import QuerySet

from settlements.balances.read import held_by_reference
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute, DisputedLine
from settlements.engine.exact import ZERO, exact_arithmetic

TENTH = Decimal("0.1")
DAY = Decimal(86_400)


@dataclass(slots=True)
class Figure:
    """Of one category and currency; `category` is empty for all of a currency.

    `claimed` and `upheld` are of what was agreed or decided; what was withdrawn or expired is in neither.
    """

    category: str
    currency: str
    open: int = 0
    ended: int = 0
    days: list[Decimal] = field(default_factory=list)
    claimed: Decimal = ZERO
    upheld: Decimal = ZERO
    held: Decimal = ZERO

    @property
    def name(self) -> str:
        return str(Dispute.Category(self.category).label) if self.category else ""

    @property
    def median_days(self) -> Decimal | None:
        """From opening to end, to a tenth."""
        return Decimal(median(self.days)).quantize(TENTH) if self.days else None

    @property
    def upheld_rate(self) -> Decimal | None:
        """Of the money claimed; None where nothing was decided."""
        return (self.upheld / self.claimed).quantize(Decimal("0.0001")) if self.claimed else None


def figures_of(disputes: QuerySet[Dispute]) -> tuple[list[Figure], list[Figure]]:
    """By category and currency in the order of the categories, and by currency."""
    by_category: dict[tuple[str, str], Figure] = {}
    by_currency: dict[str, Figure] = {}
    held = held_by_reference(disputes.order_by().values("number"))
    rows = disputes.order_by("pk").prefetch_related("lines__line")
    for dispute in rows:
        key = (dispute.category, dispute.currency)
        for figure in (
            by_category.setdefault(key, Figure(*key)),
            by_currency.setdefault(dispute.currency, Figure("", dispute.currency)),
        ):
            _add(figure, dispute, held.get(dispute.number, ZERO))
    order = {name: place for place, name in enumerate(Dispute.Category.values)}
    found = sorted(by_category.values(), key=lambda each: (order[each.category], each.currency))
    return found, [by_currency[code] for code in sorted(by_currency)]


def _add(figure: Figure, dispute: Dispute, held: Decimal) -> None:
    with exact_arithmetic():
        figure.held += held
        if dispute.state in LIVE:
            figure.open += 1
            return
        figure.ended += 1
        if dispute.ended_at is not None:
            figure.days.append(_days(dispute.ended_at - dispute.opened_at))
        if dispute.state == Dispute.State.RESOLVED:
            claimed, upheld = _decided(dispute.lines.all())
            figure.claimed += claimed
            figure.upheld += upheld


def _days(lasted: timedelta) -> Decimal:
    """To a tenth: what was measured to the second is no exact number of days."""
    with localcontext(Context()):
        return ((lasted.days * DAY + lasted.seconds) / DAY).quantize(TENTH)


def _decided(lines: Iterable[DisputedLine]) -> tuple[Decimal, Decimal]:
    """What was claimed of the lines, either way, and how much of it was upheld: none to all of it."""
    claimed = upheld = ZERO
    for line in lines:
        wanted = line.claimed_amount - line.line_amount
        got = (line.line_amount if line.agreed_amount is None else line.agreed_amount) - line.line_amount
        if wanted < 0:
            wanted, got = wanted.copy_negate(), got.copy_negate()
        claimed += wanted
        upheld += min(max(got, ZERO), wanted)
    return claimed, upheld
