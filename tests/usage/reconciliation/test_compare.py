"""Both sides' figures beside each other, as an accountant would lay them out."""

from decimal import Decimal

import pytest

from usage.check.canonical import NO_CURRENCY
from usage.reconciliation.compare import compare
from usage.reconciliation.pairs import Comparison, Figure, Place
from usage.reconciliation.tolerance import Measure, Tolerance

NONE = Tolerance(None, None, "EUR")
ONE_PERCENT = Tolerance(Decimal("0.01"), None, "EUR")
FORTY = Tolerance(None, Decimal(40), "EUR")
SEARCH = Place("search", "llama-3.1-8b", "DE", "output_tokens")
SUPPORT = Place("customer_service", "llama-3.1-8b", "DE", "output_tokens")
IMAGES = Place("content_creation", "pixtral-12b", "JP", "images")


def figure(place: Place, quantity, gross="0", deductions="0", currency="EUR") -> Figure:
    return Figure(place, currency, Decimal(quantity), Decimal(gross), Decimal(deductions))


def counted(place: Place, quantity) -> Figure:
    """Without revenue."""
    return figure(place, quantity, currency=NO_CURRENCY)


def table(comparison: Comparison) -> list[tuple]:
    return [
        (row.place.application, str(pair.measure), pair.of, *_texts(pair), str(pair.verdict))
        for row in comparison.rows
        for pair in row.pairs
    ]


def totals(comparison: Comparison) -> list[tuple]:
    return [
        (
            str(each.measure),
            each.of,
            str(each.difference),
            str(each.apart),
            str(each.limit),
            str(each.verdict),
        )
        for each in comparison.totals
    ]


def _texts(pair) -> list[str | None]:
    figures = (pair.reported, pair.countered, pair.difference)
    return [None if each is None else str(each) for each in figures]


def test_what_an_accountant_expects():
    found = compare(
        reported=[
            figure(SEARCH, 1_000_000, "1200.00", "20.00"),
            figure(SUPPORT, 50_000, "90.00"),
            figure(IMAGES, 300, "45.00"),
        ],
        countered=[
            figure(SEARCH, 1_004_000, "1200.00", "20.00"),
            figure(SUPPORT, 50_600, "90.90"),
        ],
        tolerance=ONE_PERCENT,
    )
    assert table(found) == [
        ("content_creation", "quantity", "images", "300", None, "-300", "beyond"),
        ("content_creation", "gross_revenue", "EUR", "45.00", None, "-45.00", "beyond"),
        ("customer_service", "quantity", "output_tokens", "50000", "50600", "600", "beyond"),
        ("customer_service", "gross_revenue", "EUR", "90.00", "90.90", "0.90", "within"),
        ("search", "quantity", "output_tokens", "1000000", "1004000", "4000", "within"),
        ("search", "gross_revenue", "EUR", "1200.00", "1200.00", "0.00", "agrees"),
        ("search", "deductions", "EUR", "20.00", "20.00", "0.00", "agrees"),
    ]
    # 600 of 50,000 tokens alone are too many, but all 4,600 of 1,050,000 are tolerated.
    assert totals(found) == [
        ("quantity", "images", "-300", "300", "3.00", "beyond"),
        ("quantity", "output_tokens", "4600", "4600", "10500.00", "within"),
        ("gross_revenue", "EUR", "-44.10", "45.90", "13.3500", "beyond"),
        ("deductions", "EUR", "0.00", "0.00", "0.2000", "agrees"),
    ]
    assert [each.of for each in found.beyond] == ["images", "EUR"]


def test_too_much_here_does_not_hide_too_little_there():
    found = compare(
        reported=[figure(SEARCH, 1000, "100"), figure(SUPPORT, 1000, "100")],
        countered=[figure(SEARCH, 1200, "100"), figure(SUPPORT, 800, "100")],
        tolerance=ONE_PERCENT,
    )
    [tokens, _euros] = found.totals
    assert (tokens.difference, tokens.apart, tokens.beyond) == (0, 400, True)


