"""From lines to what is paid: the rungs of FORMULA section 7, in their order."""

from collections.abc import Sequence
from decimal import Decimal

from settlements.engine.exact import ZERO, shown, sum_of
from settlements.engine.explain import Figure, Inputs, Step, step
from settlements.engine.inputs import SettlementInput, Version, Window
from settlements.engine.result import Ladder, Line, LineKind
from settlements.engine.rounding import money, round_money

EARNING_KINDS: tuple[LineKind, ...] = ("earning", "tier_catch_up", "flat_fee")


def climb(given: SettlementInput, terms: Version, lines: Sequence[Line], decimals: int) -> Ladder:
    """`terms` are those in force on the ladder's day; in a tail rungs 1 to 5 are zero."""
    climber = _Climber(given, terms, decimals)
    earned = climber.earned(lines)
    shortfall = climber.guarantee_shortfall(earned)
    cap_reduction = climber.cap_reduction(earned + shortfall)
    credits = climber.contribution_credits(lines)
    recoupment = climber.recoupment(earned + shortfall + cap_reduction + credits)
    climber.adjustments()
    climber.withholding()
    climber.opening_balance()
    climber.net_due()
    before = given.window
    after = Window(
        guarantee_earned=before.guarantee_earned + earned,
        cap_earned=before.cap_earned + earned + shortfall,
        advance_balance=before.advance_balance + recoupment,
    )
    return Ladder(climber.rungs, climber.steps, after)


