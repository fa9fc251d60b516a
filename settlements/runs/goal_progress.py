"""How far a joint goal has come, from the documents of issued statements: exact sums, period by period."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from agreements.models import Agreement, JointGoal
from portal.money.rounding import round_decimals
from settlements.engine.exact import ZERO, exact_arithmetic
from settlements.engine.fx import Exchange, MissingRate
from settlements.engine.inputs import Bucket, Contribution, SettlementInput
from settlements.engine.parse import parse_input
from settlements.engine.terms_in_force import version_on
from settlements.statements.models import Statement

Metric = JointGoal.Metric
_SHOWN_DECIMALS = 6


@dataclass(slots=True)
class Tally:
    """`part` of `whole`; where the goal is no share, `part` alone counts."""

    part: Decimal = ZERO
    whole: Decimal = ZERO

    def __add__(self, more: "Tally") -> "Tally":
        with exact_arithmetic():
            return Tally(self.part + more.part, self.whole + more.whole)


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """What a settled period brought, and how far it had come by its end."""

    label: str
    statement: str
    value: Decimal
    so_far: Decimal


@dataclass(slots=True)
class Progress:
    """`settled_to`: the day after the last settled one of the goal's; None before the first."""

    goal: JointGoal
    tally: Tally = field(default_factory=Tally)
    figures: list[PeriodFigure] = field(default_factory=list)
    settled_to: date | None = None

    @property
    def value(self) -> Decimal:
        """A share is shown to six decimals; what decides is exact."""
        return _value(self.goal, self.tally)

    @property
    def part_done(self) -> Decimal:
        """Between 0 and 1, for the bar."""
        done = round_decimals(Fraction(self.value) / Fraction(self.goal.target), _SHOWN_DECIMALS)
        return max(ZERO, min(Decimal(1), done))

    @property
    def enough(self) -> bool:
        if self.goal.metric != Metric.SHARE:
            return self.tally.part >= self.goal.target
        with exact_arithmetic():
            return self.tally.whole > 0 and self.tally.part >= self.goal.target * self.tally.whole

    @property
    def over(self) -> bool:
        """Whether all its periods are settled, or all that the agreement still has."""
        ends = self.goal.agreement.ends_date
        last = self.goal.to_date if ends is None else min(self.goal.to_date, ends)
        return self.settled_to is not None and self.settled_to >= last


def progress_of(agreement: Agreement, goals: list[JointGoal]) -> list[Progress]:
    """Of goals of the agreement, in their order; each statement is read once."""
    found = [Progress(goal) for goal in goals]
    if not found:
        return found
    first, last = min(goal.from_date for goal in goals), max(goal.to_date for goal in goals)
    for statement in _statements(agreement, first, last):
        given, period = parse_input(statement.input_document), statement.period
        for each in found:
            goal = each.goal
            if period.to_date <= goal.from_date or period.from_date >= goal.to_date:
                continue
            # a quarter that followed on months may reach beyond the goal: time passes, nothing counts
            each.settled_to = period.to_date
            if goal.from_date <= period.from_date and period.to_date <= goal.to_date:
                counted = _count(goal, given)
                each.tally += counted
                value = _value(goal, counted)
                each.figures.append(PeriodFigure(period.label, statement.number, value, each.value))
    return found


def _statements(agreement: Agreement, first: date, last: date) -> Iterator[Statement]:
    """The newest version of each period's, oldest period first."""
    rows = Statement.objects.filter(
        agreement=agreement, period__to_date__gt=first, period__from_date__lt=last
    ).select_related("period")
    newest = rows.order_by("period__from_date", "-version").distinct("period__from_date")
    return newest.defer("result_document").iterator(chunk_size=1)


def _count(goal: JointGoal, given: SettlementInput) -> Tally:
    if goal.metric == Metric.CONTRIBUTIONS:
        period = given.period
        begun = [row for row in given.contributions if period.start <= row.start < period.end]
        return Tally(Decimal(sum(_covered(goal, row) for row in begun)))
    with exact_arithmetic():
        if goal.metric == Metric.BASE:
            return Tally(_base([row for row in given.usage if _covered(goal, row)], given))
        counted = [row for row in given.usage if row.unit == goal.unit.code]
        part = sum((row.quantity for row in counted if _covered(goal, row)), start=ZERO)
        whole = [row for row in counted if _covered(goal, row, application=False)]
        return Tally(part, sum((row.quantity for row in whole), start=ZERO))


def _base(buckets: list[Bucket], given: SettlementInput) -> Decimal:
    """In settlement currency, unrounded (FORMULA section 2)."""
    exchange, total = Exchange(given), ZERO
    for bucket in buckets:
        version = version_on(given.terms, bucket.start)
        conversion = exchange.convert(version, bucket)
        if isinstance(conversion, MissingRate):
            raise LookupError(f"An issued statement lacks the rate of {bucket.id}.")
        net = version.base == "net_revenue"
        base = bucket.gross_revenue - bucket.deductions if net else bucket.gross_revenue
        total += base * conversion.rate
    return total


def _covered(goal: JointGoal, row: Bucket | Contribution, *, application: bool = True) -> bool:
    wanted = {"model": goal.model, "market": goal.market}
    if application:
        wanted["application"] = goal.application
    return all(entry is None or getattr(row, name) == entry.code for name, entry in wanted.items())


def _value(goal: JointGoal, tally: Tally) -> Decimal:
    if goal.metric != Metric.SHARE:
        return tally.part
    if not tally.whole:
        return ZERO
    return round_decimals(Fraction(tally.part) / Fraction(tally.whole), _SHOWN_DECIMALS)
