"""Whatever both sides hand in, nothing is lost between the rows and the totals."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.usage.reconciliation.test_compare import IMAGES, SEARCH, SUPPORT
from usage.check.canonical import NO_CURRENCY
from usage.reconciliation.compare import compare
from usage.reconciliation.pairs import Figure
from usage.reconciliation.tolerance import Measure, Tolerance

PLACES = st.sampled_from([SEARCH, SUPPORT, IMAGES, IMAGES._replace(market="DE")])
NUMBERS = st.integers(-(10**37), 10**37).map(lambda number: Decimal(f"{number}E-12"))
FIGURES = st.builds(Figure, PLACES, st.sampled_from(["EUR", "USD"]), NUMBERS, NUMBERS, NUMBERS)
SIDE = st.lists(FIGURES, max_size=8, unique_by=lambda each: (each.place, each.currency))
TOLERANCES = st.builds(
    Tolerance,
    st.none() | st.integers(0, 10**6).map(lambda number: Decimal(number).scaleb(-6)),
    st.none() | st.integers(0, 10**10).map(lambda number: Decimal(number).scaleb(-4)),
    st.just("EUR"),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first draw on a busy machine
@given(ours=SIDE, theirs=SIDE, tolerance=TOLERANCES)
def test_rows_and_totals_come_to_both_sides_sums(ours, theirs, tolerance):
    found = compare(reported=ours, countered=theirs, tolerance=tolerance)
    from_rows = [pair for row in found.rows for pair in row.pairs]
    for side, figures in (("reported", ours), ("countered", theirs)):
        for measure in Measure:
            expected = _exact(getattr(each, measure) for each in figures)
            if side == "countered" and not any(each.currency != NO_CURRENCY for each in theirs):
                expected = expected if measure == Measure.QUANTITY else 0
            for pairs in (from_rows, found.totals):
                of_measure = [pair for pair in pairs if pair.measure == measure]
                assert _exact(getattr(pair, side) or 0 for pair in of_measure) == expected


def _exact(numbers) -> Fraction:
    """Decimal's own sum would round."""
    return sum(map(Fraction, numbers), Fraction())
