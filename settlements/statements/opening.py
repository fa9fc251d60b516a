"""What a period opens with: counters, window sums and balance left by the statements before it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from agreements.models import Agreement, RateRule, Version
from portal.periods import window_start
from settlements.engine.exact import plain
from settlements.statements.models import Statement
from usage.models import Period

ZERO = "0"


@dataclass(frozen=True, slots=True)
class Opening:
    """Members of a settlement input (FORMULA section 10), numbers as strings."""

    counters: dict[str, dict[str, str]]
    window: dict[str, str]
    opening_balance: str

    def is_of(self, document: dict[str, Any]) -> bool:
        """Whether a settlement input opens with these numbers; what is absent there is zero."""
        theirs = Opening(
            document.get("counters", {}), document.get("window", {}), document.get("opening_balance", ZERO)
        )
        return self._numbers() == theirs._numbers()

    def _numbers(self) -> dict[str, Decimal]:
        found = {f"window {name}": Decimal(value) for name, value in self.window.items()}
        for rule, metrics in self.counters.items():
            found |= {f"{metric} of {rule}": Decimal(value) for metric, value in metrics.items()}
        found["balance"] = Decimal(self.opening_balance)
        return {name: value for name, value in found.items() if value}


def opening_of(*, agreement: Agreement, period: Period) -> Opening:
    """What the issued statements before `period` leave to it (FORMULA sections 4 and 7).

    Counters and the advance come from the newest closing ones, the balance from the statement as first
    issued: what a later version carries is for reading only.
    """
    earlier = Statement.objects.filter(agreement=agreement, period__from_date__lt=period.from_date)
    newest = earlier.select_related("period").order_by("-period__from_date", "-version").first()
    terms = ladder_version(agreement, period)
    if newest is None:
        advance = terms.advance_amount if terms else None
        return Opening({}, _window(ZERO, ZERO, plain(advance or Decimal(0))), ZERO)
    closing = newest.result_document["window"]
    as_issued = earlier.filter(period=newest.period).order_by("version").first()
    return Opening(
        counters=_open_counters(agreement, period, newest),
        window=_window(
            _earned_before(agreement, period, earlier, terms and terms.guarantee_per, with_shortfall=False)
            or closing["guarantee_earned"],
            _earned_before(agreement, period, earlier, terms and terms.cap_per, with_shortfall=True)
            or closing["cap_earned"],
            closing["advance_balance"],
        ),
        opening_balance=as_issued.result_document["ladder"]["carried_forward"],
    )


def ladder_version(agreement: Agreement, period: Period) -> Version | None:
    """The version in force on the last day of the period, or of the agreement where it ends earlier."""
    ends = min(period.to_date, agreement.ends_date or date.max)
    last_day = ends - timedelta(days=1)
    in_force = agreement.versions.filter(state=Version.State.IN_FORCE, from_date__lte=last_day)
    return in_force.filter(Q(to_date=None) | Q(to_date__gt=last_day)).first()


def _open_counters(agreement: Agreement, period: Period, newest: Statement) -> dict[str, dict[str, str]]:
    """The newest closing counters, less those whose window the last settled period was not yet in."""
    rules = RateRule.objects.filter(version__agreement=agreement, version__state=Version.State.IN_FORCE)
    kinds = dict(rules.values_list("code", "accumulate"))
    return {
        rule: dict(closing)
        for rule, closing in sorted(newest.result_document["counters"].items())
        if rule in kinds and newest.period.from_date >= _window_start(kinds[rule], agreement, period)
    }


def _earned_before(
    agreement: Agreement,
    period: Period,
    earlier: QuerySet[Statement],
    kind: str | None,
    *,
    with_shortfall: bool,
) -> str | None:
    """Earned in the periods of this window before this one, newest versions; None where there is no window.

    Summed from the statements, not carried: an amendment may have changed which window counts.
    """
    if not kind:
        return None
    newest_versions = (
        earlier.filter(period__from_date__gte=_window_start(kind, agreement, period))
        .order_by("period_id", "-version")
        .distinct("period_id")
    )
    ladders = newest_versions.values_list("result_document__ladder", flat=True)
    total = Decimal(0)
    for ladder in ladders:
        total += Decimal(ladder["earned"])
        if with_shortfall:
            total += Decimal(ladder["guarantee_shortfall"])
    return plain(total)


def _window_start(kind: str, agreement: Agreement, period: Period) -> date:
    return window_start(
        kind, period.from_date, period_start=period.from_date, term_start=agreement.starts_date
    )


def _window(guarantee: str, cap: str, advance: str) -> dict[str, str]:
    return {"guarantee_earned": guarantee, "cap_earned": cap, "advance_balance": advance}