@pytest.mark.parametrize(
    ("theirs", "beyond"),
    [("101", False), ("99", False), ("101.000000000001", True), ("98.999999999999", True), ("100", False)],
)
def test_the_tolerance_itself_is_tolerated(theirs, beyond):
    found = compare(
        reported=[figure(SEARCH, 5, "100")], countered=[figure(SEARCH, 5, theirs)], tolerance=ONE_PERCENT
    )
    assert bool(found.beyond) is beyond
    assert found.rows[0].beyond is beyond


def test_the_amount_or_the_share_whichever_is_more():
    both = Tolerance(Decimal("0.01"), Decimal(40), "EUR")
    for gross, limit in (("100", 40), ("4000", 40), ("10000", 100)):
        assert both.limit(Measure.GROSS, "EUR", Decimal(gross), by_revenue=True) == limit
    # An amount in euros measures no dollars, and no tokens.
    assert both.limit(Measure.GROSS, "USD", Decimal(100), by_revenue=True) == 1
    assert both.limit(Measure.QUANTITY, "", Decimal(100), by_revenue=True) == 1


def test_where_only_an_amount_is_agreed_revenue_judges_the_quantity():
    rows = {"reported": [figure(SEARCH, 1000, "100")], "tolerance": FORTY}
    found = compare(countered=[figure(SEARCH, 1001, "139")], **rows)
    assert [each.verdict for each in found.totals] == ["not_judged", "within"]
    assert not found.beyond
    without = compare(countered=[counted(SEARCH, 1001)], **rows)
    assert [each.of for each in without.beyond] == ["output_tokens"]


def test_where_nothing_is_agreed_every_difference_counts():
    found = compare(
        reported=[figure(SEARCH, 1000, "100")],
        countered=[figure(SEARCH, "1000.000000000001", "100")],
        tolerance=NONE,
    )
    assert [each.of for each in found.beyond] == ["output_tokens"]
    same = compare(
        reported=[figure(SEARCH, 1000, "100")], countered=[figure(SEARCH, 1000, "100")], tolerance=NONE
    )
    assert (same.beyond, same.rows[0].differs) == ([], False)


class TestRevenueLeftOut:
    def test_everywhere(self):
        found = compare(
            reported=[figure(SEARCH, 1000, "100"), figure(IMAGES, 3, "9")],
            countered=[counted(SEARCH, 1000)],
            tolerance=ONE_PERCENT,
        )
        assert table(found) == [
            ("content_creation", "quantity", "images", "3", None, "-3", "beyond"),
            ("content_creation", "gross_revenue", "EUR", "9", None, "0", "not_compared"),
            ("search", "quantity", "output_tokens", "1000", "1000", "0", "agrees"),
            ("search", "gross_revenue", "EUR", "100", None, "0", "not_compared"),
        ]
        euros = found.totals[-1]
        assert (euros.of, euros.reported, euros.countered, euros.beyond) == ("EUR", 109, None, False)

    def test_in_some_rows_of_a_place(self):
        found = compare(
            reported=[figure(SEARCH, 1000, "100"), figure(SUPPORT, 10, "7")],
            countered=[counted(SEARCH, 400), figure(SEARCH, 600, "50"), figure(SUPPORT, 10, "7")],
            tolerance=ONE_PERCENT,
        )
        [support, search] = found.rows
        assert [pair.verdict for pair in support.pairs] == ["agrees", "agrees"]
        assert [pair.verdict for pair in search.pairs] == ["agrees", "not_compared"]
        # The total is of the rows that can be compared.
        assert [(each.of, each.reported) for each in found.totals] == [("output_tokens", 1010), ("EUR", 7)]


def test_another_currency_is_another_figure():
    found = compare(
        reported=[figure(SEARCH, 10, "100")],
        countered=[figure(SEARCH, 10, "100", currency="USD")],
        tolerance=ONE_PERCENT,
    )
    assert [(each.of, each.difference) for each in found.beyond] == [("EUR", -100), ("USD", 100)]