class _Climber:
    """Computes rung by rung; each may use those below it."""

    def __init__(self, given: SettlementInput, terms: Version, decimals: int) -> None:
        self._given = given
        self._terms = terms
        self._decimals = decimals
        self.rungs: dict[str, Decimal] = {}
        self.steps: dict[str, list[Step]] = {}

    def earned(self, lines: Sequence[Line]) -> Decimal:
        sums = dict.fromkeys(EARNING_KINDS, ZERO)
        for line in lines:
            if line.kind in sums:
                sums[line.kind] += line.amount
        total = sum_of(sums.values())
        return self._rung("earned", "earning + tier_catch_up + flat_fee", self._monies(**sums), total)

    def guarantee_shortfall(self, earned: Decimal) -> Decimal:
        name, guarantee = "guarantee_shortfall", self._terms.minimum_guarantee
        if guarantee is None or self._given.is_tail:
            return self._zero(name, "no guarantee" if guarantee is None else "tail")
        if not self._closes(guarantee.per):
            return self._zero(name, "the window goes on")
        so_far = self._given.window.guarantee_earned
        inputs = self._monies(guarantee=guarantee.amount, earned_before=so_far, earned=earned)
        formula = "max(0, guarantee − (earned_before + earned))"
        return self._rung(name, formula, inputs, max(ZERO, guarantee.amount - (so_far + earned)))

    def _closes(self, per: str) -> bool:
        """Whether this period is the last of the guarantee's window."""
        end = self._given.period.end
        if per == "period" or self._given.period.final:
            return True
        first_months = (1, 4, 7, 10) if per == "quarter" else (1,)
        return end.day == 1 and end.month in first_months

    def cap_reduction(self, earned_and_shortfall: Decimal) -> Decimal:
        name, cap = "cap_reduction", self._terms.cap
        if cap is None or self._given.is_tail:
            return self._zero(name, "no cap" if cap is None else "tail")
        before = self._given.window.cap_earned
        inputs = self._monies(cap=cap.amount, counted_before=before, counted_now=earned_and_shortfall)
        formula = "min(cap, counted_before + counted_now) − min(cap, counted_before) − counted_now"
        after = min(cap.amount, before + earned_and_shortfall)
        return self._rung(name, formula, inputs, after - min(cap.amount, before) - earned_and_shortfall)

    def contribution_credits(self, lines: Sequence[Line]) -> Decimal:
        rows = [line for line in lines if line.kind == "contribution_credit"]
        if not rows:
            return self._zero("contribution_credits", "none")
        listed: Figure = [{"id": row.key, "value": money(row.amount, self._decimals)} for row in rows]
        total = sum_of(row.amount for row in rows)
        return self._rung("contribution_credits", "Σ lines", {"lines": listed}, total)

    def recoupment(self, due: Decimal) -> Decimal:
        name, advance = "recoupment", self._terms.advance
        if advance is None or self._given.is_tail:
            return self._zero(name, "no advance" if advance is None else "tail")
        balance = self._given.window.advance_balance
        exact = -min(balance, advance.recoup_rate * max(ZERO, due))
        inputs = self._monies(balance=balance, due=due) | {"recoup_rate": shown(advance.recoup_rate)}
        return self._rounded(name, "−min(balance, recoup_rate × max(0, due))", inputs, exact)

    def adjustments(self) -> Decimal:
        rows = sorted(self._given.adjustments, key=lambda row: row.id)
        if not rows:
            return self._zero("adjustments", "none")
        listed: Figure = [
            {
                "id": row.id,
                "kind": row.kind or "",
                "reference": row.reference or "",
                "value": money(row.amount, self._decimals),
            }
            for row in rows
        ]
        total = sum_of(row.amount for row in rows)
        return self._rung("adjustments", "Σ adjustments", {"adjustments": listed}, total)

    def withholding(self) -> Decimal:
        rate = self._terms.withholding_rate
        if self._given.agreement.collected_by != "licensor":
            return self._zero("withholding", "a receivable is never withheld from")
        if not rate:
            return self._zero("withholding", "no withholding")
        taxed = sum_of(self.rungs.values())
        inputs = self._monies(due=taxed) | {"withholding_rate": shown(rate)}
        exact = -(rate * max(ZERO, taxed))
        return self._rounded("withholding", "−(withholding_rate × max(0, due))", inputs, exact)

    def opening_balance(self) -> Decimal:
        balance = self._given.opening_balance
        inputs = self._monies(carried_from_before=balance)
        return self._rung("opening_balance", "carried_from_before", inputs, balance)

    def net_due(self) -> None:
        """And what of it is due now, what is carried."""
        inputs = self._monies(**self.rungs)
        net = self._rung("net_due", "Σ rungs", inputs, sum_of(self.rungs.values()))
        threshold = ZERO if self._given.period.final else self._terms.payout_threshold
        inputs = self._monies(net_due=net, payout_threshold=threshold)
        carried = net <= 0 or net < threshold
        formula = "net_due where net_due > 0 and net_due ≥ payout_threshold, else 0"
        due_now = self._rung("due_now", formula, inputs, ZERO if carried else net)
        inputs = self._monies(net_due=net, due_now=due_now)
        self._rung("carried_forward", "net_due − due_now", inputs, net - due_now)

    def _rung(self, name: str, formula: str, inputs: Inputs, value: Decimal) -> Decimal:
        self.rungs[name] = value
        self.steps[name] = [step(name, formula, inputs, money(value, self._decimals))]
        return value

    def _rounded(self, name: str, formula: str, inputs: Inputs, exact: Decimal) -> Decimal:
        """A rung that a rate enters: rounded by itself."""
        value = round_money(exact, self._decimals, self._terms.rounding)
        text = shown(exact)
        rounding: Inputs = {
            "exact": text,
            "rounding": self._terms.rounding,
            "decimals": str(self._decimals),
        }
        self.rungs[name] = value
        self.steps[name] = [
            step("exact", formula, inputs, text),
            step("rounding", "round(exact)", rounding, money(value, self._decimals)),
        ]
        return value

    def _zero(self, name: str, because: str) -> Decimal:
        return self._rung(name, "0", {"because": because}, ZERO)

    def _monies(self, **values: Decimal) -> Inputs:
        return {name: money(value, self._decimals) for name, value in values.items()}
