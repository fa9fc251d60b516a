"""The figures of both sides beside each other, exact. Pure: knows no database and no language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext

from usage.check.canonical import NO_CURRENCY
from usage.reconciliation.pairs import EXACT, Comparison, Figure, Pair, Place, Row
from usage.reconciliation.tolerance import ZERO, Measure, Tolerance

MONEY = (Measure.GROSS, Measure.DEDUCTIONS)


def compare(*, reported: Iterable[Figure], countered: Iterable[Figure], tolerance: Tolerance) -> Comparison:
    """Every place of either side. Where counter-figures leave revenue out, quantities alone are compared."""
    with localcontext(prec=EXACT):
        ours, theirs = _by_place(reported), _by_place(countered)
        has_revenue = any(
            currency != NO_CURRENCY for currencies in theirs.values() for currency in currencies
        )
        rows = [
            _row(place, ours.get(place, {}), theirs.get(place), has_revenue, tolerance)
            for place in sorted(ours.keys() | theirs.keys())
        ]
        return Comparison(rows, _totals(rows, tolerance))


Currencies = Mapping[str, Figure]


def _by_place(figures: Iterable[Figure]) -> dict[Place, dict[str, Figure]]:
    found: dict[Place, dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        found[figure.place][figure.currency] = figure
    return found


def _row(
    place: Place, ours: Currencies, theirs: Currencies | None, has_revenue: bool, tolerance: Tolerance
) -> Row:
    compared = has_revenue if theirs is None else NO_CURRENCY not in theirs
    theirs = theirs or {}
    reported = sum((each.quantity for each in ours.values()), ZERO) if ours else None
    countered = sum((each.quantity for each in theirs.values()), ZERO) if theirs else None
    limit = tolerance.limit(Measure.QUANTITY, "", reported or ZERO, by_revenue=compared)
    pairs = [_pair(Measure.QUANTITY, place.unit, reported, countered, limit)]
    for currency in sorted((ours.keys() | theirs.keys()) - {NO_CURRENCY}):
        for measure in MONEY:
            one, other = (_amount(side.get(currency), measure) for side in (ours, theirs))
            if measure == Measure.DEDUCTIONS and not one and not other:
                continue
            limit = tolerance.limit(measure, currency, one or ZERO, by_revenue=compared)
            pairs.append(_pair(measure, currency, one, other, limit, compared))
    return Row(place, pairs, compared)


def _amount(figure: Figure | None, measure: Measure) -> Decimal | None:
    return None if figure is None else getattr(figure, measure)


def _pair(
    measure: Measure,
    of: str,
    reported: Decimal | None,
    countered: Decimal | None,
    limit: Decimal | None,
    compared: bool = True,
) -> Pair:
    difference = (countered or ZERO) - (reported or ZERO) if compared else ZERO
    return Pair(measure, of, reported, countered, difference, abs(difference), limit, compared)


def _totals(rows: list[Row], tolerance: Tolerance) -> list[Pair]:
    parts: dict[tuple[int, str], list[tuple[Pair, bool]]] = defaultdict(list)
    order = list(Measure)
    for row in rows:
        for pair in row.pairs:
            parts[order.index(pair.measure), pair.of].append((pair, row.by_revenue))
    return [_total(order[number], of, parts[number, of], tolerance) for number, of in sorted(parts)]


def _total(measure: Measure, of: str, parts: list[tuple[Pair, bool]], tolerance: Tolerance) -> Pair:
    """Over the rows compared; over all of them where none is."""
    pairs = [pair for pair, _by in parts if pair.compared]
    compared = bool(pairs)
    pairs = pairs or [pair for pair, _by in parts]
    reported, countered = (_sum(getattr(pair, side) for pair in pairs) for side in ("reported", "countered"))
    by_revenue = all(by for _pair, by in parts)
    limit = tolerance.limit(measure, of, reported or ZERO, by_revenue=by_revenue)
    return Pair(
        measure,
        of,
        reported,
        countered,
        difference=sum((pair.difference for pair in pairs), ZERO),
        apart=sum((pair.apart for pair in pairs), ZERO),
        limit=limit,
        compared=compared,
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
