"""What a period opens with: counters, window sums and balance left by the statements before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Min, QuerySet

from agreements.models import Agreement, RateRule, Version
from agreements.terms_at_hand import versions_kept
from portal.periods import window_start
from settlements.engine.exact import exact_arithmetic, plain
from settlements.openings.models import AgreementOpening
from settlements.openings.read import confirmed_opening, first_date_of, live_openings
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


Results = Mapping[int, dict[str, Any]]
"""Of periods being restated, by id: what their statements would now say, in place of the newest issued."""


def opening_of(*, agreement: Agreement, period: Period, restated: Results | None = None) -> Opening:
    """What the issued statements before `period` leave to it (FORMULA sections 4 and 7).

    Counters and the advance come from the newest closing ones, the balance from the statement as first
    issued: what a later version carries is for reading only. The first period opens with what was carried
    over from the former books; without that, with the whole advance.
    """
    restated = restated or {}
    earlier = Statement.objects.filter(agreement=agreement, period__from_date__lt=period.from_date)
    newest_first = earlier.select_related("period").order_by("-period__from_date", "-version")
    newest = newest_first.defer("input_document").first()
    terms = ladder_version(agreement, period)
    carried = confirmed_opening(agreement)
    if carried is not None and period.from_date < first_date_of(carried):
        carried = None
    if newest is None:
        return _first_opening(agreement, period, terms, carried)
    result = restated.get(newest.period_id, newest.result_document)
    as_issued = earlier.filter(period=newest.period).order_by("version").defer("input_document").first()
    return Opening(
        counters=_still_counting(agreement, period, result["counters"], newest.period.from_date),
        window=_window_before(agreement, period, terms, earlier, carried, result["window"], restated),
        opening_balance=as_issued.result_document["ladder"]["carried_forward"],
    )


def openings_of(*, periods: Iterable[Period]) -> dict[int, Opening]:
    """As `opening_of` each period, by its id; those that nothing goes before are read for all at once."""
    rows = list(periods)
    agreements = [period.agreement_id for period in rows]
    statements = Statement.objects.filter(agreement__in=agreements).order_by()
    first = dict(statements.values_list("agreement").annotate(Min("period__from_date")))
    carried = live_openings(agreements)
    found = {}
    for period in rows:
        agreement = period.agreement
        if agreement.pk in carried or first.get(agreement.pk, period.from_date) < period.from_date:
            found[period.pk] = opening_of(agreement=agreement, period=period)
        else:
            found[period.pk] = _first_opening(agreement, period, ladder_version(agreement, period), None)
    return found


def _first_opening(
    agreement: Agreement, period: Period, terms: Version | None, carried: AgreementOpening | None
) -> Opening:
    if carried is None:
        advance = terms.advance_amount if terms else None
        return Opening({}, _window(ZERO, ZERO, plain(advance or Decimal(0))), ZERO)
    closing = _window(ZERO, ZERO, plain(carried.advance_balance or Decimal(0)))
    return Opening(
        counters=_still_counting(agreement, period, carried.counters, carried.carried_date),
        window=_window_before(agreement, period, terms, Statement.objects.none(), carried, closing, {}),
        opening_balance=plain(carried.balance),
    )


def ladder_version(agreement: Agreement, period: Period) -> Version | None:
    """The version in force on the last day of the period, or of the agreement where it ends earlier."""
    ends = min(period.to_date, agreement.ends_date or date.max)
    last_day = ends - timedelta(days=1)
    kept = versions_kept(agreement)
    rows = agreement.versions.filter(state=Version.State.IN_FORCE) if kept is None else kept
    in_force = (each for each in rows if each.from_date <= last_day)
    return next((each for each in in_force if each.to_date is None or each.to_date > last_day), None)


def _still_counting(
    agreement: Agreement, period: Period, closing: dict[str, dict[str, str]], counted: date
) -> dict[str, dict[str, str]]:
    """The closing counters, less those whose window a period of the day `counted` was not yet in."""
    rules = RateRule.objects.filter(version__agreement=agreement, version__state=Version.State.IN_FORCE)
    kinds = dict(rules.values_list("code", "accumulate"))
    return {
        rule: dict(counter)
        for rule, counter in sorted(closing.items())
        if rule in kinds and counted >= _window_start(kinds[rule], agreement, period)
    }


def _window_before(
    agreement: Agreement,
    period: Period,
    terms: Version | None,
    earlier: QuerySet[Statement],
    carried: AgreementOpening | None,
    closing: dict[str, str],
    restated: Results,
) -> dict[str, str]:
    """The sums of the windows that the period lies in; those of `closing` where the terms have no window.

    Summed from the statements, not carried: an amendment may have changed which window counts. What the
    former books counted is added where their last day lies in the window.
    """
    sums = dict(closing)
    for name, kind, rungs in (
        ("guarantee_earned", terms and terms.guarantee_per, ("earned",)),
        ("cap_earned", terms and terms.cap_per, ("earned", "guarantee_shortfall")),
    ):
        if kind:
            starts = _window_start(kind, agreement, period)
            before = getattr(carried, name) if carried and starts <= carried.carried_date else Decimal(0)
            within = earlier.filter(period__from_date__gte=starts)
            sums[name] = plain(_summed(within, rungs, before, restated))
    return sums


def _summed(
    statements: QuerySet[Statement], rungs: tuple[str, ...], before: Decimal, restated: Results
) -> Decimal:
    """`before`, and the rungs of the newest version of each period's statement."""
    newest = statements.order_by("period_id", "-version").distinct("period_id")
    found = dict(newest.values_list("period_id", "result_document__ladder"))
    ladders = [restated[pk]["ladder"] if pk in restated else ladder for pk, ladder in found.items()]
    with exact_arithmetic():
        return sum((Decimal(ladder[rung]) for ladder in ladders for rung in rungs), before)


def _window_start(kind: str, agreement: Agreement, period: Period) -> date:
    return window_start(
        kind, period.from_date, period_start=period.from_date, term_start=agreement.starts_date
    )


def _window(guarantee: str, cap: str, advance: str) -> dict[str, str]:
    return {"guarantee_earned": guarantee, "cap_earned": cap, "advance_balance": advance}
